import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { signCms } from '../../src/signatures/cms.ts'
import { readPreparedSignature } from '../../src/signatures/read-prepared.ts'
import { signVisibly } from '../../src/actions/visible-signature.ts'
import { signerOf } from '../signatures/specimens.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { issuedSession, keyStoreOf, ownCertificate } from '../support/signing.ts'
import { confirmationFor } from './confirm.ts'
import { type Client, browse } from './support.ts'

const PASSWORD = 'mat khau rat dai'

describe('signing over the API', () => {
  let ctx: Context
  let people: People
  let secretary: Client
  let head: Client
  let auditor: Client
  let session: string
  let minutes: string
  beforeEach(async () => {
    ctx = await testContext()
    people = await seatPeople(ctx)
    const made = await issuedSession(ctx, people, { minutes: ['secretary', 'head'] }, 'real')
    session = made.session
    minutes = made.ids.minutes
    const browser = browse(ctx)
    secretary = await browser.logIn('org-first', PASSWORD)
    head = await browser.logIn('org-head', PASSWORD)
    auditor = await browser.logIn('org-auditor', PASSWORD)
  })
  afterEach(async () => ctx.store.db.destroy())

  const fetchAs = async (who: string, path: string, more: RequestInit = {}) => {
    const browser = browse(ctx)
    const cookie = await browser.cookieOf(who, PASSWORD)
    const own = { cookie, origin: 'http://localhost', ...(more.headers as Record<string, string>) }
    return browser.app.request(`/api/v1${path}`, { ...more, headers: own })
  }

  /** Sends bytes, which the client for JSON does not. */
  const send = async (path: string, type: string, bytes: Uint8Array, who = 'org-first') => {
    const browser = browse(ctx)
    const cookie = await browser.cookieOf(who, PASSWORD)
    const own = { method: 'POST', path, cookie, password: PASSWORD }
    const proof = await confirmationFor(browser.app, own)
    const sent = {
      method: 'POST',
      headers: { 'content-type': type, ...proof },
      body: new Uint8Array(bytes),
    }
    const answer = await fetchAs(who, path, sent)
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  /** Takes bytes, which it does not either. */
  const fetchFile = async (path: string, who: string) => {
    const answer = await fetchAs(who, path)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { status: answer.status, type: answer.headers.get('content-type'), bytes }
  }
  const stored = async () =>
    (
      await ctx.store.db
        .selectFrom('documents')
        .select('bytes')
        .where('id', '=', minutes)
        .executeTakeFirstOrThrow()
    ).bytes

  test('goes in two steps: the digest, then the CMS made over it', async () => {
    const path = `/documents/${minutes}/signatures/prepared`
    const asked = { field: null, commonName: 'Thư Ký Thứ Nhất' }
    const prepared = await secretary('POST', path, asked)
    expect(prepared).toMatchObject({ status: 200, body: { field: 'secretary' } })
    const { preparation, digest } = prepared.body as { preparation: string; digest: string }
    const file = await fetchFile(`${path}/${preparation}`, 'org-first')
    expect([file.status, file.type]).toEqual([200, 'application/pdf'])
    const shown = { field: 'secretary', digest: Buffer.from(digest, 'hex') }
    await readPreparedSignature(new Uint8Array(await stored()), file.bytes, shown)
    expect(await head('GET', `${path}/${preparation}`)).toMatchObject({
      status: 409,
      body: { code: 'preparation_expired' },
    })
    expect(await auditor('GET', `${path}/${preparation}`)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    const signer = signerOf(ownCertificate('Thư Ký Thứ Nhất'))
    const cms = await signCms(signer, Buffer.from(digest, 'hex'))
    const completion = { cms: Buffer.from(cms).toString('base64') }
    expect(await head('POST', `${path}/${preparation}`, completion)).toMatchObject({
      status: 409,
      body: { code: 'preparation_expired' },
    })
    expect(await secretary('POST', `${path}/${preparation}`, completion)).toMatchObject({
      status: 200,
      body: { version: 2, signedField: 'secretary', way: 'external', signer: 'Thư Ký Thứ Nhất' },
    })
    expect(await secretary('POST', `${path}/${preparation}`, completion)).toMatchObject({
      status: 409,
      body: { code: 'document_superseded' },
    })
  })

  test('names the field asked for, and says whose turn it is', async () => {
    const { bytes, password } = await keyStoreOf(ownCertificate('Trưởng Ban Mẫu'))
    const keyStore = { p12: Buffer.from(bytes).toString('base64'), password }
    const answer = await head('POST', `/documents/${minutes}/signatures`, {
      keyStore,
      field: 'head',
    })
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'signing_out_of_turn', detail: { turn: 'secretary' } },
    })
    expect((answer.body as { title: string }).title).toContain('Đến lượt: Thư ký')
    expect(await secretary('GET', `/sessions/${session}/signing`)).toMatchObject({
      status: 200,
      body: [{ document: minutes, turn: 'secretary', mine: true }],
    })
  })

  test('takes a token only where the server has a module for it', async () => {
    const wish = { keyStore: null, token: { pin: '1', keyLabel: null } }
    expect(await secretary('POST', `/documents/${minutes}/signatures`, wish)).toMatchObject({
      status: 409,
      body: { code: 'no_token_here' },
    })
  })

  test('takes the file over as the office’s tool signed it, and no other kind of body', async () => {
    const wish = {
      signer: signerOf(ownCertificate('Thư Ký Thứ Nhất')),
      field: 'secretary',
      reason: '',
      location: '',
      signedAt: ctx.now(),
    }
    const signed = await signVisibly(await stored(), wish, ctx.pdf)
    const path = `/documents/${minutes}/signed`
    expect(await send(path, 'text/plain', signed)).toMatchObject({ status: 415 })
    expect(await send(path, 'application/pdf', await stored())).toMatchObject({
      status: 422,
      body: { code: 'signed_file_unsigned' },
    })
    expect(await send(path, 'application/pdf', signed)).toMatchObject({
      status: 200,
      body: { way: 'uploaded', signedField: 'secretary' },
    })
    const huge = new Uint8Array(30_000_001)
    expect(await send(path, 'application/pdf', huge)).toMatchObject({ status: 413 })
  })

  test('files a scan with its fields, replaces it with a reason, and gives it back', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const path = `/documents/${minutes}/scan`
    const filed = await send(`${path}?fields=secretary,head`, 'image/png', png)
    expect(filed).toMatchObject({ status: 200, body: { fields: ['secretary', 'head'] } })
    const scan = String(filed.body.id)
    expect(await send(`${path}?replaces=${scan}`, 'image/png', png)).toMatchObject({
      status: 422,
      body: { code: 'invalid_input' },
    })
    const reason = encodeURIComponent('Bản trước mờ')
    expect(await send(`${path}?replaces=${scan}&reason=${reason}`, 'image/png', png)).toMatchObject(
      { status: 200, body: { supersedes: scan, reason: 'Bản trước mờ' } },
    )
    expect(await secretary('GET', `/sessions/${session}/scans`)).toMatchObject({
      body: [{ id: scan, current: false }, { current: true }],
    })
    const { status, headers } = await secretary('GET', `/scans/${scan}/content`)
    expect([status, headers.get('content-type')]).toEqual([200, 'image/png'])
  })
})
