// H5 only. uni draws buttons and inputs as elements of its own that a keyboard does not reach and whose labels a
// screen reader does not connect. Templates say what a thing is by the mini program's own attributes, aria-role and
// aria-label; this turns them into what a browser understands.

const PRESSED_BY_KEYS = new Set(["button", "link", "checkbox", "radio", "switch", "tab"]);
const FIELDS = "uni-input[aria-label], uni-textarea[aria-label]";
/** These belong to the field itself and not to the element around it. */
const MOVED = ["aria-label", "aria-invalid", "aria-required"];

function reachable(element: Element, role: string): void {
  element.setAttribute("role", role);
  if (role === "heading") element.setAttribute("aria-level", element.getAttribute("data-level") ?? "1");
  if (!PRESSED_BY_KEYS.has(role)) return;
  const off = element.hasAttribute("disabled") && element.getAttribute("disabled") !== "false";
  element.setAttribute("tabindex", off ? "-1" : "0");
  if (element.tagName === "UNI-BUTTON") element.setAttribute("aria-disabled", String(off));
}

function nameField(field: Element): void {
  const inner = field.querySelector("input, textarea");
  if (!inner) return;
  for (const name of MOVED) {
    const value = field.getAttribute(name);
    if (value === null) continue;
    inner.setAttribute(name, value);
    field.removeAttribute(name);
  }
}

function improve(root: Element): void {
  root.querySelectorAll("uni-button").forEach((each) => reachable(each, each.getAttribute("aria-role") ?? "button"));
  root.querySelectorAll("[aria-role]").forEach((each) => {
    reachable(each, each.getAttribute("aria-role") ?? "");
    each.removeAttribute("aria-role");
  });
  if (root.hasAttribute("aria-role")) {
    reachable(root, root.getAttribute("aria-role") ?? "");
    root.removeAttribute("aria-role");
  }
  root.querySelectorAll(FIELDS).forEach(nameField);
  // Fields of uni carry an inner form that only browsers' own enter key needs; it has no name and no sense.
  root.querySelectorAll("form").forEach((each) => each.setAttribute("role", "presentation"));
}

function pressByKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement | null;
  if (!target || (event.key !== "Enter" && event.key !== " ")) return;
  if (!PRESSED_BY_KEYS.has(target.getAttribute("role") ?? "")) return;
  event.preventDefault();
  target.click();
}

/** Keeps everything below `root` readable and reachable until the function that is returned is called. */
export function keepReadable(root: Element): () => void {
  improve(root);
  const observer = new MutationObserver(() => improve(root));
  const attributeFilter = ["aria-role", "aria-label", "aria-invalid", "disabled"];
  observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter });
  root.addEventListener("keydown", pressByKey as EventListener);
  return () => {
    observer.disconnect();
    root.removeEventListener("keydown", pressByKey as EventListener);
  };
}
