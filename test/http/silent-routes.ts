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
  'POST /api/v1/me/second-factor/draft': 'nothing is in use before its first code',
  'POST /account/second-factor/draft': 'nothing is in use before its first code',
  'POST /api/v1/confirmations': 'a proof for two minutes: the act it goes with is written',
  'POST /api/v1/documents/:id/signatures/prepared':
    'nothing is signed before the signature is back',
}
