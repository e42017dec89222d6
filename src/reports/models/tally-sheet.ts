import { z } from 'zod'
import type { PlannedTallySheet, TallySheets } from '../../domain/counting-papers.ts'
import type { FormIdentity } from '../../domain/proceedings.ts'
import { numberText } from '../vietnamese.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { entered, named, printed, shortDigest } from './printed.ts'

/** Squares are drawn for no more ballots: a bundle that large is not counted on one paper. */
const MOST_BALLOTS = 1000
/** Marks of one person that do not count are few: more of them are drawn in the free part of the cell. */
const INVALID_BALLOTS = 15

const sheetSchema = z.object({
  /** "03", as in its code. */
  number: z.string(),
  code: z.string(),
  kind: z.object({ code: z.string(), title: z.string() }),
  ballots: z.string(),
  /** The bundle holds more ballots than there are squares for. */
  crowded: z.boolean(),
  sections: z.array(
    z.object({
      rows: z.array(
        z.object({
          number: z.string(),
          /** Name and position. */
          person: z.string(),
          /** How many ballots there is room to count for each mark, and as invalid for this person. */
          ballots: z.number(),
          invalidBallots: z.number(),
        }),
      ),
    }),
  ),
})

/** Everything the template of the tally sheets (bảng kẻ phiếu) may name. */
export const tallySheetSchema = z.object({
  ...conferenceShape,
  sheets: z.array(sheetSchema),
  mostBallots: z.string(),
  /** The newest entry of the journal when they were printed, and the installation's seal; digests as on the role cards. */
  head: z.object({ seq: z.string(), hash: z.string() }),
  seal: z.string(),
  identity: z.object({ session: printed, programVersion: z.string() }),
})
type TallySheetModel = z.infer<typeof tallySheetSchema>

/** The sheets to be counted by hand, by number; people in the order of the ballot. */
export function tallySheetModel(known: TallySheets, identity: FormIdentity): TallySheetModel {
  return {
    ...conferenceModel(known),
    sheets: known.sheets.map(sheetModel),
    mostBallots: numberText(MOST_BALLOTS),
    head: { seq: numberText(known.head.seq), hash: shortDigest(known.head.hash) },
    seal: shortDigest(known.sealId),
    identity: { session: entered(identity.session), programVersion: identity.programVersion },
  }
}

function sheetModel(sheet: PlannedTallySheet): z.infer<typeof sheetSchema> {
  const { number, code, ballotKind, ballots, subjects } = sheet
  const room = Math.min(ballots, MOST_BALLOTS)
  return {
    number: String(number).padStart(2, '0'),
    code,
    kind: { code: named(ballotKind.code), title: named(ballotKind.title) },
    ballots: numberText(ballots),
    crowded: ballots > MOST_BALLOTS,
    sections: [
      {
        rows: subjects.map(({ name, position }, row) => ({
          number: String(row + 1),
          person: [name, position].flatMap((each) => entered(each) ?? []).join(', '),
          ballots: room,
          invalidBallots: Math.min(ballots, INVALID_BALLOTS),
        })),
      },
    ],
  }
}
