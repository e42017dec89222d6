import { PDF, PdfString } from '@libpdf/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeSession } from '../../src/actions/closing.ts'
import { recordDocumentSettings } from '../../src/actions/document-settings.ts'
import { getDocument, issueDocuments, listDocuments } from '../../src/actions/documents.ts'
import { completeExternal, prepareExternal } from '../../src/actions/external-signing.ts'
import { signDocument } from '../../src/actions/signing.ts'
import { getSigning } from '../../src/actions/signing-register.ts'
import { acceptSignedFile } from '../../src/actions/uploaded-signing.ts'
import { verifyDocument } from '../../src/actions/verification.ts'
import { signVisibly } from '../../src/actions/visible-signature.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { getSession, recordMinutesFacts } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { DocumentName, Mode } from '../../src/domain/proceedings.ts'
import { AppError } from '../../src/errors.ts'
import { signCms } from '../../src/signatures/cms.ts'
import { makeRehearsalP12 } from '../../src/signatures/rehearsal-certificate.ts'
import { openP12 } from '../../src/signatures/p12.ts'
import { type Authority, ecKeys, issue, signerOf } from '../signatures/specimens.ts'
import { makePng } from '../reports/pictures.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  COMMITTEE,
  MEMBERS,
  issuedSession,
  keyStoreOf,
  ownCertificate,
} from '../support/signing.ts'
import { countingSession, soundSheet, typeSheet } from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'

/** These papers carry no figures; of the signatures nothing may fail. */
const failedSignatureSteps = (steps: Awaited<ReturnType<typeof verifyDocument>>['steps']) =>
  steps.filter(
    (each) =>
      each.status === 'failed' &&
      each.id.startsWith('signature') &&
      each.detail?.reason !== 'self_signed', // as the certificates of these tests are
  )

/** The file with something changed by a further revision. */
async function changed(file: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDF.load(file)
  pdf.getCatalog().set('Lang', PdfString.fromString('fr'))
  return pdf.save({ incremental: true })
}

const FIELDS = ['secretary', 'head', 'member1', 'member2', 'chair', 'seal']

describe.each(DIALECTS)('signing, on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const start = async (
    mode: Mode = 'rehearsal',
    fields: Partial<Record<DocumentName, readonly string[]>> = { minutes: FIELDS },
  ) => {
    id = (await issuedSession(ctx, people, fields, mode)).session
  }
  const current = async (name: DocumentName = 'minutes') =>
    (await listDocuments(ctx, people.head, id)).find((each) => each.current && each.name === name)!
  const bytesOf = async (document: string) =>
    (await getDocument(ctx, people.auditor, document)).bytes
  const stateOf = async () => (await getSession(ctx, people.head, id)).session.state
  const sign = async (actor: Actor, field: string | null, own?: Authority) =>
    signDocument(ctx, actor, (await current()).id, own ? await keyStoreOf(own) : null, { field })

  describe('in order', () => {
    test('fills every field of a rehearsal, and the session is signed with the last one', async () => {
      await start('rehearsal', { minutes: FIELDS, summary: ['chair', 'seal'] })
      await sign(people.first, null)
      await sign(people.head, null)
      await sign(people.first, 'member1')
      await sign(people.head, 'member2')
      await sign(people.chair, null)
      await sign(people.chair, 'seal')
      expect(await stateOf()).toBe('issued')
      for (const field of ['chair', 'seal'])
        await signDocument(ctx, people.chair, (await current('summary')).id, null, { field })
      expect(await stateOf()).toBe('signed')
      const document = await current()
      expect(document).toMatchObject({ version: 7, openFields: [], way: 'rehearsal' })
      const { steps } = await verifyDocument(ctx, await bytesOf(document.id))
      expect(failedSignatureSteps(steps)).toEqual([])
      const signers = (await getSigning(ctx, people.head, id))[0]!.fields
      expect(signers.map((each) => [each.person, each.signer])).toEqual([
        ['Thư Ký Thứ Nhất', 'TẬP DƯỢT – Thư Ký Thứ Nhất'],
        ['Trưởng Ban Mẫu', 'TẬP DƯỢT – Trưởng Ban Mẫu'],
        [MEMBERS[0], `TẬP DƯỢT – ${MEMBERS[0]}`],
        [MEMBERS[1], `TẬP DƯỢT – ${MEMBERS[1]}`],
        ['Chủ Trì Mẫu', 'TẬP DƯỢT – Chủ Trì Mẫu'],
        [null, 'TẬP DƯỢT – Đảng ủy xã Mẫu'],
      ])
    })

    test('out of it nobody signs, and is told whose turn it is', async () => {
      await start()
      await expect(sign(people.head, null)).rejects.toMatchObject({
        code: 'signing_out_of_turn',
        detail: { field: 'head', turn: 'secretary' },
      })
      await sign(people.first, null)
      await sign(people.head, null)
      await expect(sign(people.chair, null)).rejects.toMatchObject({
        code: 'signing_out_of_turn',
        detail: { turn: 'member1' },
      })
      await expect(sign(people.first, 'member2')).rejects.toMatchObject({
        code: 'signing_out_of_turn',
      })
      await expect(sign(people.chair, 'seal')).rejects.toMatchObject({
        code: 'signing_out_of_turn',
      })
      expect((await current()).version).toBe(3)
    })

    test('nobody fills the field of somebody else, a second time, or one there is not', async () => {
      await start()
      await expect(sign(people.first, 'head')).rejects.toMatchObject({ code: 'forbidden' })
      await expect(sign(people.chair, 'member1')).rejects.toMatchObject({ code: 'forbidden' })
      await expect(sign(people.auditor, 'secretary')).rejects.toMatchObject({ code: 'forbidden' })
      await sign(people.first, null)
      await expect(sign(people.second, null)).rejects.toMatchObject({ code: 'already_signed' })
      await expect(sign(people.first, 'member3')).rejects.toMatchObject({
        code: 'no_such_signature_field',
      })
    })

    test('the register tells each reader whether it is the reader’s turn', async () => {
      await start()
      const mine = async (actor: Actor) => (await getSigning(ctx, actor, id))[0]!.mine
      expect([await mine(people.first), await mine(people.head)]).toEqual([true, false])
      await sign(people.first, null)
      expect([await mine(people.first), await mine(people.head)]).toEqual([false, true])
      await sign(people.head, null)
      expect([await mine(people.first), await mine(people.chair)]).toEqual([true, false])
    })
  })

  describe('of a real session', () => {
    test('a member signs at the secretary’s machine with the own certificate only', async () => {
      await start('real')
      await sign(people.first, null, ownCertificate('Thư Ký Thứ Nhất'))
      await sign(people.head, null, ownCertificate('Trưởng Ban Mẫu'))
      await expect(
        sign(people.first, 'member1', ownCertificate('Thư Ký Thứ Nhất')),
      ).rejects.toMatchObject({
        code: 'signer_name_differs',
        detail: { expected: MEMBERS[0], found: 'Thư Ký Thứ Nhất' },
      })
      await expect(sign(people.first, 'member1', ownCertificate(MEMBERS[1]))).rejects.toMatchObject(
        {
          code: 'signer_name_differs',
        },
      )
      const spelt = ownCertificate(MEMBERS[0].toUpperCase().replace(' ', '  '))
      expect(await sign(people.first, 'member1', spelt)).toMatchObject({
        signedField: 'member1',
        way: 'key_file',
        signer: spelt.name,
      })
    })

    test('the seal is not set with the certificate of somebody who signed', async () => {
      await start('real', { minutes: ['head', 'chair', 'seal'] })
      const chair = ownCertificate('Chủ Trì Mẫu')
      await sign(people.head, null, ownCertificate('Trưởng Ban Mẫu'))
      await sign(people.chair, null, chair)
      await expect(sign(people.chair, 'seal', chair)).rejects.toMatchObject({
        code: 'seal_needs_own_certificate',
      })
      await sign(people.chair, 'seal', ownCertificate('Đảng ủy xã Mẫu'))
      expect(await stateOf()).toBe('signed')
    })

    test('a certificate that has run out signs nothing', async () => {
      await start('real')
      const old = issue({
        name: 'Thư Ký Thứ Nhất',
        keys: ecKeys(),
        notBefore: '2020-01-01T00:00:00.000Z',
        notAfter: '2025-12-31T00:00:00.000Z',
      })
      await expect(sign(people.first, null, old)).rejects.toMatchObject({
        code: 'signed_file_invalid',
        detail: { step: 'certificate', reason: 'expired' },
      })
    })

    test('a picture of the hand’s signature is shown in the field, and what is no PNG is refused', async () => {
      await start('real')
      const store = await keyStoreOf(ownCertificate('Thư Ký Thứ Nhất'))
      const { id: document } = await current()
      const signWith = (image: Uint8Array) =>
        signDocument(ctx, people.first, document, store, { image })
      await expect(signWith(Buffer.from('GIF89a'))).rejects.toMatchObject({
        code: 'image_unreadable',
      })
      const signed = await signWith(makePng({ width: 60, height: 20 }))
      const added = Buffer.from(await bytesOf(signed.id)).subarray((await bytesOf(document)).length)
      expect(added.toString('latin1')).toMatch(/\/Subtype ?\/Image/)
    })

    test('a token of this machine is opened with the PIN for one signature, and closed', async () => {
      let closed = 0
      const asked: unknown[] = []
      const signer = signerOf(ownCertificate('Thư Ký Thứ Nhất'))
      const openToken: Context['openToken'] = async (choice) => {
        asked.push(choice)
        return { ...signer, close: () => (closed += 1) }
      }
      await start('real')
      const choice = { pin: '123456', keyLabel: null }
      await expect(
        signDocument(ctx, people.first, (await current()).id, choice),
      ).rejects.toMatchObject({ code: 'no_token_here' })
      const signed = await signDocument(
        { ...ctx, openToken },
        people.first,
        (await current()).id,
        choice,
      )
      expect(signed).toMatchObject({ signedField: 'secretary', way: 'token' })
      expect({ asked, closed }).toEqual({ asked: [choice], closed: 1 })
      const tables = ['journal', 'documents', 'prepared_signatures'] as const
      for (const table of tables)
        expect(
          JSON.stringify(await ctx.store.db.selectFrom(table).selectAll().execute()),
        ).not.toContain('123456')
    })
  })

  describe('on another machine', () => {
    const secretary = ownCertificate('Thư Ký Thứ Nhất')
    const prepare = async (actor = people.first, field: string | null = null) =>
      prepareExternal(ctx, actor, (await current()).id, { field, commonName: 'Thư Ký Thứ Nhất' })
    const cmsOver = (digest: string, own = secretary) =>
      signCms(signerOf(own), Buffer.from(digest, 'hex'))

    test('the digest goes out, the CMS comes back, and the version is stored', async () => {
      await start('real')
      const { id: document } = await current()
      const made = await prepare()
      expect(made).toMatchObject({
        field: 'secretary',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      const cms = await cmsOver(made.digest)
      const signed = await completeExternal(ctx, people.first, document, made.preparation, cms)
      expect(signed).toMatchObject({ signedField: 'secretary', way: 'external', version: 2 })
      const { steps } = await verifyDocument(ctx, await bytesOf(signed.id))
      expect(failedSignatureSteps(steps)).toEqual([])
      expect(await ctx.store.db.selectFrom('prepared_signatures').selectAll().execute()).toEqual([])
      await expect(
        completeExternal(ctx, people.first, signed.id, made.preparation, cms),
      ).rejects.toMatchObject({ code: 'preparation_expired' })
    })

    test('a newer version makes what was prepared before it stale', async () => {
      await start('real')
      const { id: document } = await current()
      const made = await prepare()
      await sign(people.first, null, secretary)
      const cms = await cmsOver(made.digest)
      await expect(
        completeExternal(ctx, people.first, document, made.preparation, cms),
      ).rejects.toMatchObject({ code: 'document_superseded' })
    })

    test('a preparation serves one account, one document, and no longer than 15 minutes', async () => {
      await start('real')
      const { id: document } = await current()
      const made = await prepare()
      const cms = await cmsOver(made.digest)
      const complete = (c: Context, actor: Actor, preparation = made.preparation) =>
        completeExternal(c, actor, document, preparation, cms)
      const refused = { code: 'preparation_expired' }
      await expect(complete(ctx, people.second)).rejects.toMatchObject(refused)
      await expect(complete(ctx, people.first, 'unknown')).rejects.toMatchObject(refused)
      const late = new Date(Date.parse(made.expiresAt) + 1000).toISOString()
      await expect(complete({ ...ctx, now: () => late }, people.first)).rejects.toMatchObject(
        refused,
      )
      await complete({ ...ctx, now: () => made.expiresAt }, people.first)
    })

    test('preparing again voids what the same account prepared before', async () => {
      await start('real')
      const { id: document } = await current()
      const before = await prepare()
      const again = await prepare()
      const complete = async ({ preparation, digest }: typeof again) =>
        completeExternal(ctx, people.first, document, preparation, await cmsOver(digest))
      await expect(complete(before)).rejects.toMatchObject({ code: 'preparation_expired' })
      await complete(again)
    })

    test('a CMS over something else, or none at all, is refused, and the preparation is kept', async () => {
      await start('real')
      const { id: document } = await current()
      const { preparation, digest } = await prepare()
      const complete = (cms: Uint8Array) =>
        completeExternal(ctx, people.first, document, preparation, cms)
      await expect(complete(await cmsOver('00'.repeat(32)))).rejects.toMatchObject({
        code: 'cms_not_for_document',
      })
      await expect(complete(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({
        code: 'cms_unreadable',
      })
      await complete(await cmsOver(digest))
    })

    test('neither a rehearsal’s certificate for a real session nor a real one for a rehearsal', async () => {
      await start('rehearsal')
      const real = await prepare()
      await expect(
        completeExternal(
          ctx,
          people.first,
          (await current()).id,
          real.preparation,
          await cmsOver(real.digest),
        ),
      ).rejects.toMatchObject({ code: 'rehearsal_own_key' })
      await start('real')
      const now = ctx.now()
      const p12 = await makeRehearsalP12({ commonName: 'Mẫu', password: 'x', now })
      const made = await prepare()
      const cms = await signCms(await openP12(p12, 'x'), Buffer.from(made.digest, 'hex'))
      await expect(
        completeExternal(ctx, people.first, (await current()).id, made.preparation, cms),
      ).rejects.toMatchObject({ code: 'rehearsal_certificate' })
    })
  })

  describe('with the office’s own tool', () => {
    const own = ownCertificate('Thư Ký Thứ Nhất')
    const toolSigned = async (pdf: Uint8Array, field: string, certify = false) =>
      signVisibly(
        pdf,
        { signer: signerOf(own), field, reason: '', location: '', signedAt: ctx.now(), certify },
        ctx.pdf,
      )
    const upload = async (file: Uint8Array, field: string | null = null) =>
      acceptSignedFile(ctx, people.first, (await current()).id, field, file)

    test('the stored version with one more signature in the right field is taken over', async () => {
      await start('real')
      const before = await bytesOf((await current()).id)
      const signed = await upload(await toolSigned(before, 'secretary', true))
      expect(signed).toMatchObject({ signedField: 'secretary', way: 'uploaded', signer: own.name })
      const after = await bytesOf(signed.id)
      expect(Buffer.compare(after.subarray(0, before.length), before)).toBe(0)
    })

    test('is judged where strangers’ files are read, and what takes too long there is not stored', async () => {
      await start('real')
      const signed = await toolSigned(await bytesOf((await current()).id), 'secretary')
      const reason = { reason: 'time' }
      ctx = {
        ...ctx,
        pdf: {
          ...ctx.pdf,
          readAddedSignature: async () => {
            throw new AppError('pdf_too_complex', reason)
          },
        },
      }
      await expect(upload(signed)).rejects.toMatchObject({
        code: 'pdf_too_complex',
        detail: reason,
      })
      expect((await current()).version).toBe(1)
    })

    test('each thing that is wrong with it has its own refusal, and nothing is stored', async () => {
      await start('real')
      const before = await bytesOf((await current()).id)
      const signed = await toolSigned(before, 'secretary')
      const broken = Uint8Array.from(signed)
      broken[Buffer.from(signed).lastIndexOf('/M (D:') + 8]! ^= 1
      const cases: readonly (readonly [Uint8Array, string])[] = [
        [signed.subarray(1), 'signed_file_differs'],
        [before.subarray(0, before.length - 10), 'signed_file_differs'],
        [before, 'signed_file_unsigned'],
        [await toolSigned(signed, 'head'), 'signed_file_several'],
        [await toolSigned(before, 'head'), 'signed_field_differs'],
        [await toolSigned(await changed(before), 'secretary'), 'signed_file_changed'],
        [broken, 'signed_file_invalid'],
        [Buffer.concat([signed, Buffer.from('%more\n')]), 'signed_file_invalid'],
      ]
      for (const [file, code] of cases) await expect(upload(file)).rejects.toMatchObject({ code })
      expect((await current()).version).toBe(1)
    })
  })

  test('where the unit sets members and seal, the minutes as issued are signed by all of them', async () => {
    const counting = await countingSession(ctx, people, {
      prepare: async (made) => {
        const { session } = await getSession(ctx, people.first, made)
        const facts = { ...session.minutesFacts, committee: COMMITTEE }
        await recordMinutesFacts(ctx, people.first, made, facts)
        const settings = { ...session.documentSettings, membersSign: true, seal: true }
        await recordDocumentSettings(ctx, people.first, made, settings)
      },
    })
    id = counting.session.id
    for (const typist of [people.first, people.second])
      await typeSheet(ctx, typist, counting.sheets[0]!.id, soundSheet(counting))
    await closeSession(ctx, people.head, id)
    await computeOutcome(ctx, people.head, id)
    await issueDocuments(ctx, people.head, id)
    const signer = (field: string) =>
      field === 'secretary'
        ? people.first
        : ['chair', 'seal'].includes(field)
          ? people.chair
          : people.head
    for (const name of ['minutes', 'summary'] as const)
      for (const { field } of (await getSigning(ctx, people.head, id)).find(
        ({ document }) => document.name === name,
      )!.fields)
        await signDocument(ctx, signer(field), (await current(name)).id, null, { field })
    expect(await stateOf()).toBe('signed')
    const signed = await current()
    expect(signed.version).toBe(7)
    const { holds, steps } = await verifyDocument(ctx, await bytesOf(signed.id))
    expect(steps.filter((step) => step.status === 'failed')).toEqual([])
    expect(holds).toBe(true)
  })

  test('nothing is signed of a version another has replaced', async () => {
    await start()
    const { id: first } = await current()
    await sign(people.first, null)
    await expect(signDocument(ctx, people.head, first, null)).rejects.toMatchObject({
      code: 'document_superseded',
    })
    await expect(
      prepareExternal(ctx, people.head, first, { field: null, commonName: 'x' }),
    ).rejects.toMatchObject({ code: 'document_superseded' })
  })
})
