import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type ArchiveVerifier,
  verifyArchive,
} from '../../../src/actions/archives/verify-archive.ts'
import { sourceOf } from '../../../src/formats/archive/read-stored-zip.ts'
import { ROOT } from '../../../src/program.ts'
import { sealOf } from '../../../src/signatures/seal.ts'
import { sha256 } from '../../../src/storage/sha256.ts'
import { FORGERIES, forged, withVersion } from '../../support/archive-forgeries.ts'
import {
  FORGER,
  edit,
  filesIn,
  fixture,
  resealed,
  rewriteJournal,
} from '../../support/archive-forgery.ts'
import { STRANGER } from '../../support/archive-verifier.ts'

type Json = Record<string, unknown>

const verify = async (bytes: Uint8Array, verifier: ArchiveVerifier = STRANGER) => {
  const { verification } = await verifyArchive(verifier, sourceOf(bytes))
  const failed = verification.steps.filter(({ status }) => status === 'failed')
  return { ...verification, failed: failed.map(({ id, detail }) => [id, detail['reason']]) }
}

test('every archive that is kept for ever is read by a test', () => {
  const kept = readdirSync(`${ROOT}/test/fixtures/archives`)
  expect(kept.toSorted()).toEqual(['v1-real.zip', 'v1-rehearsal.zip'])
})

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
