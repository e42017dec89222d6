import type { FoundStep, VerificationStep } from '../actions/verification-step.ts'
import { AppError } from '../errors.ts'
import { checkArchive } from './archive/check-archive.ts'
import type { Manifest } from './archive/open.ts'
import { looksLikeArchive } from './archive/read-zip.ts'
import { type InnerFile, type JournalHead, checkPdf } from './check-pdf.ts'
import { type Table, tableOf } from './result-table.ts'
import { sha256 } from './sha256.ts'

/** What is checked, and what the check relies on beside it: certificates and revocation lists in DER, the instant of looking. */
export type Asked = {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly roots: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  /** What paper prints of the key that signs archives; null where nobody typed it. */
  readonly keyId: string | null
  /** ISO instant. */
  readonly now: string
}

/** What came out; plain data, so that a worker can send it. */
export type Answer =
  | {
      readonly refused: {
        readonly code: string
        readonly detail: Readonly<Record<string, unknown>>
      }
    }
  | { readonly refused: null; readonly found: Found }
export type Found = {
  readonly sha256: string
  readonly size: number
  readonly rehearsal: boolean
  readonly holds: boolean
  readonly verdict: 'holds' | 'holds_rehearsal' | 'fails'
  readonly steps: readonly VerificationStep[]
  readonly tables: readonly Table[]
  readonly files: readonly InnerFile[]
  readonly journalHead: JournalHead | null
  /** What an archive says of itself and the key that signed it, once that was proven; null for a PDF. */
  readonly archive: (Manifest & { readonly keyId: string }) | null
}

/** Checks a file and never throws for what is in it: what cannot be read at all is refused. */
export async function verify(asked: Asked): Promise<Answer> {
  try {
    return { refused: null, found: await found(asked) }
  } catch (error) {
    if (error instanceof AppError) return { refused: { code: error.code, detail: error.detail } }
    throw error
  }
}

type Checked = Omit<Found, 'sha256' | 'size' | 'holds' | 'verdict' | 'steps'> & {
  readonly steps: readonly FoundStep[]
}

async function found(asked: Asked): Promise<Found> {
  const { bytes } = asked
  const checked = looksLikeArchive(bytes) ? await ofArchive(asked) : await ofPdf(asked)
  const steps = checked.steps.map((step, at) => ({ number: at + 1, ...step }))
  const holds = steps.every(({ status }) => status !== 'failed')
  return {
    ...checked,
    sha256: sha256(bytes),
    size: bytes.length,
    holds,
    verdict: !holds ? 'fails' : checked.rehearsal ? 'holds_rehearsal' : 'holds',
    steps,
  }
}

async function ofPdf({ bytes, ...trust }: Asked): Promise<Checked> {
  const { counted, ...checked } = await checkPdf(bytes, trust)
  return { ...checked, tables: counted ? [tableOf(counted, null)] : [], archive: null }
}

async function ofArchive({ bytes, keyId, ...trust }: Asked): Promise<Checked> {
  const { steps, rehearsal, counted, archive } = await checkArchive(bytes, keyId, trust)
  const told = archive && { ...archive.manifest, keyId: archive.keyId }
  return {
    steps,
    rehearsal,
    tables: counted.map((each) => tableOf(each, each.revision)),
    journalHead: null,
    archive: told,
    files: (told?.files ?? []).map(({ path: name, ...file }) => ({ ...file, name })),
  }
}
