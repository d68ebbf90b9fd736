// Elements made by code: text goes in as text, never as HTML. The page's policy (CSP) refuses style attributes: looks are classes,
// and sizes that are only known at run time are set as properties (`element.style.width = …`).

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** `false` and `undefined` leave an attribute out, `true` writes it without a value. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** Sets, changes or takes away attributes, and touches nothing that is as it should be. */
export function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) target.removeAttribute(name);
    else {
      const text = value === true ? '' : String(value);
      if (target.getAttribute(name) !== text) target.setAttribute(name, text);
    }
  }
}

/** Writes text where it differs, so that a screen reader is not told the same thing again. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
