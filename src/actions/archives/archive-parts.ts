import type { Context } from '../../context.ts'
import type { ArchivedDocument, ArchivedScan } from '../../formats/archive/archived-facts.ts'
import type { ArchivedFile } from '../../formats/archive/archive-manifest.ts'
import { parseOutcome } from '../../formats/outcome.ts'
import { parseRegime } from '../../formats/regime.ts'
import { parseTally } from '../../formats/tally.ts'
import { type StoredDocument, findDocument } from '../../storage/documents.ts'
import { findScan } from '../../storage/scans.ts'
import { listTemplates } from '../../storage/templates.ts'
import { FILE_NAMES } from '../documents.ts'
import type { SessionFacts } from './archive-facts.ts'
import { type ArchivedTexts, type Told, drawnAs, namedBy } from './archived-drawing.ts'
import { archivedProceedings } from './archived-proceedings.ts'

/** One file on its way into an archive. */
export type ArchiveFile = Pick<ArchivedFile, 'path' | 'mediaType' | 'format'> & {
  readonly bytes: Uint8Array
}

/** A file of text; `format` is what stands in it, if it is one of ours. */
export function textFile(
  path: string,
  text: string,
  format: string | null,
  mediaType = 'application/json',
): ArchiveFile {
  return { path, mediaType, format, bytes: new TextEncoder().encode(text) }
}

/** Collects the texts of templates and layouts that documents are drawn with, each once. */
export async function collectedTexts(ctx: Context) {
  const recorded = await listTemplates(ctx.store.db)
  const files: ArchiveFile[] = []
  const paths = new Map<string, string>()
  const keep = (key: string, path: string, text: string) => {
    const known = paths.get(key)
    if (known !== undefined) return known
    paths.set(key, path)
    files.push(textFile(path, text, null))
    return path
  }
  const texts: ArchivedTexts = {
    template(digest) {
      const found = recorded.find(({ sha256 }) => sha256 === digest)
      if (!found) return undefined
      const { document, body } = found
      const before = files.filter(({ path }) => path.endsWith(`/${document}/template.yaml`))
      const path = `templates/${twoDigits(before.length + 1)}/${document}/template.yaml`
      return { path: keep(digest, path, body), text: body }
    },
    layout(text) {
      const nth = files.filter(({ path }) => path.startsWith('templates/layouts/')).length + 1
      return keep(text, `templates/layouts/${twoDigits(nth)}.json`, text)
    },
  }
  return { texts, files }
}

/** What the documents of the present revision tell; `null` where they tell of no result. */
export function toldOf(facts: SessionFacts): Told | null {
  const { session } = facts.session
  const computed = facts.outcomes.find(({ revision }) => revision === session.revision)
  if (!computed) return null
  const bytes = (text: string) => new TextEncoder().encode(text)
  const regime = parseRegime(bytes(facts.regime), `${session.regime}.json`)
  const texts = { tally: computed.tally, outcome: computed.outcome, regime: facts.regime }
  const told = {
    tally: parseTally(bytes(texts.tally)),
    outcome: parseOutcome(bytes(texts.outcome)),
  }
  const proceedings = archivedProceedings(facts, told, regime)
  const { shortId, heldOn, revision } = session
  return proceedings && { proceedings, shortId, heldOn, revision, texts }
}

/** The document as the register names it and its file; its place is its number from 1. */
export async function documentFile(
  ctx: Context,
  document: StoredDocument,
  place: number,
  told: Told | null,
  texts: ArchivedTexts,
): Promise<{ readonly listed: ArchivedDocument; readonly file: ArchiveFile }> {
  const found = await findDocument(ctx.store.db, document.id)
  if (!found) throw new Error(`document ${document.id} is gone`)
  const { bytes } = found
  const { id, revision, name, version, supersedes, signedField, openFields } = document
  const named = version === 1 ? await namedBy(ctx, bytes) : null
  if (named) texts.template(named.template)
  const present = told?.revision === revision ? told : null
  const drawn =
    present && named ? await drawnAs(ctx, present, { document, bytes }, named, texts) : null
  const path = `documents/${threeDigits(place)}-${FILE_NAMES[name]}-lan${revision}-v${version}.pdf`
  return {
    listed: {
      id,
      revision,
      name,
      version,
      supersedes,
      signedField,
      openFields,
      sha256: document.sha256,
      createdAt: document.createdAt,
      way: document.way,
      signer: document.signer,
      path,
      drawn,
    },
    file: { path, mediaType: 'application/pdf', format: null, bytes },
  }
}

const EXTENSIONS = { 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg' } as const

/** The scan as the register names it and its file. */
export async function scanFile(
  ctx: Context,
  scan: SessionFacts['scans'][number],
  place: number,
): Promise<{ readonly listed: ArchivedScan; readonly file: ArchiveFile }> {
  const found = await findScan(ctx.store.db, scan.id)
  if (!found) throw new Error(`scan ${scan.id} is gone`)
  const { id, document, fields, mediaType, sha256, supersedes, reason, account, filedAt } = scan
  const path = `scans/${threeDigits(place)}.${EXTENSIONS[mediaType]}`
  return {
    listed: {
      id,
      document,
      fields,
      mediaType,
      sha256,
      supersedes,
      reason,
      account,
      filedAt,
      path,
    },
    file: { path, mediaType, format: null, bytes: found.bytes },
  }
}

function twoDigits(nth: number): string {
  return String(nth).padStart(2, '0')
}

function threeDigits(nth: number): string {
  return String(nth).padStart(3, '0')
}
