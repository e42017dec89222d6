import type { Answer, Server, Stored } from './ballot-queue.ts'
import type { BundleData } from './ballot-data.ts'

/** The server over HTTP, for the pass of that page; `tab` is the name of this window. */
export function serverOf({ api }: BundleData, tab: string): Server {
  return {
    send: ({ place, marks }, revision) =>
      marks === null
        ? ask(`${api}/ballots/${place}?tab=${tab}`, 'DELETE', undefined, revision)
        : ask(`${api}/ballots/${place}`, 'PUT', { marks, tab }, revision),
    read: () => readAgain().catch(() => undefined),
    hold: (take) => ask(`${api}/window`, 'POST', { tab, act: take ? 'take' : 'hold' }),
  }
}

type Said = { readonly revision?: number; readonly here?: boolean; readonly title?: string }

async function ask(
  path: string,
  method: string,
  content: unknown,
  revision?: number,
): Promise<Answer> {
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
      },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    })
    const said = (await answer.json().catch(() => ({}))) as Said & { code?: string }
    return answerOf(answer.status, said)
  } catch {
    return { kind: 'unreachable' }
  }
}

function answerOf(status: number, { revision, here, title, code }: Said & { code?: string }) {
  const sentence = title ?? ''
  if (status === 200 && here === false) return { kind: 'elsewhere', sentence: '' } as const
  if (status === 200 && revision !== undefined) return { kind: 'saved', revision } as const
  if (status >= 500 || status === 429 || status === 200) return { kind: 'unreachable' } as const
  if (status === 412) return { kind: 'changed' } as const
  return { kind: code === 'open_elsewhere' ? 'elsewhere' : 'refused', sentence } as const
}

/** The pass as the page would show it now. */
async function readAgain(): Promise<Stored | undefined> {
  const page = await pageAgain()
  return page && dataOf(page)
}

/** This page as the server gives it now; parsed by the request itself, so that no text becomes a page in a script. */
function pageAgain(): Promise<Document | undefined> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('GET', location.pathname)
    request.responseType = 'document'
    request.addEventListener('load', () =>
      resolve(request.status === 200 ? (request.responseXML ?? undefined) : undefined),
    )
    request.addEventListener('error', () => resolve(undefined))
    request.send()
  })
}

/** What the page says of its bundle; `undefined` on a page that can only be looked at. */
export function dataOf(page: Document): BundleData | undefined {
  const text = page.querySelector<HTMLElement>('#desk')?.dataset.bundle
  return text === undefined ? undefined : (JSON.parse(text) as BundleData)
}
