import type { Asked, FinalAct } from '../../src/domain/final-act.ts'

const OF_SESSION: Readonly<Record<string, FinalAct>> = {
  close: 'close',
  publish: 'publish',
  reopen: 'reopen',
  cancel: 'cancel',
  issue: 'issue',
  documents: 'issue',
  'documents/notice': 'notice',
  'documents/corrigendum': 'corrigendum',
  destruction: 'destroy',
}

/** The final act a POST to that path of the API or of the pages is, if it is one. */
export function finalActAt(path: string): Asked | undefined {
  const [, session = '', step = ''] = /^\/sessions\/([^/?]+)\/([^?]+)/.exec(path) ?? []
  const act = OF_SESSION[step]
  if (act) return { act, target: session }
  const [, document = '', way] =
    /^(?:\/sessions\/[^/]+)?\/documents\/([^/?]+)\/(sign|signed|scan|signatures(?:\/prepared\/[^/]+)?)(?:\?|$)/.exec(
      path,
    ) ?? []
  if (way) return { act: way === 'scan' ? 'scan' : 'sign', target: document }
  const [, sheet] = /^\/sheets\/([^/?]+)\/(?:settlements|differences)$/.exec(path) ?? []
  return sheet === undefined ? undefined : { act: 'settle', target: sheet }
}
