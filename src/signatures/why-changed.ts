import type { VerificationReason } from './verdict.ts'

/** What stands at a changed place, gravest first; `page_changed` is what remains below the pages. */
const KINDS: readonly (readonly [VerificationReason, RegExp])[] = [
  ['layers_changed', /^\/OCProperties(?:\/|$)/],
  ['appearance_replaced', /\/AP(?:\/|$)/],
  ['annotation_changed', /^\/Pages.*\/Annots(?:\[|\/|$)/],
  ['page_changed', /^\/Pages(?:\/|$)/],
  ['attachment_changed', /^\/(?:AF|Names\/EmbeddedFiles)(?:\[|\/|$)/],
]

/** The reason of step `later_changes` for the places that were changed: the gravest kind among them. */
export function reasonOfChanges(paths: readonly string[]): VerificationReason {
  const found = KINDS.find(([, kind]) => paths.some((path) => kind.test(path)))
  return found ? found[0] : 'other_changes'
}
