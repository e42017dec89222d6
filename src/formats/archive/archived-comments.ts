import { z } from 'zod'
import { ABOUT_KINDS, COMMENT_LIMIT, type Thread } from '../../domain/comment.ts'
import { threadsTold } from '../../domain/comment-events.ts'
import { ROLES } from '../../domain/roles.ts'
import type { ArchivedEntry } from './archived-journal.ts'
import { filledText } from '../parts.ts'
import { author, instant, place } from './archived-parts.ts'

const text = filledText(COMMENT_LIMIT)
const about = z.strictObject({ kind: z.enum(ABOUT_KINDS), id: z.string().max(64).nullable() })
const of = { session: z.string(), thread: place }
const commentEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('comment_thread_opened'), ...of, about, text }),
  z.strictObject({ type: z.literal('comment_written'), ...of, number: place, text }),
  z.strictObject({ type: z.literal('comment_withdrawn'), ...of, number: place, withdraws: place }),
  z.strictObject({ type: z.literal('comment_thread_settled'), ...of, number: place }),
  z.strictObject({ type: z.literal('comment_thread_reopened'), ...of, number: place, text }),
])
const commentEntry = z.object({
  seq: place,
  at: instant,
  actor: z.object({ account: author.shape.account, role: z.enum(ROLES) }),
  event: commentEvent,
})

/**
 * The threads that the entries of an archive tell of, in the order they were opened. An entry that is none of those is left
 * out here, and so is one that a forger wrote otherwise: it stands in the journal as it is.
 */
export function archivedThreads(
  entries: readonly Pick<ArchivedEntry, 'entry'>[],
): readonly Thread[] {
  return threadsTold(
    entries.flatMap(({ entry }) => {
      if (!entry.includes('"comment_')) return []
      const read = commentEntry.safeParse(jsonOf(entry))
      return read.success ? [read.data] : []
    }),
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
