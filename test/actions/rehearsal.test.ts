import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { attachmentsOf } from '../../src/actions/documents.ts'
import { computeOutcome, getOutcome } from '../../src/actions/outcome.ts'
import { pdfTasks } from '../../src/actions/pdf-work.ts'
import { proceedingsOfTally } from '../../src/actions/proceedings.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import { signVisibly } from '../../src/actions/visible-signature.ts'
import type { Context } from '../../src/context.ts'
import type { Mode } from '../../src/domain/proceedings.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { openP12 } from '../../src/signatures/p12.ts'
import { makeRehearsalP12 } from '../../src/signatures/rehearsal-certificate.ts'
import type { Signer } from '../../src/signatures/signer.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { ecKeys, issue, signerOf } from '../signatures/specimens.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'

const NOW = '2026-02-05T12:00:00.000Z'

let ctx: Context
let told: Awaited<ReturnType<typeof getOutcome>>
let practice: Signer
const authority = issue({ name: 'Tổ chức chứng thực', keys: ecKeys(), ca: true })
const real = signerOf(
  issue({ name: 'Người Ký Thật', keys: ecKeys(), issuer: authority }),
  authority,
)
beforeAll(async () => {
  ctx = { ...(await testContext()), now: () => NOW }
  const people = await seatPeople(ctx)
  const counting = await countingSession(ctx, people)
  const { id } = counting.session
  for (const typist of [people.first, people.second])
    await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  told = await getOutcome(ctx, people.head, id)
  const p12 = await makeRehearsalP12({ commonName: 'Người Tập', password: 'x', now: NOW })
  practice = await openP12(p12, 'x')
})
afterAll(async () => ctx.store.db.destroy())

/** Minutes of the rehearsal's data as somebody may draw and sign them. */
async function minutes(mode: Mode, session: string | null, signer: Signer): Promise<Uint8Array> {
  const regime = ctx.regimes.find((each) => each.regime.id === '96-qd-tw-2023')!
  const { tally, outcome, files } = told
  const unsigned = await renderDocument(
    {
      proceedings: { ...proceedingsOfTally(tally, outcome, regime), mode },
      identity: {
        document: 'minutes',
        session,
        revision: 1,
        issuedOn: null,
        createdAt: NOW,
        dataSha256: sha256(files.tally),
        journalHead: null,
        programVersion: '0.1.0',
      },
      attachments: attachmentsOf(files),
    },
    ctx.reports,
  )
  const signing = { signer, field: 'head', reason: 'Ký', location: '', signedAt: NOW }
  return signVisibly(unsigned, { ...signing, certify: true }, pdfTasks(ctx.reports))
}

const verify = (pdf: Uint8Array, register = false) =>
  verifyDocument({ ...ctx, store: register ? ctx.store : null }, pdf)
const modeStep = ({ steps }: Awaited<ReturnType<typeof verify>>) => {
  const { status, detail } = steps.find(({ id }) => id === 'mode_agrees')!
  return { status, detail }
}

describe('a rehearsal’s document', () => {
  test('signed with its own certificate holds as a rehearsal and never as more', async () => {
    const judged = await verify(await minutes('rehearsal', 'TD-7Q4M2K', practice))
    expect(judged).toMatchObject({ verdict: 'holds_rehearsal', rehearsal: true })
    expect(modeStep(judged)).toEqual({
      status: 'ok',
      detail: { marks: ['watermark', 'session', 'certificate'] },
    })
  })

  test('signed again with a real key fails by its marks', async () => {
    const judged = await verify(await minutes('rehearsal', 'TD-7Q4M2K', real))
    expect(judged).toMatchObject({ verdict: 'fails', rehearsal: true })
    expect(modeStep(judged)).toEqual({
      status: 'failed',
      detail: { reason: 'rehearsal_signed_for_real', marks: ['watermark', 'session'] },
    })
    expect(judged.steps.filter(({ status }) => status === 'failed')).toHaveLength(1)
  })

  test.each([
    ['without the watermark', 'real', 'TD-7Q4M2K', ['session']],
    ['without the session’s identity', 'rehearsal', null, ['watermark']],
    ['with the identity of a real session', 'rehearsal', 'KP-7Q4M2K', ['watermark']],
  ] as const)('%s, signed with a real key, fails by the mark that is left', async (...specimen) => {
    const [, mode, session, marks] = specimen
    const judged = await verify(await minutes(mode, session, real))
    expect(judged.verdict).toBe('fails')
    expect(modeStep(judged).detail).toMatchObject({ marks })
  })

  test('without watermark and identity still fails where its data were counted', async () => {
    const judged = await verify(await minutes('real', 'KP-7Q4M2K', real), true)
    expect(judged.verdict).toBe('fails')
    expect(modeStep(judged).detail).toMatchObject({ marks: ['register'] })
  })

  test('without any mark on its pages is a rehearsal by its certificate', async () => {
    const judged = await verify(await minutes('real', 'KP-7Q4M2K', practice))
    expect(judged).toMatchObject({ verdict: 'holds_rehearsal', rehearsal: true })
  })

  test('with the watermark struck out of the signed file fails', async () => {
    const sound = await minutes('rehearsal', 'TD-7Q4M2K', practice)
    const at = Buffer.from(sound).indexOf('stream') + 200
    const struck = Uint8Array.from(sound)
    struck.fill(0x20, at, at + 16)
    const verdict = await verify(struck).then(
      (judged) => judged.verdict,
      () => 'refused',
    )
    expect(['fails', 'refused']).toContain(verdict)
  })

  test('is told from a real one, which holds', async () => {
    const judged = await verify(await minutes('real', 'KP-7Q4M2K', real))
    expect(judged).toMatchObject({ verdict: 'holds', rehearsal: false })
    expect(modeStep(judged)).toEqual({ status: 'ok', detail: {} })
  })

  test('data counted in a real session too are a real session’s', async () => {
    await ctx.store.db.transaction().execute(async (trx) => {
      const row = await trx.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
      const other = { ...row, id: 'real-one', short_id: 'KP-0A1B2C', mode: 'real' }
      await trx.insertInto('sessions').values(other).execute()
      const outcome = await trx.selectFrom('outcomes').selectAll().executeTakeFirstOrThrow()
      await trx
        .insertInto('outcomes')
        .values({ ...outcome, session_id: 'real-one' })
        .execute()
    })
    const judged = await verify(await minutes('real', 'KP-0A1B2C', real), true)
    expect(judged).toMatchObject({ verdict: 'holds', rehearsal: false })
  })
})
