/**
 * The routes that change something, or are sent like those that do, and by design write nothing into the
 * journal, each with the reason. Every other route writes an entry.
 */
export const SILENT_ROUTES: Readonly<Record<string, string>> = {
  'PUT /api/v1/sheets/:id/pass': 'typed so far: nobody’s statement before it is handed in',
  'PUT /api/v1/sheets/:id/pass/ballots/:place': 'typed so far',
  'DELETE /api/v1/sheets/:id/pass/ballots/:place': 'typed so far',
  'POST /api/v1/sheets/:id/pass/window': 'which window shows the pass',
  'POST /api/v1/sheets/:id/pass/import/preview': 'shows what the import would do',
  'POST /api/v1/sessions/:id/ballot-kinds/import/preview': 'shows what the import would do',
  'POST /api/v1/sessions/:id/sheets/by-code': 'looks a sheet up',
  'POST /api/v1/verify': 'looks at a file that is not kept',
  'POST /verify': 'looks at a file that is not kept',
  'POST /archives/open': 'looks at a file that is not kept',
  'POST /api/v1/journal/verifications': 'only reads; the result is written once it is there',
  'DELETE /api/v1/journal/verifications/newest': 'ends what only reads',
  'POST /verify/database': 'only reads; the result is written once it is there',
  'POST /verify/database/stop': 'ends what only reads',
  'POST /sessions/:id/audit/verification': 'only reads',
  'POST /accounts/:id/identity': 'shows whose code it is',
  'POST /api/v1/me/second-factor/draft': 'nothing is in use before its first code',
  'POST /account/second-factor/draft': 'nothing is in use before its first code',
  'POST /api/v1/confirmations': 'a proof for two minutes: the act it goes with is written',
  'POST /api/v1/documents/:id/signatures/prepared':
    'nothing is signed before the signature is back',
}

/** Routes that write nothing either, and that the scene, which has no file of a database, cannot have taken. */
export const SILENT_ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /api/v1/backups/:name/check': 'reads a file again',
  'POST /backups/:name/check': 'reads a file again',
  'POST /setup/restore': 'no database yet',
  'POST /setup/restore/:ticket/file': 'no database yet',
}

/**
 * Routes that the scene cannot have taken, because what they change takes months, people or a file of its own; each
 * with the event that its action's own test asserts, and that test.
 */
const BACKUPS = 'test/actions/backups.test.ts'
const DESTRUCTION = 'test/actions/destruction.test.ts'
const PERSONS = 'test/actions/person-changes.test.ts'
export const JOURNALLED_ELSEWHERE: Readonly<Record<string, readonly [string, string]>> = {
  'POST /api/v1/backups': ['backup_made', BACKUPS],
  'POST /backups': ['backup_made', BACKUPS],
  'POST /setup/restore/:ticket/finish': ['restored', 'test/ui/setup-restore.test.ts'],
  'POST /api/v1/sessions/:id/destruction/proposal': ['destruction_proposed', DESTRUCTION],
  'POST /sessions/:id/destruction/proposal': ['destruction_proposed', DESTRUCTION],
  'POST /api/v1/sessions/:id/destruction': ['destruction_confirmed', DESTRUCTION],
  'POST /sessions/:id/destruction': ['destruction_confirmed', DESTRUCTION],
  'POST /api/v1/persons/join': ['persons_changed', PERSONS],
  'POST /persons/join': ['persons_changed', PERSONS],
  'POST /api/v1/persons/split': ['persons_changed', PERSONS],
  'POST /persons/split': ['persons_changed', PERSONS],
  'POST /api/v1/persons/changes/:id/undo': ['persons_changed', PERSONS],
  'POST /persons/changes/:id/undo': ['persons_changed', PERSONS],
}
