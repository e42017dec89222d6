import { z } from 'zod'
import type { DocumentIdentity, Proceedings } from '../../domain/proceedings.ts'
import { kindModel, kindShape, outcomeFor, rowModel, rowSchema } from './ballot-kinds.ts'
import { openingModel, openingShape } from './opening.ts'

/** Everything the template of the notice (thông báo kết quả) may name. */
export const noticeSchema = z.object({
  ...openingShape,
  kinds: z.array(
    z.object({ ...kindShape, sections: z.array(z.object({ rows: z.array(rowSchema) })) }),
  ),
})
type NoticeModel = z.infer<typeof noticeSchema>

/** The result of each person, in the order of the ballots, and no band: what follows is for others to say. */
export function noticeModel(proceedings: Proceedings, identity: DocumentIdentity): NoticeModel {
  return {
    ...openingModel(proceedings, identity),
    kinds: proceedings.tally.ballotKinds.map((kind, at) => ({
      ...kindModel(kind, at, proceedings),
      sections: [
        {
          rows: kind.subjects.map((subject, row) =>
            rowModel(subject, row, outcomeFor(proceedings, kind, subject)),
          ),
        },
      ],
    })),
  }
}
