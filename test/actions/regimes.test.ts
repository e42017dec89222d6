import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getDocument, issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { getRegime, listRegimes } from '../../src/actions/regimes.ts'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { buildContext } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { insertRegime, listRegimes as listRecorded } from '../../src/storage/regimes.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION, countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS, newPostgresUrl } from '../support/stores.ts'

const EXAMPLE = readFileSync(`${ROOT}/docs/examples/quy-che-mau.json`, 'utf8')
/** The same rule with its upper band from 7/10. */
const CHANGED = EXAMPLE.replace('"lt": "1/2"', '"lt": "7/10"').replace(
  '"ge": "1/2"',
  '"ge": "7/10"',
)
const BY_NAME = { regime: 'quy-che-mau', regimeReason: 'Quy chế của đơn vị' }

describe.each(DIALECTS)('an organisation’s own regulation on %s', (dialect) => {
  let folder: string
  let file: string
  let env: Readonly<Record<string, string>>
  let ctx: Context
  let people: People
  const start = async () => {
    ctx = await buildContext(readConfig(env, ROOT))
  }
  const restart = async () => {
    await ctx.store.db.destroy()
    await start()
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-regimes-'))
    mkdirSync(join(folder, 'regimes'))
    file = join(folder, 'regimes', 'quy-che-mau.json')
    writeFileSync(file, EXAMPLE)
    const database = dialect === 'postgres' ? { DATABASE_URL: await newPostgresUrl() } : {}
    env = { DATA_DIR: folder, LOG_LEVEL: 'silent', ...database }
    await start()
    people = await seatPeople(ctx)
  })
  afterEach(async () => {
    await ctx.store.db.destroy()
    rmSync(folder, { recursive: true })
  })

  /** Ten ballots of which one person has six low: a band from 1/2 and none from 7/10. */
  const enter = async () => {
    const counting = await countingSession(ctx, people, { session: BY_NAME })
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
    return counting.session
  }
  const again = () => createSession(ctx, people.first, { ...NEW_SESSION, ...BY_NAME })

  test.each<[string, () => void, string | undefined]>([
    ['changed', () => writeFileSync(file, CHANGED), 'regime_file_changed'],
    ['broken', () => writeFileSync(file, EXAMPLE.slice(0, 500)), 'regime_file_invalid'],
    ['deleted', () => rmSync(file), undefined],
  ])(
    'is %s: its sessions go on with the recorded copy to verified documents, new ones are refused',
    async (_, damage, code) => {
      const session = await enter()
      damage()
      await restart()
      expect(ctx.refusedRegimes.map((each) => each.code)).toEqual(code ? [code] : [])
      const read = await getSession(ctx, people.head, session.id)
      expect(read.regime).toMatchObject({ sha256: session.regimeSha256, body: EXAMPLE })
      await closeSession(ctx, people.head, session.id)
      const outcome = await computeOutcome(ctx, people.head, session.id)
      expect(outcome.regime).toMatchObject({ id: 'quy-che-mau', sha256: session.regimeSha256 })
      expect(outcome.subjects.map(({ band }) => band)).toEqual(['none', 'from_half'])
      await issueDocuments(ctx, people.head, session.id)
      const rows = await ctx.store.db.selectFrom('documents').select('id').execute()
      const { bytes } = await getDocument(ctx, people.head, rows[0]!.id)
      const { steps } = await verifyDocument(ctx, bytes)
      expect(steps.find((step) => step.id === 'regime_known')?.status).toBe('ok')
      expect(steps.find((step) => step.id === 'outcome_recomputed')?.status).toBe('ok')
      await expect(again()).rejects.toMatchObject({
        code: 'unknown_regime',
        detail: { regime: 'quy-che-mau' },
      })
    },
  )

  test('that was changed is told with place and digests, and read as it was recorded', async () => {
    const session = await again()
    writeFileSync(file, CHANGED)
    await restart()
    const { regimes, refused } = listRegimes(ctx, people.auditor)
    expect(regimes.map(({ regime }) => regime.id)).not.toContain('quy-che-mau')
    expect(refused[0]?.detail).toMatchObject({
      file: 'quy-che-mau.json',
      path: '/provisions/3/rule/lt',
      recorded: session.regimeSha256,
    })
    expect(await getRegime(ctx, people.auditor, 'quy-che-mau')).toMatchObject({
      sha256: session.regimeSha256,
      recorded: true,
    })
  })

  test('that was put back holds again', async () => {
    await again()
    writeFileSync(file, CHANGED)
    await restart()
    writeFileSync(file, EXAMPLE)
    await restart()
    expect(ctx.refusedRegimes).toEqual([])
    expect((await again()).regime).toBe('quy-che-mau')
  })

  test('that was changed before any session stood under it is simply another file', async () => {
    writeFileSync(file, CHANGED)
    await restart()
    expect(ctx.refusedRegimes).toEqual([])
  })

  test('read anew in a file that replaces it: new sessions by the new, old ones by the old', async () => {
    const old = await again()
    writeFileSync(
      file.replace('mau', 'mau-2'),
      CHANGED.replace('"by_name"', '"by_name","replaces":"quy-che-mau"').replace(
        '"quy-che-mau"',
        '"quy-che-mau-2"',
      ),
    )
    await restart()
    expect(ctx.refusedRegimes).toEqual([])
    const next = await createSession(ctx, people.first, {
      ...NEW_SESSION,
      ...BY_NAME,
      regime: 'quy-che-mau-2',
    })
    expect(next.regimeSha256).not.toBe(old.regimeSha256)
    const read = await getSession(ctx, people.first, old.id)
    expect(read.regime.sha256).toBe(old.regimeSha256)
    expect(await getRegime(ctx, people.first, 'quy-che-mau')).toMatchObject({
      recorded: false,
      replacedBy: 'quy-che-mau-2',
    })
  })
})

describe.each(DIALECTS)('the recorded regulations on %s', (dialect) => {
  test('stand in the order of adoption, those no session stands under first', async () => {
    const ctx = await testContext(dialect)
    const people = await seatPeople(ctx)
    const [party, state] = ['96-qd-tw-2023', '96-2023-qh15'].map((id) =>
      ctx.regimes.find((each) => each.regime.id === id)!,
    )
    for (const { regime } of [state!, party!])
      await createSession(ctx, people.first, {
        ...NEW_SESSION,
        regime: regime.id,
        regimeReason: 'Thử',
      })
    await ctx.store.db
      .transaction()
      .execute((trx) => insertRegime(trx, { id: 'z', sha256: 'f'.repeat(64), body: '{}' }))
    const recorded = await listRecorded(ctx.store.db)
    expect(recorded.map(({ id }) => id)).toEqual(['z', '96-2023-qh15', '96-qd-tw-2023'])
    expect(recorded[2]).toEqual({ id: '96-qd-tw-2023', sha256: party!.sha256, body: party!.body })
    await ctx.store.db.destroy()
  })
})
