// The few facts about an office that a build needs, read from the text of league.toml.

/**
 * Returns { appid, account, server } of the mini program: the first [[account]] of kind mini_program, and
 * server.public_url. Reads only `key = "text"` lines below their [table] heads, which is all that these three use.
 */
export function office(text, env = {}) {
  let table = "";
  let server = "";
  const accounts = [];
  for (const line of text.split("\n")) {
    const head = line.match(/^\s*(\[\[?[^\]]+\]\]?)/);
    if (head) {
      table = head[1].replace(/\s/g, "");
      if (table === "[[account]]") accounts.push({});
      continue;
    }
    const pair = line.match(/^\s*([a-z_]+)\s*=\s*"([^"]*)"/);
    if (!pair) continue;
    if (table === "[server]" && pair[1] === "public_url") server = pair[2];
    if (table === "[[account]]") accounts[accounts.length - 1][pair[1]] = pair[2];
  }
  const account = accounts.find((each) => each.kind === "mini_program") ?? {};
  return {
    appid: env.LEAGUE_MP_APPID || account.appid || "touristappid",
    account: account.name || "mp",
    server: (env.LEAGUE_SERVER_URL || server).replace(/\/+$/, ""),
  };
}
