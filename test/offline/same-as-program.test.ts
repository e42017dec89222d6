import { beforeAll, describe, expect, test } from 'vitest'
import { verifyDocument } from '../../src/actions/verification.ts'
import { verifyArchive } from '../../src/actions/archives/verify-archive.ts'
import { isArchive, sourceOf } from '../../src/formats/archive/read-stored-zip.ts'
import { FORGERIES } from '../support/archive-forgeries.ts'
import { filesIn, fixture } from '../support/archive-forgery.ts'
import { STRANGER } from '../support/archive-verifier.ts'
import { CONTAINER, LATER } from '../support/hostile-archives.ts'
import {
  FILES,
  altered,
  byAnother,
  byRehearsal,
  bySomebody,
  root,
  signed,
  unsignedMinutes,
} from '../support/minutes.ts'
import { expectAlike } from './alike.ts'
import { checkInNode } from './page-in-node.ts'

/** What both say of the bytes with the same trust at the same moment; what the page says comes back. */
async function compared(bytes: Uint8Array, roots = STRANGER.trustedRoots) {
  const verifier = { ...STRANGER, trustedRoots: roots }
  const { verification } = await verifyArchive(verifier, sourceOf(bytes))
  const { refused, ...answer } = await checkInNode(bytes, { roots, now: STRANGER.now() })
  expect(refused).toBeNull()
  const { found } = answer as Extract<Awaited<ReturnType<typeof checkInNode>>, { refused: null }>
  expectAlike(found.steps, verification.steps)
  const { rehearsal, sha256, steps } = verification
  const undrawn = steps.filter(({ id, status }) => id !== 'drawn_again' && status === 'failed')
  const verdict = rehearsal ? 'holds_rehearsal' : 'holds'
  expect([found.verdict, found.rehearsal, found.sha256]).toEqual([
    undrawn.length === 0 ? verdict : 'fails',
    rehearsal,
    sha256,
  ])
  return found
}

describe('the page and the program say the same, step for step, of an archive', () => {
  test.each(['v1-real', 'v1-rehearsal'])('kept for ever: %s', async (name) => {
    expect((await compared(fixture(name))).holds).toBe(true)
  })

  test.each(CONTAINER)('%s: %s', async (_, reason, bytes) => {
    if (isArchive(bytes)) expect((await compared(bytes)).holds).toBe(false)
    else {
      expect(reason).toBe('no_archive')
      const { refused } = await checkInNode(bytes)
      expect(refused?.code).toBe('pdf_unreadable') // as whatever is no archive
    }
  })

  test.each(LATER)('%s: %s, %s', async (_, __, ___, make) => {
    expect((await compared(make())).holds).toBe(false)
  })

  test.each(FORGERIES)('forged, signed anew: %s', async (_, __, make) => {
    await compared(make())
  })
})

describe('the page and the program say the same, step for step, of a PDF', () => {
  let sound: Uint8Array
  beforeAll(async () => {
    sound = await signed(await signed(await unsignedMinutes(), bySomebody, 'secretary'), byAnother)
  })

  const comparedPdf = async (bytes: Uint8Array, trustedRoots = [root.certificate]) => {
    const verifier = { ...STRANGER, trustedRoots }
    const { steps, rehearsal } = await verifyDocument(verifier, bytes)
    const answer = await checkInNode(bytes, { roots: trustedRoots, now: STRANGER.now() })
    if (answer.refused) throw new TypeError(answer.refused.code)
    expectAlike(answer.found.steps, steps)
    expect(answer.found.rehearsal).toBe(rehearsal)
  }
  const PDFS: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
    ['signed by two', async () => sound],
    ['nobody signed', async () => unsignedMinutes()],
    ['a rehearsal’s signed', async () => signed(await unsignedMinutes(), await byRehearsal())],
    ['with a changed byte', async () => altered(sound, '/Producer', '/Producex')],
    ['with something behind it', async () => Buffer.concat([sound, Buffer.from('\n% x\n')])],
    [
      'cut back to before its signatures',
      async () => sound.subarray(0, Buffer.from(sound).indexOf('%%EOF') + 6),
    ],
    [
      'with another result',
      async () => minutesOf({ outcome: FILES.outcome.replace('"35/52"', '"34/52"') }),
    ],
    ['with figures in other blanks', async () => minutesOf({ tally: `${FILES.tally} ` })],
    ['with figures that are none', async () => minutesOf({ tally: '{}' })],
    [
      'under an unknown regulation',
      async () =>
        minutesOf({
          outcome: FILES.outcome.replace(
            /"sha256": "[0-9a-f]{64}"/,
            `"sha256": "${'a'.repeat(64)}"`,
          ),
        }),
    ],
  ]
  const minutesOf = async (files: Partial<typeof FILES>) =>
    signed(await unsignedMinutes(files), bySomebody)

  test.each(PDFS)('%s', async (_, make) => {
    await comparedPdf(await make())
  })

  test.each(['v1-real', 'v1-rehearsal'])(
    'each version in the archive %s',
    async (name) => {
      const papers = [...filesIn(fixture(name))].filter(([path]) => path.endsWith('.pdf'))
      expect(papers.length).toBeGreaterThan(5)
      for (const [, bytes] of papers.slice(2, 4))
        await comparedPdf(bytes, [...STRANGER.trustedRoots])
      await comparedPdf(papers[1]![1]) // under an authority that did not issue the certificates
    },
    60_000,
  )

  test('that cannot be read is refused by both with the same code', async () => {
    for (const bytes of [Buffer.from('%PDF-1.7 x'), Buffer.from('x'), sound.subarray(0, 2000)]) {
      const { refused } = await checkInNode(bytes)
      await expect(verifyDocument(STRANGER, bytes)).rejects.toMatchObject({ code: refused?.code })
    }
  })
})
