import { fieldText, phrase, word } from './message.ts'
import type vi from './vi.json'

type GroupWord = keyof (typeof vi)['verificationGroups']
type Step = { readonly id: string; readonly detail: Readonly<Record<string, unknown>> }

/** Steps that are read together, with what they are called. */
export type StepGroup<Of extends Step> = { readonly heading: string; readonly steps: readonly Of[] }

const GROUPS: readonly (readonly [GroupWord, RegExp])[] = [
  ['archive', /^(?:archive_|session_here$)/],
  ['journal', /^journal_/],
  ['papers', /^(?:versions_continue|archived_document|drawn_again)$/],
  ['hidden', /^document_(?:layers|annotations|objects|actions)$/],
  ['places', /^(?:signatures_present|fields_filled)$/],
  ['mode', /^mode_agrees$/],
  ['register', /^newest_version$/],
  ['signature', /^signature_/],
  ['stamp', /^document_timestamp_/],
]

/**
 * The steps by what they are about, in the order each is first met: what belongs together stands once, and every step keeps
 * its number. `timeText` writes an instant.
 */
export function stepGroups<Of extends Step>(
  steps: readonly Of[],
  timeText: (instant: string) => string,
): readonly StepGroup<Of>[] {
  const groups = new Map<string, Of[]>()
  for (const step of steps) {
    const heading = headingOf(step, timeText)
    const group = groups.get(heading) ?? []
    group.push(step)
    groups.set(heading, group)
  }
  return [...groups].map(([heading, own]) => ({ heading, steps: own }))
}

function headingOf({ id, detail }: Step, timeText: (instant: string) => string): string {
  const group = GROUPS.find(([, pattern]) => pattern.test(id))?.[0] ?? 'data'
  if (group !== 'signature' && group !== 'stamp') return word('verificationGroups', group)
  const { field, signer, signedAt } = detail
  const named = typeof signer === 'string' ? signer : word('verificationGroups', 'nobody')
  const who =
    typeof signedAt === 'string'
      ? phrase('verificationGroups', 'at', { who: named, time: timeText(signedAt) })
      : named
  const place =
    typeof field === 'string' ? fieldText(field) : word('verificationGroups', 'no_field')
  return phrase('verificationGroups', group, { place, who })
}
