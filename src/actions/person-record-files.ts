import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { printedVenues } from '../domain/printed-record.ts'
import { AppError } from '../errors.ts'
import type { OfficeWords } from '../formats/office-words.ts'
import { type RecordWords, personRecordCsv } from '../formats/person-record-file.ts'
import { findOrganisation } from '../storage/organisations.ts'
import type { Form } from './forms.ts'
import type { OfficeFile } from './office-files.ts'
import { getPersonRecord } from './person-record.ts'
import { letterheadOf } from './proceedings.ts'

/**
 * Hồ sơ tín nhiệm as a paper, made anew each time from what the reader reaches and kept nowhere. Refusals: those
 * of `getPersonRecord`.
 *
 * @law 96-qd-tw-2023 Điều 11.4
 */
export async function getPersonRecordPaper(
  ctx: Context,
  actor: Actor,
  person: string,
): Promise<Form> {
  const record = await getPersonRecord(ctx, actor, person)
  const own = await findOrganisation(ctx.store.db, actor.organisation)
  if (!own) throw new AppError('not_found', { what: 'organisation' })
  const votes = record.venues
    .flatMap((venue) => venue.votes)
    .toSorted((a, b) => (a.heldOn < b.heldOn ? -1 : 1))
  const { mode, name, names, venues, decisions } = record
  const known = {
    mode,
    name,
    names,
    decisions: decisions ?? [],
    venues: printedVenues(venues),
    letterhead: letterheadOf(own),
    side: own.side,
    organisation: own.name,
    madeOn: ctx.today(),
    regime: votes.at(-1)!.regime,
  }
  const { version: programVersion } = ctx
  const form = 'person_record' as const
  const identity = { form, session: null, createdAt: ctx.now(), programVersion }
  const bytes = await ctx.pdf.renderForm({ known, identity })
  return { bytes, fileName: fileName(person, 'pdf') }
}

/** The same as CSV, cells parted by semicolons; refusals as of the paper. */
export async function getPersonRecordCsv(
  ctx: Context,
  actor: Actor,
  person: string,
  words: OfficeWords,
  own: RecordWords,
): Promise<OfficeFile> {
  const record = await getPersonRecord(ctx, actor, person)
  return { bytes: personRecordCsv(record, words, own), fileName: fileName(person, 'csv') }
}

/** Files are named by the identity, never by the name of a person. */
function fileName(person: string, type: 'pdf' | 'csv'): string {
  return `ho-so-tin-nhiem-${person.replace(/[^\w-]/g, '')}.${type}`
}
