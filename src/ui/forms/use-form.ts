import type { UseRecord } from '../../domain/use.ts'
import { type Typed, dayOf, textOf, textOrNull } from './form.ts'

/** The fields of the form with their labels, in its order. */
export const USE_FIELDS = {
  use: 'Việc',
  decision: 'Nội dung quyết định',
  number: 'Số văn bản',
  decidedOn: 'Ngày quyết định',
  decidedBy: 'Cấp quyết định',
  dueOn: 'Phải xong trước ngày',
} as const

/** What was typed about the person, for the schema to check. */
export function useOf(typed: Typed, subject: string): Readonly<Record<string, unknown>> {
  return {
    subject,
    use: textOf(typed, 'use'),
    decision: textOf(typed, 'decision'),
    number: textOrNull(typed, 'number'),
    decidedOn: dayOf(typed, 'decidedOn'),
    decidedBy: textOf(typed, 'decidedBy'),
    dueOn: dayOf(typed, 'dueOn'),
    supersedes: textOrNull(typed, 'supersedes'),
  }
}

/** A record as it stands in the form that corrects it. */
export function useTyped(record: UseRecord): Typed {
  return {
    use: record.use,
    decision: record.decision,
    number: record.number ?? '',
    decidedOn: record.decidedOn ?? '',
    decidedBy: record.decidedBy,
    dueOn: record.dueOn ?? '',
    supersedes: record.id,
  }
}
