import { sha256 } from '../../src/storage/sha256.ts'
import {
  type Files,
  bytesOf,
  edit,
  entriesIn,
  filesIn,
  fixture,
  putEntries,
  resealed,
  rewriteJournal,
  textIn,
} from './archive-forgery.ts'

type Json = Record<string, unknown>
type Passes = { sheets: { attempts: { account: string; counts: Json & { rows: Json[] } }[] }[] }
type Register = {
  documents: { id: string; name: string; version: number; path: string; sha256: string }[]
}
type Manifest = Json & { journal: Json }

/** The archive forged: files changed, everything that can be made anew without the key made anew. */
export const forged = (change: (files: Files) => void, manifest?: (manifest: Json) => void) => {
  const files = filesIn(fixture('v1-real'))
  change(files)
  return resealed(files, manifest ? { change: manifest } : {})
}

/** A version's bytes replaced, in its file, in the register and in a journal hashed anew. */
export const withVersion = (
  files: Files,
  wanted: string,
  change: (before: Uint8Array) => Uint8Array,
) => {
  let [old, now] = ['', '']
  edit(files, 'documents.json', (value) => {
    const { documents } = value as unknown as Register
    const version = documents.find(({ name, version: nth }) => `${name} ${nth}` === wanted)!
    const bytes = change(files.get(version.path)!)
    files.set(version.path, bytes)
    old = version.sha256
    now = sha256(bytes)
    version.sha256 = now
  })
  const manifest = rewriteJournal(files, (event) => {
    if (event['sha256'] === old) event['sha256'] = now
  })
  return resealed(files, { change: manifest })
}

const appended = (bytes: Uint8Array, more: string) =>
  new Uint8Array(Buffer.concat([bytes, bytesOf(more)]))

/** Each broken once, signed anew and with every digest made anew: exactly these steps fail. */
export const FORGERIES: readonly (readonly [
  string,
  readonly (readonly [string, string])[],
  () => Uint8Array,
])[] = [
  [
    'a file that is no part of an archive',
    [['archive_contents', 'unknown_file']],
    () => forged((files) => files.set('x.txt', bytesOf('x'))),
  ],
  [
    'a register that names no file',
    [['archive_contents', 'contents_missing']],
    () => forged((files) => files.delete('documents/001-bien-ban-kiem-phieu-lan1-v1.pdf')),
  ],
  [
    'passes that are missing',
    [['archive_contents', 'contents_missing']],
    () => forged((files) => files.delete('passes.json')),
  ],
  [
    'an unknown key in the roster',
    [['archive_contents', 'contents_invalid']],
    () => forged((files) => edit(files, 'roster.json', (roster) => (roster['more'] = 1))),
  ],
  [
    'a roster in other blanks',
    [['archive_contents', 'contents_invalid']],
    () => forged((files) => files.set('roster.json', bytesOf(`${textIn(files, 'roster.json')} `))),
  ],
  [
    'a journal that is no text',
    [['archive_contents', 'contents_invalid']],
    () => forged((files) => files.set('journal.jsonl', Uint8Array.of(0xff, 10))),
  ],
  [
    'a manifest of another session',
    [['archive_contents', 'contents_disagree']],
    () =>
      forged(
        () => undefined,
        (manifest) => (manifest['session'] = 'id-2'),
      ),
  ],
  [
    'a manifest of the other mode',
    [['archive_contents', 'contents_disagree']],
    () =>
      forged(
        () => undefined,
        (manifest) => (manifest['mode'] = 'rehearsal'),
      ),
  ],
  [
    'a regulation file that was changed',
    [['archive_contents', 'contents_disagree']],
    () =>
      forged((files) =>
        files.set('regime.json', bytesOf(textIn(files, 'regime.json').replace('1/2', '1/3'))),
      ),
  ],
  [
    'a document swapped for another',
    [['archive_contents', 'contents_disagree']],
    () =>
      forged((files) =>
        files.set(
          'documents/004-bien-ban-kiem-phieu-lan1-v4.pdf',
          files.get('documents/003-bien-ban-kiem-phieu-lan1-v3.pdf')!,
        ),
      ),
  ],
  [
    'an entry with another text',
    [['journal_chain', 'journal_broken']],
    () =>
      forged((files) => {
        const entries = entriesIn(files)
        entries[4] = {
          ...entries[4]!,
          entry: entries[4]!.entry.replace('"at":"2026', '"at":"2025'),
        }
        putEntries(files, entries)
      }),
  ],
  [
    'an entry taken out',
    [
      ['journal_chain', 'journal_broken'],
      ['journal_head', 'journal_cut'],
    ],
    () => forged((files) => putEntries(files, entriesIn(files).toSpliced(4, 1))),
  ],
  [
    'an entry put in',
    [
      ['journal_chain', 'journal_broken'],
      ['journal_head', 'journal_cut'],
    ],
    () =>
      forged((files) => {
        const entries = entriesIn(files)
        putEntries(files, entries.toSpliced(4, 0, entries[4]!))
      }),
  ],
  [
    'entries in another order',
    [['journal_chain', 'journal_broken']],
    () =>
      forged((files) => {
        const entries = entriesIn(files)
        putEntries(files, entries.toSpliced(4, 2, entries[5]!, entries[4]!))
      }),
  ],
  [
    'a journal that was cut off',
    [
      ['journal_head', 'journal_cut'],
      ['journal_facts', 'facts_differ'],
    ],
    () => forged((files) => putEntries(files, entriesIn(files).slice(0, -1))),
  ],
  [
    'a head that was forged',
    [['journal_head', 'journal_cut']],
    () =>
      forged(
        () => undefined,
        (manifest) => ((manifest as Manifest).journal['hash'] = '0'.repeat(64)),
      ),
  ],
  [
    'passes with each other’s authors',
    [['journal_facts', 'facts_differ']],
    () =>
      forged((files) =>
        edit(files, 'passes.json', (value) => {
          const [one, other] = (value as unknown as Passes).sheets[0]!.attempts
          ;[one!.account, other!.account] = [other!.account, one!.account]
        }),
      ),
  ],
  [
    'sums that nobody typed, with a journal written anew',
    [['passes_add_up', 'sum_differs']],
    () => {
      const files = filesIn(fixture('v1-real'))
      const shift = (counts: { rows: Json[] }) => {
        const row = counts.rows[0] as { high: number; low: number }
        row.high -= 1
        row.low += 1
      }
      edit(files, 'passes.json', (value) => {
        for (const { attempts } of (value as unknown as Passes).sheets)
          for (const { counts } of attempts) shift(counts)
      })
      const manifest = rewriteJournal(files, (event) => {
        if (event['type'] === 'pass_submitted') shift(event['counts'] as { rows: Json[] })
      })
      return resealed(files, { change: manifest })
    },
  ],
  [
    'a version that does not go on from the one before',
    [['versions_continue', 'version_not_continued']],
    () =>
      withVersion(filesIn(fixture('v1-real')), 'minutes 3', (before) =>
        appended(before, '\n% x\n'),
      ),
  ],
  [
    'a document with something added behind its last signature',
    [['archived_document', 'document_fails']],
    () =>
      withVersion(filesIn(fixture('v1-real')), 'minutes 4', (before) =>
        appended(before, '\n% x\n'),
      ),
  ],
  [
    'a template with another word',
    [['drawn_again', 'drawn_differs']],
    () =>
      forged((files) => {
        const path = 'templates/01/minutes/template.yaml'
        files.set(path, bytesOf(textIn(files, path).replace('BIÊN BẢN', 'BIÊN BẢN MỚI')))
      }),
  ],
  [
    'a template that is none',
    [['drawn_again', 'drawn_differs']],
    () => forged((files) => files.set('templates/01/minutes/template.yaml', bytesOf('{}'))),
  ],
  [
    'a session file of a later version',
    [['archive_contents', 'contents_invalid']],
    () =>
      forged((files) =>
        edit(files, 'session.json', (file) => (file['format'] = 'tin-nhiem/archived-session@2')),
      ),
  ],
  [
    'a rule of entry that was never set',
    [['journal_facts', 'facts_differ']],
    () =>
      forged((files) =>
        edit(files, 'session.json', (file) => {
          const session = file['session'] as Json
          session['sheetCodeRequired'] = session['sheetCodeRequired'] !== true
        }),
      ),
  ],
  [
    'passes in another order',
    [['journal_facts', 'facts_differ']],
    () =>
      forged((files) =>
        edit(files, 'passes.json', (value) => {
          ;(value as unknown as Passes).sheets[0]!.attempts.reverse()
        }),
      ),
  ],
  [
    'a signature of another day',
    [['journal_facts', 'facts_differ']],
    () =>
      forged((files) =>
        edit(files, 'documents.json', (value) => {
          const signed = (value['documents'] as Json[]).find((each) => each['version'] === 2)!
          signed['createdAt'] = '2026-01-01T00:00:00.000Z'
        }),
      ),
  ],
  [
    'a scan that nobody filed',
    [['journal_facts', 'facts_differ']],
    () =>
      forged((files) => {
        const bytes = bytesOf('%PDF-1.4 x')
        files.set('scans/001.pdf', bytes)
        edit(files, 'documents.json', (value) => {
          const [first] = value['documents'] as Json[]
          value['scans'] = [
            {
              id: 'id-900',
              document: first!['id'],
              fields: ['head'],
              mediaType: 'application/pdf',
              sha256: sha256(bytes),
              supersedes: null,
              reason: null,
              account: 'org-head',
              filedAt: '2026-01-01T00:00:00.000Z',
              path: 'scans/001.pdf',
            },
          ]
        })
      }),
  ],
]
