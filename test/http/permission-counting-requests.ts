import { type Requests, TYPIST, read, reason } from './permission-request.ts'
import { PASTED } from './permission-scene.ts'

const FIRST_SEEN = { 'if-match': '"0"' }

/** The routes of the API while papers are counted, as of `API_REQUESTS`. */
export const COUNTING_REQUESTS: Readonly<Record<string, Requests>> = {
  'GET /sessions/:id/progress': read('typing'),
  'GET /sessions/:id/progress/stream': read('typing'),
  'GET /sessions/:id/halls': read('typing'),
  'POST /sessions/:id/halls': read('typing'),
  'POST /sessions/:id/halls/close': read('typing'),
  'GET /sessions/:id/tally-sheets.pdf': read('counted'),
  'GET /sessions/:id/ballot-papers.pdf': read('counted'),
  'GET /sessions/:id/zero-report.pdf': read('counted'),
  'GET /sessions/:id/role-cards.pdf': read('counted'),
  'GET /sessions/:id/entry-log.pdf': read('counted'),
  'GET /sessions/:id/journal': read('counted'),
  'POST /sessions/:id/sheets/by-code': { at: 'typing', json: (_, { code }) => ({ code }) },
  'GET /sessions/:id/sheets': read('typing'),
  'POST /sheets/:id/pass': read('typing', { owners: TYPIST, quiet: 'taken already' }),
  'PUT /sheets/:id/pass': {
    at: 'typing',
    owners: TYPIST,
    headers: FIRST_SEEN,
    json: ({ counts }) => ({ ...counts, cursor: null, seen: [], tab: 'window-here' }),
  },
  'DELETE /sheets/:id/pass': read('typing', { owners: TYPIST }),
  'DELETE /sheets/:id/passes/:passNo': read('typing', { path: () => ({ passNo: '1' }) }),
  'POST /sheets/:id/pass/window': {
    at: 'typing',
    owners: TYPIST,
    json: () => ({ tab: 'window-here', act: 'hold' }),
  },
  'POST /sheets/:id/pass/submission': {
    at: 'typing',
    owners: TYPIST,
    headers: FIRST_SEEN,
    json: ({ counts }) => ({ ...counts, seen: [] }),
  },
  'POST /sheets/:id/pass/import/preview': {
    at: 'typing',
    owners: TYPIST,
    form: () => ({ text: PASTED }),
  },
  'POST /sheets/:id/pass/import': {
    at: 'typing',
    owners: TYPIST,
    form: (_, { passImport }) => ({ text: PASTED, ...passImport }),
  },
  'PUT /sheets/:id/pass/ballots/:place': {
    at: 'ballots',
    owners: TYPIST,
    path: () => ({ place: '2' }),
    headers: { 'if-match': '"1"' },
    json: () => ({ marks: '12', tab: 'window-here' }),
  },
  'DELETE /sheets/:id/pass/ballots/:place': {
    at: 'ballots',
    owners: TYPIST,
    path: () => ({ place: '1' }),
    headers: { 'if-match': '"1"' },
  },
  'POST /sheets/:id/pass/ballots/submission': {
    at: 'ballots',
    owners: TYPIST,
    headers: { 'if-match': '"1"' },
    json: () => ({
      seen: [{ code: 'W301', path: '/collected', numbers: { collected: 1, planned: 10 } }],
    }),
  },
  'GET /sheets/:id/differences': read('differing'),
  'POST /sheets/:id/settlements': (['differing', 'judging'] as const).map((at) => ({
    at,
    ...(at === 'judging' ? { owners: ['org-head'], untaken: 'one’s own' } : {}),
    json: ({ passIds }) => ({ decision: 'return_all', passNo: null, passIds, ...reason }),
  })),
}
