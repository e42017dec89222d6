type Given = Node | string | null | false | undefined

/** An element with its attributes (left out where undefined) and what stands in it; texts are never read as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...inside: readonly (Given | readonly Given[])[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, value)
  made.append(...inside.flat().filter((each) => each instanceof Node || isShown(each)))
  return made
}

function isShown(given: unknown): given is string {
  return typeof given === 'string' && given !== ''
}

/** The element of the page with that identity. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new TypeError(`the page has no #${id}`)
  return found
}

/** The field of the page with that identity. */
export function inputById(id: string): HTMLInputElement {
  const found = byId(id)
  if (!(found instanceof HTMLInputElement)) throw new TypeError(`#${id} is no field`)
  return found
}
