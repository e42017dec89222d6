import type { Mode } from './proceedings.ts'
import { type Act, type Role, mayEver, ROLES, rolesThatMay } from './roles.ts'
import type { SessionState } from './session.ts'
import { type Sha256, digits } from './sheet-code.ts'

type FinalRule = {
  /** What the act is done to. */
  readonly on: 'session' | 'sheet' | 'document'
  /** The rights it takes, one of them. */
  readonly acts: readonly Act[]
  /** The right to be the second person; `null` where nobody else may see what is decided, or several sign anyway. */
  readonly second: Act | null
}

/**
 * What nobody takes back at the press of a button: whoever does it proves again who they are, on the data
 * shown. The head's acts are confirmed by a secretary, the later papers and the publishing by the head. What is
 * destroyed a secretary proposed: two people stand for it already.
 */
export const FINAL_ACTS = {
  settle: { on: 'sheet', acts: ['settle_difference'], second: null },
  close: { on: 'session', acts: ['close_session'], second: 'confirm_for_head' },
  issue: { on: 'session', acts: ['issue_documents'], second: 'confirm_for_head' },
  sign: {
    on: 'document',
    acts: [
      'sign_document',
      'sign_beside_member',
      'set_seal',
      'sign_later_document',
      'sign_destruction',
    ],
    second: null,
  },
  scan: { on: 'document', acts: ['file_scan'], second: null },
  notice: { on: 'session', acts: ['issue_later_document'], second: 'confirm_for_chair' },
  corrigendum: { on: 'session', acts: ['issue_later_document'], second: 'confirm_for_chair' },
  publish: { on: 'session', acts: ['publish_session'], second: 'confirm_for_chair' },
  reopen: { on: 'session', acts: ['reopen_session'], second: 'confirm_for_head' },
  cancel: { on: 'session', acts: ['cancel_session'], second: 'confirm_for_head' },
  destroy: { on: 'session', acts: ['confirm_destruction'], second: null },
} as const satisfies Record<string, FinalRule>
export type FinalAct = keyof typeof FINAL_ACTS
export const FINAL_ACT_NAMES = Object.keys(FINAL_ACTS) as readonly FinalAct[]

/** The rights of which one is needed to look at what any of them seals. */
export const CONFIRMED_ACTS: readonly Act[] = [
  ...new Set(FINAL_ACT_NAMES.flatMap((name): readonly Act[] => FINAL_ACTS[name].acts)),
]
/** The rights to be a second person. */
export const SECOND_ACTS = [
  'confirm_for_head',
  'confirm_for_chair',
] as const satisfies readonly Act[]

/** One final act on one session, sheet or document, by its id. */
export type Asked = { readonly act: FinalAct; readonly target: string }

/** One thing the person is shown: what it is, and its figures, names and digests. */
export type ShownFact = {
  readonly fact: string
  readonly values: Readonly<Record<string, string | number | null>>
}

/** What a final act is about to seal, in an order that is always the same. */
export type Shown = Asked & {
  readonly session: string
  readonly shortId: string
  readonly mode: Mode
  readonly revision: number
  readonly state: SessionState
  readonly facts: readonly ShownFact[]
  /** Digests and ids of everything that stands behind the facts. */
  readonly bound: readonly string[]
}

/** The digest of what is shown, 64 hexadecimal digits; a rehearsal's is made otherwise than a real session's. */
export function shownDigest(shown: Shown, sha256: Sha256): string {
  return sha256(`tin-nhiem/confirmation/${shown.mode}@1\n${JSON.stringify(shown)}`)
}

/** Four signs of the digest, for two people to read to each other: the same data gives the same. */
export function shownCode(digest: string): string {
  return digits(Number.parseInt(digest.slice(0, 5), 16), 4)
}

/** Who may be the second person for the act; nobody where it takes none. */
export function secondRoles(act: FinalAct): readonly Role[] {
  const { second } = FINAL_ACTS[act]
  return second === null ? [] : ROLES.filter((role) => mayEver(role, second))
}

/** Whether anybody may do the act in this state. */
export function isPossible(act: FinalAct, state: SessionState): boolean {
  return FINAL_ACTS[act].acts.some((each) => rolesThatMay(each, state).length > 0)
}
