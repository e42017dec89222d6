import { type CommitteeMember, DOCUMENT_NAMES, type DocumentName, isLater } from './proceedings.ts'
import { type Act, type Role, may } from './roles.ts'
import type { SessionState } from './session.ts'

/** Whose place a signature field is: an account's own, a member's of the committee, or the organisation's. */
export type FieldKind = 'secretary' | 'head' | 'member' | 'chair' | 'seal'

const ORDER: readonly FieldKind[] = ['secretary', 'head', 'member', 'chair', 'seal']
const MEMBER = /^member([1-9]\d*)$/

/** What it takes to fill a field of each kind. */
const ACTS: Readonly<Record<FieldKind, Act>> = {
  secretary: 'sign_document',
  head: 'sign_document',
  member: 'sign_beside_member',
  chair: 'sign_document',
  seal: 'set_seal',
}

/** Every act that signing can be, whatever the field and the document. */
export const SIGNING_ACTS = [
  'sign_document',
  'sign_beside_member',
  'set_seal',
  'sign_later_document',
  'sign_destruction',
] as const satisfies readonly Act[]

/** The kind of the field; `undefined` for a name that no document of ours has. */
export function kindOf(field: string): FieldKind | undefined {
  if (MEMBER.test(field)) return 'member'
  return ORDER.find((kind) => kind === field && kind !== 'member')
}

/** Which member's field it is, 1 for the first; `null` for a field of another kind. */
export function memberNumber(field: string): number | null {
  const match = MEMBER.exec(field)
  return match ? Number(match[1]) : null
}

/** The fields in the order in which they are filled: secretary, head, members by number, chair, seal. */
export function inSigningOrder(fields: readonly string[]): readonly string[] {
  const place = (field: string) => {
    const kind = kindOf(field)
    return kind === undefined ? ORDER.length : ORDER.indexOf(kind)
  }
  return fields.toSorted(
    (a, b) => place(a) - place(b) || (memberNumber(a) ?? 0) - (memberNumber(b) ?? 0),
  )
}

/** The field whose turn it is among those still empty. */
export function nextField(open: readonly string[]): string | undefined {
  return inSigningOrder(open)[0]
}

/** Whether the fields are the next ones in the order, none left out between: what one paper may carry. */
export function areNext(fields: readonly string[], open: readonly string[]): boolean {
  const next = inSigningOrder(open).slice(0, fields.length)
  const named = inSigningOrder(fields)
  return fields.length > 0 && named.every((field, at) => field === next[at])
}

/** The field an account of that role signs in its own name; a role without one signs nothing of its own. */
export function ownField(role: Role): string | undefined {
  return role === 'secretary' || role === 'head' || role === 'chair' ? role : undefined
}

/** What signing a document of that name is, in the table of permissions. */
export function signingAct(name: DocumentName): Act {
  if (name === 'destruction') return 'sign_destruction'
  return isLater(name) ? 'sign_later_document' : 'sign_document'
}

/** Whether somebody of that role may have the field of that document filled, as far as role and state go. */
export function mayFill(
  role: Role,
  field: string,
  state: SessionState,
  name: DocumentName = 'minutes',
): boolean {
  const kind = kindOf(field)
  const figures = DOCUMENT_NAMES.some((each) => each === name)
  const act = kind && (figures ? ACTS[kind] : signingAct(name))
  if (act === undefined || !may(role, act, state)) return false
  return kind === 'member' || kind === 'seal' || kind === role
}

/** The committee's members, in the order of its list, each signing the field of the same number. */
export function signingMembers(committee: readonly CommitteeMember[]): readonly CommitteeMember[] {
  return committee.filter((each) => each.duty === 'member')
}

/** Whether two spellings name one person: letters and marks alike, whatever the case and the blanks. */
export function isSameName(one: string, other: string): boolean {
  return foldName(one) === foldName(other)
}

function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, '')
}
