import { type Route, counts, read, reason } from './entry-route.ts'

const PASTED = {
  text:
    'Số phiếu thu về: 10\nSố phiếu hợp lệ: 9\nSố phiếu không hợp lệ: 1\n' +
    'TT;Họ và tên;TNC;TN;TNT;KHL\n1;Nguyễn Văn Một;7;1;1;0\n2;Trần Thị Hai;2;0;6;1\n',
}

/** Every route of one sheet. */
export const SHEET_ROUTES: Readonly<Record<string, Route>> = {
  'GET /sheets/{id}/differences': read('different', 'head', 'second'),
  'POST /sheets/{id}/pass/import/preview': {
    stage: 'taken',
    by: 'first',
    not: 'head',
    again: 'same',
    form: PASTED,
    early: ['counting', 'not_your_pass'],
  },
  'POST /sheets/{id}/pass/import': {
    stage: 'taken',
    by: 'first',
    not: 'head',
    again: 'import_changed',
    form: PASTED,
    confirms: true,
    early: ['counting', 'not_your_pass'],
  },
  'POST /sheets/{id}/pass': {
    stage: 'counting',
    by: 'first',
    not: 'head',
    again: 'same',
    early: ['paused', 'wrong_state'],
  },
  'DELETE /sheets/{id}/pass': {
    stage: 'taken',
    by: 'first',
    not: 'head',
    again: 'not_your_pass',
    early: ['counting', 'not_your_pass'],
  },
  'PUT /sheets/{id}/pass': {
    stage: 'taken',
    by: 'first',
    not: 'head',
    again: 'draft_changed',
    revision: 0,
    body: (scene) => ({ ...counts(scene), cursor: 'valid', seen: [], tab: 'window-here' }),
    early: ['counting', 'not_your_pass'],
  },
  'POST /sheets/{id}/pass/window': {
    stage: 'taken',
    by: 'first',
    not: 'head',
    again: 'recorded',
    body: () => ({ tab: 'window-here', act: 'hold' }),
    early: ['counting', 'not_your_pass'],
  },
  'POST /sheets/{id}/pass/submission': {
    stage: 'taken',
    by: 'first',
    not: 'head',
    again: 'pass_final',
    revision: 0,
    body: (scene) => ({ ...counts(scene), seen: [] }),
    early: ['counting', 'not_your_pass'],
  },
  'PUT /sheets/{id}/pass/ballots/{place}': {
    stage: 'ballots',
    by: 'first',
    not: 'head',
    again: 'draft_changed',
    revision: 1,
    body: () => ({ marks: '12', tab: 'window-here' }),
    strays: {
      '/ballots/0': 'invalid_input',
      '/ballots/x': 'invalid_input',
      '/ballots/9': 'ballot_out_of_order',
    },
    early: ['taken', 'entry_mode_differs'],
  },
  'DELETE /sheets/{id}/pass/ballots/{place}': {
    stage: 'ballots',
    by: 'first',
    not: 'head',
    again: 'draft_changed',
    revision: 1,
    strays: { '/ballots/0': 'invalid_input', '/ballots/2': 'ballot_out_of_order' },
    early: ['taken', 'entry_mode_differs'],
  },
  'POST /sheets/{id}/pass/ballots/submission': {
    stage: 'ballots',
    by: 'first',
    not: 'head',
    again: 'pass_final',
    revision: 1,
    body: () => ({
      seen: [{ code: 'W301', path: '/collected', numbers: { collected: 1, planned: 10 } }],
    }),
    early: ['counting', 'not_your_pass'],
  },
  'DELETE /sheets/{id}/passes/{passNo}': {
    stage: 'taken',
    by: 'head',
    not: 'first',
    again: 'not_found',
    strays: {
      '/passes/2': 'not_found',
      '/passes/4': 'invalid_input',
      '/passes/x': 'invalid_input',
    },
    early: ['different', 'pass_final'],
  },
  'POST /sheets/{id}/settlements': {
    stage: 'different',
    by: 'head',
    not: 'second',
    again: 'sheet_not_different',
    body: ({ passIds }) => ({ decision: 'choose', passNo: 1, passIds, ...reason() }),
    early: ['entered', 'sheet_not_different'],
  },
}
