import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportArchive } from '../../../src/actions/archives/make-archive.ts'
import { verifyArchive, verifyArchiveFor } from '../../../src/actions/archives/verify-archive.ts'
import type { VerificationStep } from '../../../src/actions/verification-step.ts'
import { cancelSession } from '../../../src/actions/session-steps.ts'
import { sourceOf } from '../../../src/formats/archive/read-stored-zip.ts'
import { archiveReadme } from '../../../src/messages/archive-readme.ts'
import { shell } from '../../cli/test-io.ts'
import { expectAlike } from '../../offline/alike.ts'
import { checkInNode } from '../../offline/page-in-node.ts'
import { filesIn } from '../../support/archive-forgery.ts'
import { AUTHORITY, LIVES, type Life } from '../../support/archive-lives.ts'
import { STRANGER } from '../../support/archive-verifier.ts'
import { seatPeople, testContext } from '../../support/context.ts'
import { countingSession } from '../../support/session.ts'

const roots = [AUTHORITY.certificate]
const ELSEWHERE = { ...STRANGER, trustedRoots: roots, now: () => '2026-12-01T00:00:00.000Z' }

/** Which documents tell at the end of a life how they are drawn again, and are. */
const DRAWN: Readonly<Record<keyof typeof LIVES, readonly string[]>> = {
  plain: ['minutes 1', 'summary 1'],
  destroyed: ['minutes 1', 'summary 1'],
  reopened: ['minutes 2', 'notice 2', 'summary 2'],
  joined: ['minutes 1', 'summary 1'],
  byHand: ['minutes 1', 'summary 1'],
  twoKinds: ['minutes 1', 'summary 1'],
  external: ['minutes 1', 'summary 1'],
  twoLevels: ['minutes 1', 'summary 1'],
}
const REAL = ['plain', 'byHand', 'external']

const lived = new Map<keyof typeof LIVES, Promise<Life>>()
const lifeOf = (name: keyof typeof LIVES): Promise<Life> => {
  const life = lived.get(name) ?? LIVES[name]('sqlite')
  lived.set(name, life)
  return life
}
afterAll(async () => {
  for (const life of lived.values()) await (await life).ctx.store.db.destroy()
})

describe.each(Object.keys(LIVES) as (keyof typeof LIVES)[])('archives of a session: %s', (name) => {
  let life: Life
  let last: Uint8Array
  const sh = shell()
  beforeAll(async () => {
    life = await lifeOf(name)
    last = Object.values(life.archives).at(-1)!
  }, 180_000)
  afterAll(() => sh.remove())

  test('hold elsewhere, and the page without a server says the same of each step', async () => {
    for (const bytes of Object.values(life.archives)) {
      const { verification } = await verifyArchive(ELSEWHERE, sourceOf(bytes))
      expect(verification.steps.filter(({ status }) => status === 'failed')).toEqual([])
      expect(verification.verdict).toBe(REAL.includes(name) ? 'holds' : 'holds_rehearsal')
      const facts = verification.steps.find(({ id }) => id === 'journal_facts')
      expect(facts?.status).toBe('ok')
      const answer = await checkInNode(bytes, { roots, now: ELSEWHERE.now() })
      if (answer.refused) throw new TypeError(answer.refused.code)
      expectAlike(answer.found.steps, verification.steps)
      expect(answer.found.verdict).toBe(verification.verdict)
    }
  }, 120_000)

  test('have minutes that are drawn again from them byte for byte', async () => {
    const { verification, contents } = await verifyArchive(ELSEWHERE, sourceOf(last))
    const drawn = verification.steps.filter(({ id }) => id === 'drawn_again')
    expect(drawn.map(({ status }) => status)).toEqual(DRAWN[name].map(() => 'ok'))
    const told = contents!.documents.documents.filter((each) => each.drawn)
    expect(told.map((each) => `${each.name} ${each.revision}`)).toEqual(DRAWN[name])
  })

  test('hold where the session went on, and are told as older if it has more entries since', async () => {
    const { ctx, people } = life
    const remembering = { ...ctx, pdf: { ...ctx.pdf, ...STRANGER.pdf } }
    const here: VerificationStep[] = []
    for (const bytes of Object.values(life.archives)) {
      const { verification } = await verifyArchiveFor(remembering, people.auditor, bytes)
      expect(verification.steps.filter(({ status }) => status === 'failed')).toEqual([])
      here.push(verification.steps.at(-1)!)
    }
    const early = here.slice(0, -1).map(({ detail }) => detail['reason'])
    // who somebody is stands in the journal of the program, not of the session
    expect(early).toEqual(early.map(() => (name === 'joined' ? undefined : 'older_archive')))
    expect(here.at(-1)).toMatchObject({ id: 'session_here', status: 'ok' })
  }, 120_000)

  test('are opened read-only by another machine and unpacked', async () => {
    const folder = join(sh.folder, name)
    const { exit, out, err } = await sh.run(['import', sh.file(`${name}.zip`, last), '-o', folder])
    expect([exit, err]).toEqual([0, ''])
    expect(out).toContain(folder)
  })
})

describe('an archive after single ballots were destroyed', () => {
  let life: Life
  beforeAll(async () => {
    life = await lifeOf('destroyed')
  }, 60_000)

  test('has the minutes of it among the documents, with their template, and no ballot before or after', () => {
    for (const [moment, bytes] of Object.entries(life.archives)) {
      const files = filesIn(bytes)
      const minutes = [...files.keys()].filter((path) => path.includes('bien-ban-huy'))
      expect(minutes).toHaveLength({ before: 0, after: 1, signed: 3 }[moment]!)
      const template = [...files.keys()].filter((path) => path.includes('/destruction/'))
      expect(template).toHaveLength(moment === 'before' ? 0 : 1)
      const texts = [...files].filter(([path]) => /\.jsonl?$/.test(path))
      for (const [, text] of texts)
        expect(Buffer.from(text).toString()).not.toMatch(/13.{0,5}11.{0,5}X/)
    }
  })

  test('has the passes it had before, to the byte', () => {
    const of = (moment: string, path: string) => filesIn(life.archives[moment]!).get(path)!
    for (const path of ['passes.json', 'roster.json', 'tally.json', 'outcome.json'])
      expect(Buffer.from(of('signed', path)).equals(of('before', path))).toBe(true)
  })
})

test('a cancelled session has no archive: passes that were never compared would be in it', async () => {
  const ctx = await testContext('sqlite')
  const people = await seatPeople(ctx)
  const { session } = await countingSession(ctx, people)
  await cancelSession(ctx, people.head, session.id, 'Hoãn hội nghị')
  for (const actor of [people.auditor, people.first, people.committee])
    await expect(exportArchive(ctx, actor, session.id, archiveReadme)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  await ctx.store.db.destroy()
})
