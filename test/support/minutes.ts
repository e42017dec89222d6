import { attachmentsOf } from '../../src/actions/documents.ts'
import { pdfTasks } from '../../src/actions/pdf-work.ts'
import { proceedingsOfTally } from '../../src/actions/proceedings.ts'
import { signVisibly } from '../../src/actions/visible-signature.ts'
import { type Outcome, outcomeOf } from '../../src/domain/outcome.ts'
import type { Tally } from '../../src/domain/tally.ts'
import { outcomeText } from '../../src/formats/outcome.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { parseTally, tallyText } from '../../src/formats/tally.ts'
import type { Attachment } from '../../src/reports/draw.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { renderDocument } from '../../src/reports/render.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { openP12 } from '../../src/signatures/p12.ts'
import { makeRehearsalP12 } from '../../src/signatures/rehearsal-certificate.ts'
import type { Signer } from '../../src/signatures/signer.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { ecKeys, issue, rsaKeys, signerOf } from '../signatures/specimens.ts'

/** When they are made and signed. */
export const MADE_AT = '2026-02-05T12:00:00.000Z'
export const regimes = readRegimes('data/regimes')
export const regime = regimes.find((each) => each.regime.id === '96-qd-tw-2023')!
export const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }

/** What was counted: two persons on 52 ballots, one of which is invalid. */
export const tally = parseTally(
  new TextEncoder().encode(
    JSON.stringify({
      format: 'tin-nhiem/tally@1',
      regime: '96-qd-tw-2023',
      side: 'party',
      heldOn: '2026-02-05',
      title: 'Lấy phiếu tín nhiệm',
      organisation: 'Đảng ủy xã Mẫu',
      voters: { members: 52, summoned: 52, present: 52 },
      ballotKinds: [
        {
          id: 'A',
          title: 'Phiếu A',
          issued: 52,
          collected: 52,
          valid: 51,
          invalid: 1,
          subjects: [
            {
              id: '1',
              name: 'Nguyễn Văn Mẫu',
              position: 'Bí thư',
              high: 20,
              medium: 5,
              low: 26,
              invalid: 0,
            },
            { id: '2', name: 'Trần Thị Thử', high: 10, medium: 5, low: 35, invalid: 1 },
          ],
        },
      ],
    }),
  ),
)

/** The files the minutes carry. */
export const outcome = outcomeOf(tally, regime)
export const FILES = { tally: tallyText(tally), outcome: outcomeText(outcome) }

/** An authority with a long key, as real ones have, and a person it knows. */
export const root = issue({ name: 'Tổ chức chứng thực mẫu', keys: rsaKeys(3072), ca: true })
const person = issue({ name: 'Người Ký Mẫu', keys: ecKeys(), issuer: root })
const other = issue({ name: 'Người Khác', keys: rsaKeys(), issuer: root })
export const bySomebody = signerOf(person, root)
export const byAnother = signerOf(other, root)

/** Somebody whose certificate says that it is for a rehearsal. */
export async function byRehearsal(): Promise<Signer> {
  const p12 = await makeRehearsalP12({ commonName: 'Người Tập', password: 'x', now: MADE_AT })
  return openP12(p12, 'x')
}

/** Minutes that carry these files, not signed; they print the figures told, and carry other attachments if given. */
export async function unsignedMinutes(
  embedded: Partial<typeof FILES> = {},
  told: { readonly tally: Tally; readonly outcome: Outcome } = { tally, outcome },
  attachments: readonly Attachment[] = attachmentsOf({ ...FILES, ...embedded }),
): Promise<Uint8Array> {
  const files = { ...FILES, ...embedded }
  return renderDocument(
    {
      proceedings: proceedingsOfTally(told.tally, told.outcome, regime),
      identity: {
        document: 'minutes',
        session: null,
        revision: 1,
        issuedOn: null,
        createdAt: MADE_AT,
        dataSha256: sha256(files.tally),
        journalHead: null,
        programVersion: '0.1.0',
      },
      attachments,
    },
    resources,
  )
}

/** The same with one more signature. */
export async function signed(
  pdf: Uint8Array,
  signer: Signer,
  field = 'head',
  certify = field === 'secretary',
): Promise<Uint8Array> {
  const signing = { signer, field, reason: 'Ký', location: '', signedAt: MADE_AT, certify }
  return signVisibly(pdf, signing, pdfTasks(resources))
}

/** The same with the first place of `found` changed to as many other letters. */
export function altered(bytes: Uint8Array, found: string, put: string): Uint8Array {
  const copy = Buffer.from(bytes)
  const at = copy.indexOf(found, 0, 'latin1')
  if (at < 0 || found.length !== put.length) throw new RangeError(`no ${found}`)
  copy.write(put, at, 'latin1')
  return new Uint8Array(copy)
}
