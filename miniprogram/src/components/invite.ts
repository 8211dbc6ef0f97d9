// Invite codes as they are typed, scanned or carried by the address of a code: eight letters and digits, with or
// without the dash, alone or as the value of code= or scene=.
const CODE = /(?:^|[^A-Z0-9])([A-Z0-9]{4})-?([A-Z0-9]{4})(?![A-Z0-9])/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** "ABCD-2345", or "" when there is none. */
export function inviteFrom(text: string): string {
  const plain = decoded(text).trim();
  const named = /[?&#](?:code|scene|invite)=([A-Za-z0-9-]+)/.exec(plain)?.[1];
  const match = CODE.exec((named ?? plain).toUpperCase());
  return match ? `${match[1]}-${match[2]}` : "";
}

/** What is shown while it is typed: letters become capitals, the dash comes by itself. */
export function inviteTyped(text: string): string {
  const letters = text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 8);
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}
