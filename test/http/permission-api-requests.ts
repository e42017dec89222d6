import { NEW_KINDS, NEW_SESSION, VOTERS } from '../support/session.ts'
import {
  type Requests,
  TYPIST,
  current,
  inPlace,
  ofFirstCount,
  plain,
  read,
  reason,
} from './permission-request.ts'
import { COUNTING_REQUESTS } from './permission-counting-requests.ts'
import { PASTED_ROSTER, PDF, ROSTER_KINDS } from './permission-scene.ts'

const CAMPAIGN = '?from=2026-01-01&to=2026-12-31&regime=96-qd-tw-2023&mode=rehearsal'
const PDF_TYPE = { 'content-type': 'application/pdf' }

/** A route of the API by its method and its path below /api/v1. */
export const API_REQUESTS: Readonly<Record<string, Requests>> = {
  'POST /login': { json: () => ({ username: 'org-first', password: 'mat khau rat dai' }) },
  'POST /logout': plain,
  'GET /me': plain,
  'GET /accounts': plain,
  'POST /accounts': {
    json: () => ({
      username: 'moi-toanh',
      fullName: 'Người Mới',
      role: 'secretary',
      organisation: 'org',
      password: 'mat khau rat dai',
    }),
  },
  'POST /accounts/:id/disable': [
    { path: () => ({ id: 'org-third' }) },
    { path: (_, { account }) => ({ id: account }), owners: ['self'], untaken: 'one’s own' },
  ],
  'GET /organisations': plain,
  'POST /organisations': {
    json: () => ({
      parent: null,
      side: 'party',
      name: 'Đảng ủy Mới',
      superior: null,
      locality: null,
      symbol: null,
    }),
  },
  'GET /journal/verification': plain,
  'POST /verify': { bytes: PDF, headers: PDF_TYPE, untaken: 'no document' },
  'GET /consolidated.pdf': { query: CAMPAIGN },
  'GET /consolidated.xlsx': { query: CAMPAIGN },
  'GET /persons/:id': read('counted', inPlace),

  'GET /sessions': plain,
  'POST /sessions': { json: () => NEW_SESSION },
  'GET /sessions/:id': read('counted'),
  'PUT /sessions/:id/ballot-kinds': { at: 'listed', json: () => NEW_KINDS },
  'GET /sessions/:id/ballot-kinds/fingerprint': read('counted'),
  'POST /sessions/:id/ballot-kinds/import/preview': {
    at: 'listed',
    form: () => ({ text: PASTED_ROSTER, kinds: JSON.stringify(ROSTER_KINDS) }),
  },
  'POST /sessions/:id/ballot-kinds/import': {
    at: 'listed',
    form: (_, { rosterImport }) => ({
      text: PASTED_ROSTER,
      kinds: JSON.stringify(ROSTER_KINDS),
      ...rosterImport,
    }),
  },
  'PUT /sessions/:id/voters': { at: 'listed', json: () => VOTERS },
  'PUT /sessions/:id/minutes-facts': {
    at: 'listed',
    json: () => ({
      committeeWord: 'Ban kiểm phiếu',
      committee: [],
      chair: null,
      witnesses: [],
      venue: null,
      countingStarted: null,
      countingEnded: null,
      handedOverTo: null,
      copies: 2,
    }),
  },
  'PUT /sessions/:id/ballots': {
    at: 'typing',
    json: ({ kind }) => [
      {
        ballotKind: kind,
        printed: 12,
        issued: 10,
        collected: 10,
        invalidReasons: null,
        sheets: null,
      },
    ],
  },
  'PUT /sessions/:id/regime': { at: 'listed', json: () => ({ regime: null, reason: null }) },
  'PUT /sessions/:id/head': {
    at: 'listed',
    json: () => ({ title: 'Lấy phiếu năm 2026', heldOn: '2026-02-05' }),
  },
  'PUT /sessions/:id/timing': {
    at: 'listed',
    json: () => ({ termStartYear: 2025, earlier: { council_vote: null, half_year_review: null } }),
  },
  'GET /sessions/:id/preparation': read('counted'),
  'POST /sessions/:id/procedure': { at: 'listed', json: () => [] },
  'GET /sessions/:id/plan.ics': read('counted'),
  'GET /sessions/:id/criteria.pdf': read('counted'),
  'GET /sessions/:id/procedure.pdf': read('counted'),
  'GET /sessions/:id/namesakes': read('counted'),
  'POST /sessions/:id/persons': {
    at: 'listed',
    json: ({ subject }, { namesake }) => ({ subject, other: namesake, same: true }),
  },
  'GET /sessions/:id/roster.xlsx': read('counted'),
  'GET /sessions/:id/roster.csv': read('counted'),

  'POST /sessions/:id/freeze': read('listed'),
  'POST /sessions/:id/unfreeze': read('listed'),
  'POST /sessions/:id/open': read('listed'),
  'POST /sessions/:id/pause': read('typing'),
  'POST /sessions/:id/resume': read('typing'),
  'POST /sessions/:id/close': read('sound'),
  'POST /sessions/:id/compute': read('sound'),
  'POST /sessions/:id/publish': read('counted'),
  'POST /sessions/:id/cancel': { at: 'typing', json: () => reason },
  'POST /sessions/:id/reopen': { at: 'counted', json: () => reason },

  ...COUNTING_REQUESTS,

  'GET /sessions/:id/closing': read('sound'),
  'GET /sessions/:id/findings': read('sound'),
  'POST /sessions/:id/acknowledgements': {
    at: 'warned',
    json: () => ({
      code: 'W201',
      path: '/ballotKinds/0/issued',
      numbers: { issued: 11, present: 10 },
      ...reason,
    }),
  },
  'GET /sessions/:id/recheck': read('drawn'),
  'POST /sessions/:id/recheck': { at: 'warned', json: () => ({ dice: '3 5 1' }) },
  'POST /sessions/:id/recheck/results': {
    at: 'drawn',
    ...ofFirstCount,
    json: ({ sheet }) => ({ sheet, agrees: true, note: null }),
  },
  'GET /sessions/:id/shifts': read('counted'),
  'GET /sessions/:id/outcome': read('counted'),
  'GET /sessions/:id/results.xlsx': read('counted'),
  'GET /sessions/:id/results.csv': read('counted'),
  'GET /sessions/:id/tally.json': read('counted'),
  'GET /sessions/:id/outcome.json': read('counted'),
  'GET /sessions/:id/subjects/:subject/extract.pdf': read('counted'),
  'GET /sessions/:id/uses': read('counted'),
  'POST /sessions/:id/uses': {
    at: 'counted',
    json: (_, { low, use }) => ({
      subject: low,
      use,
      decision: 'Đưa ra khỏi quy hoạch',
      number: null,
      decidedOn: null,
      decidedBy: 'Ban Thường vụ',
      dueOn: null,
      supersedes: null,
    }),
  },

  'PUT /sessions/:id/document-settings': {
    at: 'counted',
    json: () => ({
      layout: null,
      secrecy: null,
      copying: null,
      copiesIssued: 5,
      drafter: null,
      recipients: [],
      membersSign: false,
      seal: false,
    }),
  },
  'GET /sessions/:id/documents': read('counted'),
  'POST /sessions/:id/documents': read('computed'),
  'GET /sessions/:id/documents/minutes.docx': read('counted', current),
  'GET /sessions/:id/documents/summary.docx': read('counted', current),
  'POST /sessions/:id/documents/notice': read('counted'),
  'POST /sessions/:id/documents/corrigendum': read('counted', { untaken: 'nothing to correct' }),
  'GET /sessions/:id/signing': read('counted'),
  'GET /sessions/:id/scans': read('counted'),
  'GET /sessions/:id/document-copies': read('counted'),
  'GET /documents/:id/content': read('counted'),
  'GET /scans/:id/content': read('counted', { path: ({ scan }) => ({ id: scan }) }),
  'POST /documents/:id/copies': {
    at: 'counted',
    json: () => ({ copies: 1, recipient: 'Ban Tổ chức' }),
  },
  'POST /documents/:id/signatures': {
    at: 'counted',
    needs: ['sign_document'],
    json: () => ({ keyStore: null, token: null, field: null, image: null }),
  },
  'POST /documents/:id/signatures/prepared': {
    at: 'counted',
    needs: ['sign_document'],
    json: () => ({ field: null, commonName: 'Thư Ký Thứ Nhất', image: null }),
  },
  'POST /documents/:id/signatures/prepared/:preparation': {
    at: 'counted',
    owners: TYPIST,
    needs: ['sign_document', 'complete_signature'],
    path: ({ preparation }) => ({ preparation }),
    json: () => ({ cms: 'MAA=' }),
    untaken: 'no signature',
  },
  'POST /documents/:id/signed': {
    at: 'counted',
    needs: ['sign_document'],
    bytes: PDF,
    headers: PDF_TYPE,
    untaken: 'not signed',
  },
  'POST /documents/:id/scan': {
    at: 'counted',
    query: '?fields=secretary',
    bytes: PDF,
    headers: PDF_TYPE,
  },
  'POST /documents/:id/timestamp': read('counted'),
}
