/** Elements with text in them. Nothing here reads markup: what comes from the router stays text. */

type Child = Node | string | false | undefined | readonly Child[];

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  append(element, children);
  return element;
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === false || child === undefined) continue;
    if (typeof child === "string") parent.appendChild(document.createTextNode(child));
    else if (child instanceof Node) parent.appendChild(child);
    else append(parent, child);
  }
}

export function button(text: string, label: string, onClick: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", title: label, "aria-label": label }, text);
  made.addEventListener("click", onClick);
  return made;
}

/** The element with an id, which the page has. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element "${id}"`);
  return found;
}

const signs = { met: "✓", missed: "✕", "not played": "–" } as const;

export const sign = (state: keyof typeof signs, words: string = state): readonly Child[] => [
  el("span", { class: `sign ${state.replace(" ", "-")}`, "aria-hidden": "true" }, signs[state]),
  el("span", { class: "unseen" }, words),
];
