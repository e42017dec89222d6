import type { NamedRoute } from '../../src/http/permissions.ts'

/** A link or a form of a page, with the route it leads to. */
export type Offer = NamedRoute & { readonly address: string }

/** What the page offers: where its links lead and its forms are sent; a TypeError for a way to nowhere. */
export function offersOf(html: string, routes: readonly NamedRoute[]): readonly Offer[] {
  const offers = new Map<string, Offer>()
  for (const [tag] of html.matchAll(/<(?:a|form|button)\b[^>]*>/g)) {
    const address = /\s(?:href|action|formaction)="(\/[^"]*)"/
      .exec(tag)?.[1]
      ?.replaceAll('&amp;', '&')
    if (address === undefined) continue
    const method = /^<form[^>]*method="post"/.test(tag) ? 'POST' : 'GET'
    const path = address.split(/[?#]/)[0]!
    const route = routes.find((each) => each.method === method && patternOf(each.path).test(path))
    if (!route) throw new TypeError(`${method} ${address} leads nowhere`)
    offers.set(`${method} ${address}`, { ...route, address })
  }
  return [...offers.values()]
}

const patterns = new Map<string, RegExp>()

function patternOf(path: string): RegExp {
  const known = patterns.get(path)
  if (known) return known
  const text = path
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/:\w+(?:\{([^}]*)\})?/g, (_, words?: string) => (words ? `(${words})` : '[^/]+'))
    .replaceAll('*', '.*')
  const made = new RegExp(`^${text}$`)
  patterns.set(path, made)
  return made
}
