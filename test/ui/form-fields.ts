const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
}

/** What a browser would send of the page's only multipart form, were no button pressed. */
export function formOf(html: string): Record<string, string> {
  const form = /<form[^>]*multipart[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const type = attribute(tag, 'type')
    const left = (type === 'radio' || type === 'checkbox') && !/ checked/.test(tag)
    if (name !== undefined && !left && type !== 'file') fields[name] = attribute(tag, 'value') ?? ''
  }
  for (const [, name = ''] of form.matchAll(/<select[^>]* name="([^"]*)"/g))
    fields[name] = selectedIn(html, name) ?? ''
  return fields
}

/** The value selected in the list of that name. */
export function selectedIn(html: string, name: string): string | undefined {
  const list = html.split('<select').find((part) => part.includes(` name="${name}"`))
  const body = list?.slice(0, list.indexOf('</select>'))
  return /<option value="([^"]*)" selected/.exec(body ?? '')?.[1]
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return value?.replaceAll(/&(#?\w+);/g, (whole, code: string) => NAMED[code] ?? whole)
}
