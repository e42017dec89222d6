import { sheetTyped } from '../../src/ui/forms/sheet-form.ts'
import { IDENTITY_CODE } from './permission-identities.ts'
import {
  type Requests,
  TYPIST,
  current,
  inPlace,
  ofAccount,
  ofFirstCount,
  ofOwnUnit,
  plain,
  proposal,
  read,
  reason,
} from './permission-request.ts'
import { CODE } from './permission-extras.ts'
import { carriedText } from '../../src/ui/forms/import-form.ts'
import { PASTED, PASTED_ROSTER, PDF, bytesOf } from './permission-scene.ts'

const PASSWORD = 'mat khau rat dai'
const CAMPAIGN = '?from=2026-01-01&to=2026-12-31&regime=96-qd-tw-2023&mode=rehearsal'
const LEVELS = ['high', 'medium', 'low'] as const
const carried = (text: string) => carriedText(bytesOf(text))
const pdf = (bytes = PDF) => new File([bytes], 'a.pdf')

/** A page, or what one of its forms sends, by method and path. */
export const PAGE_REQUESTS: Readonly<Record<string, Requests>> = {
  'GET /openapi.json': plain,
  'GET /static/*': plain,
  'GET /favicon.ico': plain,
  'GET /setup': plain,
  'POST /setup': { form: () => ({ code: 'ABCD' }), untaken: 'it is set up' },
  'GET /login': plain,
  'POST /login': { form: () => ({ username: 'org-first', password: PASSWORD, next: '/' }) },
  'POST /logout': plain,
  'GET /': plain,
  'GET /organisations': plain,
  'POST /organisations': { form: () => ({ name: 'Đảng ủy Mới', side: 'party' }) },
  'GET /accounts': plain,
  'POST /accounts': {
    form: () => ({
      username: 'moi-toanh',
      fullName: 'Người Mới',
      role: 'secretary',
      organisation: 'org',
      password: PASSWORD,
      again: PASSWORD,
    }),
  },
  'POST /accounts/:id/disable': [
    { path: () => ({ id: 'org-third' }) },
    { path: (_, { account }) => ({ id: account }), owners: ['self'], untaken: 'one’s own' },
  ],
  'GET /accounts/:id': { path: () => ({ id: 'org-third' }) },
  'POST /accounts/:id/password': {
    path: () => ({ id: 'org-third' }),
    form: () => ({ password: 'kho doan lam nhe 42', again: 'kho doan lam nhe 42' }),
  },
  'POST /accounts/:id/unlock': { path: () => ({ id: 'org-third' }) },
  'POST /accounts/:id/end-log-ins': { path: () => ({ id: 'org-third' }) },
  'POST /accounts/:id/remove-second-factor': {
    path: () => ({ id: 'org-second' }),
  },
  'GET /account': plain,
  'POST /account/end-log-ins': plain,
  'GET /account/password': plain,
  'POST /account/password': {
    form: () => ({
      current: PASSWORD,
      password: 'kho doan lam nhe 42',
      again: 'kho doan lam nhe 42',
    }),
  },
  'GET /account/second-factor': plain,
  'GET /account/second-factor/qr.svg': { missing: () => true },
  'POST /account/second-factor/draft': plain,
  'POST /account/second-factor': { form: () => ({ code: CODE }), missing: () => true },
  'POST /account/second-factor/remove': {
    form: () => ({ current: PASSWORD }),
    missing: () => true,
  },
  'GET /login/second-factor': plain,
  'POST /login/second-factor': {
    form: () => ({ code: CODE }),
    quiet: 'the log-in stands in full already',
  },
  'GET /templates': plain,
  'GET /sessions/:id/papers/:paper/file': read('listed', {
    path: () => ({ paper: 'khong-co' }),
    missing: () => true,
  }),
  'GET /consolidated/papers/:paper/file': {
    path: () => ({ paper: 'khong-co' }),
    query: CAMPAIGN,
    missing: () => true,
  },
  'GET /sessions/:id/confirm/:act': read('sound', {
    path: () => ({ act: 'close' }),
    needs: ['close_session'],
  }),
  'GET /sessions/:id/second': read('sound'),
  'POST /sessions/:id/second': [
    { at: 'sound', form: () => ({ act: 'close' }), untaken: 'nothing is proven' },
    {
      at: 'paired',
      inState: 'entered',
      needs: ['confirm_for_head'],
      form: (_, { closing: { act, digest } }) => ({ act, digest, proof: PASSWORD }),
    },
  ],
  'POST /sessions/:id/second-person': { at: 'listed', form: () => ({ required: 'yes' }) },
  'GET /accounts/:id/data': ofAccount,
  'POST /accounts/:id/export': ofAccount,
  'POST /accounts/:id/erase': { path: ({ barred }) => ({ id: barred }) },
  'GET /login/oidc': plain,
  'GET /login/oidc/callback': { query: '?code=a&state=b', untaken: 'no identity provider' },
  'POST /accounts/:id/identity': {
    path: () => ({ id: 'org-second' }),
    form: () => ({ identityCode: IDENTITY_CODE }),
  },
  'POST /accounts/:id/identity/link': {
    path: () => ({ id: 'org-second' }),
    form: () => ({ code: IDENTITY_CODE }),
  },
  'POST /accounts/:id/identity/remove': { path: () => ({ id: 'org-third' }) },
  'POST /accounts/:id/remove-password': { path: () => ({ id: 'org-third' }) },
  'GET /regimes': plain,
  'GET /regimes/:id': { path: () => ({ id: '96-qd-tw-2023' }) },
  'GET /verify': plain,
  'POST /verify': { form: (_, { elsewhere }) => ({ pdf: pdf(elsewhere.signed) }) },
  'GET /archives/open': plain,
  'POST /archives/open': { form: () => ({ archive: pdf() }) },
  'GET /verify/offline': plain,
  'GET /consolidated': plain,
  'GET /consolidated.pdf': { query: CAMPAIGN },
  'GET /consolidated.xlsx': { query: CAMPAIGN },
  'GET /persons/:id': read('counted', inPlace),

  'GET /sessions/new': plain,
  'POST /sessions/new': {
    form: () => ({
      mode: 'rehearsal',
      title: 'Lấy phiếu',
      heldOn: '5/2/2026',
      meeting: 'in_person',
      passesRequired: '2',
    }),
  },
  'GET /sessions/:id': ['listed', 'typing', 'differing', 'counted'].map((at) =>
    read(at as 'listed'),
  ),
  'GET /sessions/:id/roster': read('listed'),
  'POST /sessions/:id/roster': {
    at: 'listed',
    form: () => ({
      'kinds.0.code': 'A',
      'kinds.0.title': 'Ban Thường vụ',
      'kinds.0.people': 'Nguyễn Văn Một | Bí thư',
    }),
  },
  'GET /sessions/:id/roster/import': read('listed'),
  'POST /sessions/:id/roster/import': [
    { at: 'listed', form: () => ({ text: PASTED_ROSTER }), quiet: 'shows what it would do' },
    {
      at: 'listed',
      form: (_, { rosterImport }) => ({
        content: carried(PASTED_ROSTER),
        do: 'import',
        'kinds.0.key': '',
        'kinds.0.code': 'A',
        'kinds.0.title': 'Ban Thường vụ',
        ...rosterImport,
        'groups.0': rosterImport['groups']!,
      }),
    },
  ],
  'GET /sessions/:id/roster/fingerprint': read('counted'),
  'GET /sessions/:id/regime': read('listed'),
  'POST /sessions/:id/regime': { at: 'listed', form: () => ({ regime: '', regimeReason: '' }) },
  'POST /sessions/:id/head': {
    at: 'listed',
    form: () => ({ title: 'Lấy phiếu năm 2026', heldOn: '5/2/2026' }),
  },
  'GET /sessions/:id/preparation': read('counted'),
  'POST /sessions/:id/preparation': {
    at: 'listed',
    form: (_, { step }) => ({ [`steps.${step.step}.on`]: '5/2/2026' }),
  },
  'POST /sessions/:id/timing': { at: 'listed', form: () => ({ termStartYear: '2025' }) },
  'GET /sessions/:id/plan.ics': read('counted'),
  'POST /sessions/:id/persons': {
    at: 'listed',
    form: ({ subject }, { namesake }) => ({ subject, other: namesake, same: 'yes' }),
  },
  'GET /sessions/:id/voters': read('listed'),
  'POST /sessions/:id/voters': {
    at: 'listed',
    form: () => ({
      members: '10',
      summoned: '10',
      present: '10',
      absentExcused: '0',
      absentUnexcused: '0',
    }),
  },
  'GET /sessions/:id/minutes-facts': read('counted'),
  'POST /sessions/:id/minutes-facts': {
    at: 'counted',
    form: () => ({ committeeWord: 'Ban kiểm phiếu' }),
  },
  'GET /sessions/:id/ballots': read('typing'),
  'POST /sessions/:id/ballots': {
    at: 'typing',
    form: () => ({ 'kinds.0.printed': '12', 'kinds.0.issued': '10', 'kinds.0.collected': '10' }),
  },

  'POST /sessions/:id/freeze': read('listed'),
  'POST /sessions/:id/unfreeze': read('listed'),
  'POST /sessions/:id/open': read('listed'),
  'POST /sessions/:id/pause': read('typing'),
  'POST /sessions/:id/resume': read('typing'),
  'POST /sessions/:id/close': read('sound'),
  'POST /sessions/:id/compute': read('sound'),
  'POST /sessions/:id/issue': read('computed'),
  'POST /sessions/:id/publish': read('counted'),
  'POST /sessions/:id/cancel': { at: 'typing', form: () => reason },
  'POST /sessions/:id/reopen': { at: 'counted', form: () => reason },

  'POST /sessions/:id/halls': read('typing'),
  'POST /sessions/:id/halls/close': read('typing'),
  'GET /hall/:token': { path: ({ hall }) => ({ token: hall }), hidden: true },
  'GET /hall/:token/stream': { path: ({ hall }) => ({ token: hall }), hidden: true },
  'GET /sessions/:id/criteria.pdf': read('counted'),
  'GET /sessions/:id/tally-sheets.pdf': read('counted'),
  'GET /sessions/:id/ballot-papers.pdf': read('counted'),
  'GET /sessions/:id/procedure.pdf': read('counted'),
  'GET /sessions/:id/zero-report.pdf': read('counted'),
  'GET /sessions/:id/role-cards.pdf': read('counted'),
  'GET /sessions/:id/entry-log.pdf': read('counted'),
  'POST /sessions/:id/sheets/by-code': {
    at: 'typing',
    form: (_, { code }) => ({ code }),
    owners: TYPIST,
    quiet: 'taken already',
  },
  'POST /sheets/:id/pass': read('typing', { owners: TYPIST, quiet: 'taken already' }),
  'POST /sheets/:id/pass/give-back': read('typing', { owners: TYPIST }),
  'POST /sheets/:id/pass/release': { at: 'typing', form: () => ({ passNo: '1' }) },
  'GET /sheets/:id/entry': ['typing', 'ballots'].map((at) =>
    read(at as 'typing', { owners: TYPIST }),
  ),
  'POST /sheets/:id/entry': (['save', 'submit'] as const).map((act) => ({
    at: 'typing',
    owners: TYPIST,
    form: ({ counts }) => ({ ...sheetTyped(counts, LEVELS), do: act, revision: '0' }),
    ...(act === 'save' ? { quiet: 'typed so far' } : {}),
  })),
  'GET /sheets/:id/import': read('typing', { owners: TYPIST }),
  'POST /sheets/:id/import': [
    {
      at: 'typing',
      owners: TYPIST,
      form: () => ({ text: PASTED }),
      quiet: 'shows what it would do',
    },
    {
      at: 'typing',
      owners: TYPIST,
      form: (_, { passImport }) => ({ content: carried(PASTED), do: 'import', ...passImport }),
    },
  ],
  'GET /sheets/:id/differences': read('differing'),
  'POST /sheets/:id/differences': (['differing', 'judging'] as const).map((at) => ({
    at,
    ...(at === 'judging' ? { owners: ['org-head'], untaken: 'one’s own' } : {}),
    form: ({ passIds }) => ({ decision: 'return_all', passIds: passIds.join(), ...reason }),
  })),

  'GET /sessions/:id/closing': ['sound', 'warned', 'typing'].map((at) => read(at as 'sound')),
  'GET /sessions/:id/findings': ['sound', 'warned', 'drawn'].map((at) => read(at as 'sound')),
  'POST /sessions/:id/findings': {
    at: 'warned',
    form: () => ({
      code: 'W201',
      path: '/ballotKinds/0/issued',
      numbers: '{"issued":11,"present":10}',
      ...reason,
    }),
  },
  'POST /sessions/:id/recheck': { at: 'warned', form: () => ({ dice: '3 5 1' }) },
  'POST /sessions/:id/recheck/results': {
    at: 'drawn',
    ...ofFirstCount,
    form: ({ sheet }) => ({ sheet, agrees: 'yes', note: '' }),
  },
  'GET /sessions/:id/results': read('counted'),
  'GET /sessions/:id/subjects/:subject/extract.pdf': read('counted'),
  'GET /sessions/:id/results.xlsx': read('counted'),
  'GET /sessions/:id/results.csv': read('counted'),
  'GET /sessions/:id/tally.json': read('counted'),
  'GET /sessions/:id/outcome.json': read('counted'),
  'GET /sessions/:id/roster.xlsx': read('counted'),
  'GET /sessions/:id/roster.csv': read('counted'),
  'GET /sessions/:id/uses': read('counted'),
  'GET /sessions/:id/uses/:subject': read('counted'),
  'POST /sessions/:id/uses/:subject': {
    at: 'counted',
    path: ({ low }) => ({ subject: low }),
    form: (_, { use }) => ({ use, decision: 'Đưa ra khỏi quy hoạch', decidedBy: 'Ban Thường vụ' }),
  },

  'GET /sessions/:id/document-settings': read('counted'),
  'POST /sessions/:id/document-settings': {
    at: 'counted',
    form: () => ({ membersSign: 'no', seal: 'no' }),
  },
  'GET /sessions/:id/documents': read('counted'),
  'GET /sessions/:id/archive': read('counted'),
  'GET /sessions/:id/documents/minutes.docx': read('counted', current),
  'GET /sessions/:id/documents/summary.docx': read('counted', current),
  'GET /retention': plain,
  'POST /retention/:id': { ...ofOwnUnit, form: () => ({}) },
  'GET /sessions/:id/destruction': read('counted'),
  'POST /sessions/:id/destruction/proposal': {
    at: 'counted',
    form: () => proposal,
    untaken: 'no term has run out',
  },
  'POST /sessions/:id/destruction': read('counted', { untaken: 'nothing is proposed' }),
  'POST /sessions/:id/documents/:name{notice|corrigendum}': {
    at: 'counted',
    path: () => ({ 'name{notice|corrigendum}': 'notice' }),
  },
  'POST /sessions/:id/documents/:document/sign': {
    at: 'counted',
    needs: ['sign_document'],
    form: () => ({ field: '' }),
  },
  'POST /sessions/:id/documents/:document/signed': {
    at: 'signable',
    path: ({ elsewhere }) => ({ document: elsewhere.document }),
    needs: ['sign_document'],
    form: (_, { elsewhere }) => ({ 'minutes.signed': pdf(elsewhere.signed) }),
  },
  'POST /sessions/:id/documents/:document/scan': {
    at: 'counted',
    form: () => ({ 'minutes.scan': pdf(), 'by.secretary': 'yes' }),
  },
  'POST /sessions/:id/documents/:document/timestamp': { at: 'counted', form: () => ({ a: '' }) },
  'POST /sessions/:id/documents/:document/copies': {
    at: 'counted',
    form: () => ({ 'minutes.copies': '1', 'minutes.recipient': 'Ban Tổ chức' }),
  },
  'GET /documents/:id/view': read('counted'),
  'GET /documents/:id/file': read('counted'),
  'GET /scans/:id/file': read('counted', { path: ({ scan }) => ({ id: scan }) }),
}
