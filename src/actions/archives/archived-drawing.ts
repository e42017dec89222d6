import type { Context } from '../../context.ts'
import type { Proceedings } from '../../domain/proceedings.ts'
import { AppError } from '../../errors.ts'
import type { Drawn } from '../../formats/archive/archived-facts.ts'
import { parseJson } from '../../formats/json.ts'
import { parseManifest } from '../../formats/manifest.ts'
import { layoutFor } from '../../reports/layout.ts'
import { type StoredDocument, findDocument } from '../../storage/documents.ts'
import { nameOfReplaced } from '../documents.ts'
import { daysAround, drawingOf } from './drawing.ts'

/** The texts of templates and layouts that an archive carries, each with its path. */
export type ArchivedTexts = {
  /** The path of a recorded template, by its digest; none that was not recorded. */
  template(digest: string): { readonly path: string; readonly text: string } | undefined
  /** The path of a layout that is in use, by what it says. */
  layout(text: string): string
}

/** What every first version of the present revision tells. */
export type Told = {
  readonly proceedings: Proceedings
  readonly shortId: string
  readonly heldOn: string
  readonly revision: number
  readonly texts: { readonly tally: string; readonly outcome: string; readonly regime: string }
}

/** Above what a document names of itself: a journal head or a list of files. */
const SMALL = 100_000

/**
 * The digest of the template that a first version names, and the head of the journal it carries, if it carries one;
 * `null` where it names none.
 */
export async function namedBy(ctx: Context, pdf: Uint8Array) {
  const trust = { roots: [], crls: [], now: ctx.now() }
  const { attachments } = await ctx.pdf.inspectPdf(pdf, trust)
  const [list, head] = [attachments.get('manifest.json'), attachments.get('journal.json')]
  if (!list) return null
  const { template } = parseManifest(list)
  if (!head) return { template, journalHead: null }
  const { seq, hash, sealId } = parseJson(head, SMALL) as Drawn['journalHead']
  const journalHead = { seq, hash, ...(sealId === undefined ? {} : { sealId }) }
  return { template, journalHead }
}

/**
 * How that unsigned version is drawn again, tried: `null` where what is drawn is not byte for byte what is stored, because
 * the layout, the facts or the program are not what they were, and for what other data are drawn from: a corrigendum, and
 * minutes of a destruction.
 */
export async function drawnAs(
  ctx: Context,
  told: Told,
  { document, bytes }: { readonly document: StoredDocument; readonly bytes: Uint8Array },
  named: Awaited<ReturnType<typeof namedBy>>,
  texts: ArchivedTexts,
): Promise<Drawn | null> {
  const { name, createdAt, supersedes } = document
  const found = named && texts.template(named.template)
  const { journalHead } = named ?? {}
  if (!found || !journalHead || name === 'corrigendum' || name === 'destruction') return null
  const { settings, tally } = told.proceedings
  const layout = layoutFor(ctx.reports.templates[name], tally.side, settings.layout).source
  if (!layout) return null
  const before = supersedes === null ? undefined : await findDocument(ctx.store.db, supersedes)
  const replaces = before ? nameOfReplaced(before.document) : null
  const days = name === 'notice' ? daysAround(createdAt) : [told.heldOn]
  for (const issuedOn of days) {
    const as = { program: ctx.version, issuedOn, journalHead, replaces }
    const facts = {
      ...told,
      document: { ...document, name },
      drawn: as,
      template: found.text,
      layout: layout.body,
    }
    if (await draws(ctx, drawingOf(facts), bytes))
      return { ...as, template: found.path, layout: texts.layout(layout.body) }
  }
  return null
}

async function draws(
  ctx: Context,
  input: Parameters<Context['pdf']['drawAgain']>[0],
  bytes: Uint8Array,
): Promise<boolean> {
  try {
    return Buffer.from(await ctx.pdf.drawAgain(input)).equals(bytes)
  } catch (error) {
    if (error instanceof AppError) return false // a template or a letter this version does not know
    throw error
  }
}
