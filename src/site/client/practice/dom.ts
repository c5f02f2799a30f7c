type Child = Node | string | undefined | false;

/** An element with properties, attributes (names with a dash, `role`, `class`) and children. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    const present: unknown = Reflect.get(element, key);
    // A word such as "off" is no truth: where a property is one, words are for the attribute.
    if (key in element && (typeof present !== 'boolean' || typeof value === 'boolean'))
      Reflect.set(element, key, value);
    else if (value !== false) element.setAttribute(key === 'className' ? 'class' : key, String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** A button that does something. */
export function button(
  label: string,
  press: () => void,
  properties: Readonly<Record<string, string | boolean>> = {},
): HTMLButtonElement {
  const made = make('button', { type: 'button', ...properties }, label);
  made.addEventListener('click', press);
  return made;
}

/** A sentence with what stands in it as {name} filled in. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
