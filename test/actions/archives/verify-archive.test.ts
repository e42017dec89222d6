import { describe, expect, test } from 'vitest'
import {
  type ArchiveVerifier,
  verifyArchive,
} from '../../../src/actions/archives/verify-archive.ts'
import { sourceOf } from '../../../src/formats/archive/read-stored-zip.ts'
import { sealOf } from '../../../src/signatures/seal.ts'
import { sha256 } from '../../../src/storage/sha256.ts'
import {
  FORGER,
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
} from '../../support/archive-forgery.ts'
import { STRANGER } from '../../support/archive-verifier.ts'

type Json = Record<string, unknown>
type Passes = { sheets: { attempts: { account: string; counts: Json & { rows: Json[] } }[] }[] }
type Register = {
  documents: { id: string; name: string; version: number; path: string; sha256: string }[]
}
type Manifest = Json & { journal: Json }

const verify = async (bytes: Uint8Array, verifier: ArchiveVerifier = STRANGER) => {
  const { verification } = await verifyArchive(verifier, sourceOf(bytes))
  const failed = verification.steps.filter(({ status }) => status === 'failed')
  return { ...verification, failed: failed.map(({ id, detail }) => [id, detail['reason']]) }
}

/** The archive forged: files changed, everything that can be made anew without the key made anew. */
const forged = (change: (files: Files) => void, manifest?: (manifest: Json) => void) => {
  const files = filesIn(fixture('v1-real'))
  change(files)
  return resealed(files, manifest ? { change: manifest } : {})
}

/** A version's bytes replaced, in its file, in the register and in a journal hashed anew. */
const withVersion = (files: Files, wanted: string, change: (before: Uint8Array) => Uint8Array) => {
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

describe('an archive of the first version', () => {
  test.each([
    ['v1-real', 'holds'],
    ['v1-rehearsal', 'holds_rehearsal'],
  ])('%s is read for ever: %s', async (name, verdict) => {
    const found = await verify(fixture(name))
    expect(found.failed).toEqual([])
    expect(found.verdict).toBe(verdict)
    expect(found.sha256).toBe(sha256(fixture(name)))
    expect(found.figures!.ballotKinds[0]!.subjects).toHaveLength(2)
    const drawn = found.steps.filter(({ id }) => id === 'drawn_again')
    expect(drawn.map(({ status }) => status)).toEqual(drawn.map(() => 'ok'))
    expect(drawn.length).toBe(name === 'v1-real' ? 3 : 2)
    expect(found.steps.map(({ number }) => number)).toEqual(found.steps.map((_, at) => at + 1))
  })

  test('signed by a key that nobody knows holds only by what it says, and is told so', async () => {
    const found = await verify(resealed(filesIn(fixture('v1-real'))))
    expect(found.failed).toEqual([])
    const mode = found.steps.find(({ id }) => id === 'archive_mode')!
    expect(mode.detail['knownKey']).toBe(false)
  })
})

/** Each broken once, signed anew and with every digest made anew: exactly these steps fail. */
const FORGERIES: readonly (readonly [
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
]

describe('a forged archive', () => {
  test.each(FORGERIES)('%s: %j', async (_, expected, make) => {
    const found = await verify(make())
    expect(found.failed).toEqual(expected)
    expect(found.verdict).toBe('fails')
  })

  test('of a rehearsal passed as real is told by its papers', async () => {
    const files = filesIn(fixture('v1-rehearsal'))
    edit(files, 'session.json', (value) => ((value['session'] as Json)['mode'] = 'real'))
    const journal = rewriteJournal(files, (event) => {
      if (event['type'] === 'session_created') event['mode'] = 'real'
    })
    const bytes = resealed(files, {
      change: (manifest) => {
        journal(manifest)
        manifest['mode'] = 'real'
      },
    })
    const found = await verify(bytes)
    expect(found.failed).toEqual([
      ['archive_mode', 'archive_mode_differs'],
      ['drawn_again', 'drawn_differs'],
      ['drawn_again', 'drawn_differs'],
    ])
    expect(found.rehearsal).toBe(true)
  })

  test('signed with the rehearsal key of this installation is told where the keys are known', async () => {
    const seals = { real: sealOf(new Uint8Array(32)), rehearsal: FORGER }
    const bytes = resealed(filesIn(fixture('v1-real')))
    const found = await verify(bytes, { ...STRANGER, seals })
    expect(found.failed).toEqual([['archive_mode', 'rehearsal_key']])
    const own = await verify(bytes, {
      ...STRANGER,
      seals: { ...seals, real: FORGER, rehearsal: seals.real },
    })
    expect(own.failed).toEqual([])
    expect(own.steps.find(({ id }) => id === 'archive_mode')!.detail['knownKey']).toBe(true)
  })

  test('under a regulation nobody here knows computes nothing with its own', async () => {
    const found = await verify(fixture('v1-real'), { ...STRANGER, regimes: [] })
    expect(found.failed[0]).toEqual(['regime_known', 'regime_unknown'])
    const status = (id: string) => found.steps.find((each) => each.id === id)!.status
    expect([status('passes_add_up'), status('drawn_again')]).toEqual([
      'not_applicable',
      'not_applicable',
    ])
    expect(found.figures).toBeNull()
  })
})

describe('drawing again', () => {
  test('is not tried by another version of the program, and is said so', async () => {
    const found = await verify(fixture('v1-real'), { ...STRANGER, version: '99.0.0' })
    expect(found.verdict).toBe('holds')
    const drawn = found.steps.filter(({ id }) => id === 'drawn_again')
    expect(drawn.map(({ status, detail }) => [status, detail['reason']])).toEqual(
      drawn.map(() => ['not_applicable', 'other_program']),
    )
  })

  test('is not tried where no document tells how', async () => {
    const bytes = forged((files) =>
      edit(files, 'documents.json', (value) => {
        for (const each of value['documents'] as Json[]) each['drawn'] = null
      }),
    )
    const found = await verify(bytes)
    expect(found.steps.find(({ id }) => id === 'drawn_again')!.detail['reason']).toBe(
      'nothing_to_draw',
    )
  })

  test('fails where the head a document carries is not the archived entry of that number', async () => {
    const bytes = forged((files) =>
      edit(files, 'documents.json', (value) => {
        const [first] = value['documents'] as { drawn: { journalHead: Json } }[]
        first!.drawn.journalHead['hash'] = '0'.repeat(64)
      }),
    )
    expect((await verify(bytes)).failed).toEqual([['drawn_again', 'archive_head_differs']])
  })
})

test('a document with the figures of another revision is none of its own', async () => {
  const files = filesIn(fixture('v1-rehearsal'))
  const bytes = withVersion(files, 'corrigendum 1', () =>
    files.get('documents/001-bien-ban-kiem-phieu-lan1-v1.pdf')!,
  )
  expect((await verify(bytes)).failed).toEqual([['archived_document', 'figures_differ']])
})
