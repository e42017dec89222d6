import PDFDocument from 'pdfkit'
import type { Context } from '../../src/context.ts'
import type { CommitteeMember, DOCUMENT_NAMES, Mode } from '../../src/domain/proceedings.ts'
import { createSession, recordMinutesFacts } from '../../src/actions/sessions.ts'
import { commit } from '../../src/storage/commit.ts'
import { insertDocument } from '../../src/storage/documents.ts'
import { updateState } from '../../src/storage/sessions.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { makeP12 } from '../../src/signatures/make-p12.ts'
import { type Authority, collect, ecKeys, issue } from '../signatures/specimens.ts'
import type { People } from './context.ts'
import { NEW_SESSION } from './session.ts'

type Issued = (typeof DOCUMENT_NAMES)[number]

/** What pdfkit keeps of a form and its pages; its types leave it out. */
type Internals = {
  readonly _root: {
    readonly data: { readonly AcroForm: { readonly data: Record<string, unknown> } }
  }
  readonly page: { readonly annotations: readonly unknown[] }
}

/** A page with empty signature fields of these names. */
export async function pdfWithFields(names: readonly string[]): Promise<Uint8Array> {
  const made = new Date('2026-02-05T00:00:00.000Z')
  const doc = new PDFDocument({ size: 'A4', pdfVersion: '1.7', info: { CreationDate: made } })
  const finished = collect(doc)
  doc.text(`Van ban: ${names.join(', ')}`)
  doc.initForm()
  const internals = doc as unknown as Internals
  const form = internals._root.data.AcroForm.data
  delete form['NeedAppearances']
  form['SigFlags'] = 3
  names.forEach((name, at) => {
    // more keys than the types know
    const options: object = { Subtype: 'Widget', FT: 'Sig', F: 4, T: new String(name) }
    doc.annotate(60, 100 + 70 * at, 150, 60, options)
    ;(form['Fields'] as unknown[]).push(internals.page.annotations.at(-1))
  })
  doc.end()
  return finished
}

export const MEMBERS = ['Đỗ Thị Thành Viên', 'Ngô Văn Uỷ Viên'] as const

/** A counting committee whose members sign. */
export const COMMITTEE: readonly CommitteeMember[] = [
  { name: 'Trưởng Ban Mẫu', position: 'Ủy viên', duty: 'head' },
  { name: MEMBERS[0], position: 'Ủy viên', duty: 'member' },
  { name: 'Thư Ký Thứ Nhất', position: 'Chánh Văn phòng', duty: 'secretary' },
  { name: MEMBERS[1], position: 'Ủy viên', duty: 'member' },
]

/** A session in `issued` whose documents have these fields, without the counting before it. */
export async function issuedSession(
  ctx: Context,
  people: People,
  documents: Readonly<Partial<Record<Issued, readonly string[]>>>,
  mode: Mode = 'rehearsal',
): Promise<{ session: string; ids: Readonly<Record<Issued, string>> }> {
  const { id } = await createSession(ctx, people.first, { ...NEW_SESSION, mode })
  await recordMinutesFacts(ctx, people.first, id, {
    committeeWord: 'Ban kiểm phiếu',
    committee: COMMITTEE,
    chair: { name: 'Chủ Trì Mẫu', position: 'Bí thư' },
    witnesses: [],
    venue: 'Hội trường xã Mẫu',
    countingStarted: null,
    countingEnded: null,
    handedOverTo: null,
    copies: null,
  })
  const ids = { minutes: ctx.newId(), summary: ctx.newId() }
  const at = ctx.now()
  const made = await Promise.all(
    Object.entries(documents).map(async ([name, fields]) => {
      const bytes = await pdfWithFields(fields)
      return { name: name as Issued, fields, bytes }
    }),
  )
  await commit(ctx.store, { actor: people.head, at }, async (trx, record) => {
    for (const { name, fields, bytes } of made)
      await insertDocument(
        trx,
        {
          id: ids[name],
          session: id,
          revision: 1,
          name,
          version: 1,
          supersedes: null,
          signedField: null,
          openFields: fields,
          sha256: sha256(bytes),
          createdAt: at,
          way: null,
          signer: null,
        },
        bytes,
      )
    await updateState(trx, id, 'issued')
    const state = { old: 'draft', new: 'issued' } as const
    record({ type: 'session_moved', session: id, state, reason: null })
  })
  return { session: id, ids }
}

/** Somebody's own key store with its password. */
export async function keyStoreOf(own: Authority) {
  const password = 'mật khẩu của khóa'
  const bytes = await makeP12({
    privateKey: own.keys.privateKey.export({ type: 'pkcs8', format: 'der' }),
    certificates: [own.certificate],
    friendlyName: own.name,
    password,
  })
  return { bytes, password }
}

/** A certificate of one's own, signed by itself. */
export function ownCertificate(name: string): Authority {
  return issue({ name, keys: ecKeys() })
}
