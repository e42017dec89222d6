import type { Acknowledgement } from './acknowledgement.ts'
import type { DocumentSettings } from './document-settings.ts'
import type { SpecialBallots } from './invalidity.ts'
import type { Correction } from './correction.ts'
import type { Outcome } from './outcome.ts'
import type { AdoptedRegime } from './regime.ts'
import type { RecheckDraw } from './recheck.ts'
import type { LeftOut } from './roster.ts'
import type { Count, Tally } from './tally.ts'
import type { Day, Instant } from './time.ts'

/** A session is real or a rehearsal (tập dượt); the one can never become the other. */
export type Mode = 'real' | 'rehearsal'

export const DUTIES = ['head', 'secretary', 'member'] as const
/** Trưởng ban, thư ký, thành viên of the counting committee. */
export type Duty = (typeof DUTIES)[number]

export type Person = { readonly name: string; readonly position: string }
export type CommitteeMember = Person & { readonly duty: Duty }

/** The words at the head of a document; `symbol` is the body's part of the number, "ĐU" of "05-BB/ĐU". */
export type Letterhead = {
  readonly superior: string | null
  readonly organisation: string
  readonly locality: string | null
  readonly symbol: string | null
}

/** A local wall-clock moment as written in minutes. `minute` 0–59, `hour` 0–23. */
export type ClockTime = { readonly day: Day; readonly hour: number; readonly minute: number }

/**
 * What the committee adds about one ballot kind: papers printed, why papers were invalid, and the papers
 * that were wrong in a named way.
 */
export type BallotNote = {
  readonly ballotKind: string
  readonly printed: Count
  readonly invalidReasons: string | null
  readonly special: readonly SpecialBallots[]
}

/** How the random second look at sheets went, as the minutes tell it. */
export type RecheckTold = {
  /** `null` where the session asks for none. */
  readonly draw: Pick<RecheckDraw, 'dice' | 'journalHead'> | null
  readonly sheets: readonly {
    readonly number: number
    /** On the counts as they stand; `null` while nobody has looked. */
    readonly agrees: boolean | null
    /** An earlier look found that the counts of then did not agree. */
    readonly corrected: boolean
    readonly note: string | null
  }[]
}

/**
 * Everything a document tells about one conference: what was counted, what follows, who was there.
 * `null` is "not stated": the document leaves a dotted blank to be filled by hand.
 */
export type Proceedings = {
  readonly mode: Mode
  readonly letterhead: Letterhead
  readonly tally: Tally
  readonly outcome: Outcome
  readonly regime: AdoptedRegime
  /** "Ban kiểm phiếu" or "Tổ kiểm phiếu": the unit's own word. */
  readonly committeeWord: string
  readonly committee: readonly CommitteeMember[]
  readonly chair: Person | null
  readonly witnesses: readonly Person[]
  readonly venue: string | null
  readonly countingStarted: ClockTime | null
  readonly countingEnded: ClockTime | null
  readonly absentExcused: Count
  readonly absentUnexcused: Count
  readonly ballotNotes: readonly BallotNote[]
  /** Errors the committee let stand and warnings that were looked into; paths lead into the tally. */
  readonly decisions: readonly Acknowledgement[]
  /** Errors the head explained because the paper has them; they hold the outcome all the same. */
  readonly explanations: readonly Acknowledgement[]
  /** `null` where nothing is known of it. */
  readonly recheck: RecheckTold | null
  /** People who hold such a post and were not put to the vote, in the order of their lists. */
  readonly leftOut: readonly LeftOut[]
  readonly handedOverTo: Person | null
  readonly copies: number | null
  /** What the unit set for the papers of this session. */
  readonly settings: DocumentSettings
  /** What a corrigendum corrects; no other document tells of it. */
  readonly correction?: Correction
}

/** What the secretary notes for the minutes beside the counts. */
export type MinutesFacts = Pick<
  Proceedings,
  | 'committeeWord'
  | 'committee'
  | 'chair'
  | 'witnesses'
  | 'venue'
  | 'countingStarted'
  | 'countingEnded'
  | 'handedOverTo'
  | 'copies'
>

/** Facts of which nothing is stated yet: every document leaves blanks for them. */
export const NOTHING_STATED: MinutesFacts = {
  committeeWord: 'Ban kiểm phiếu',
  committee: [],
  chair: null,
  witnesses: [],
  venue: null,
  countingStarted: null,
  countingEnded: null,
  handedOverTo: null,
  copies: null,
}

/** What issuing a session makes, and what has to be signed for it to be signed. */
export const DOCUMENT_NAMES = ['minutes', 'summary'] as const
/** What is issued later, each by an action of its own; signed in the same way, it moves no session. */
export const LATER_NAMES = ['notice', 'corrigendum'] as const
export type LaterName = (typeof LATER_NAMES)[number]
/** The documents that tell figures. */
export const FIGURE_NAMES = [...DOCUMENT_NAMES, ...LATER_NAMES] as const
export type FigureDocument = (typeof FIGURE_NAMES)[number]
/** Every document that is stored and signed, in the order in which they come about. */
export const STORED_NAMES = [...FIGURE_NAMES, 'destruction'] as const
/** Biên bản kiểm phiếu, báo cáo kết quả, thông báo kết quả, đính chính, biên bản hủy phiếu. */
export type DocumentName = (typeof STORED_NAMES)[number]

/** Whether the document is issued after the minutes and moves no session. */
export function isLater(name: DocumentName): name is LaterName {
  return LATER_NAMES.some((each) => each === name)
}

export const FORM_NAMES = [
  'criteria',
  'tally_sheet',
  'zero_report',
  'entry_log',
  'ballot',
  'extract',
  'procedure',
  'consolidated',
  'role_cards',
  'person_record',
  'activity_report',
] as const
/**
 * Papers made anew each time, not signed by the program and not stored: tiêu chí, bảng kẻ phiếu, báo cáo
 * số 0, nhật ký nhập phiếu, phiếu tín nhiệm, trích kết quả của một người,
 * bảng kiểm quy trình, biểu tổng hợp đợt, thẻ việc, hồ sơ tín nhiệm của một người, báo cáo hoạt động.
 */
export type FormName = (typeof FORM_NAMES)[number]

/**
 * The newest entry of the journal as paper has it, and the seal of the installation (SHA-256, hex, of its public key; that of
 * rehearsals for a rehearsal); a document from before papers named it has none.
 */
export type SealedHead = {
  readonly seq: number
  readonly hash: string
  readonly sealId?: string | undefined
}

/** What identifies one printed document on each of its pages. */
export type DocumentIdentity<Name extends DocumentName = DocumentName> = {
  readonly document: Name
  /** Short identity of the session, "KTN-7Q4M2"; `null` when rendered from a file alone. */
  readonly session: string | null
  readonly revision: number
  /** The day the document bears; `null` leaves it to be filled by hand. */
  readonly issuedOn: Day | null
  readonly createdAt: Instant
  /** SHA-256 (hex) of the embedded `tally@1` bytes. */
  readonly dataSha256: string
  /** The head of the journal when the document was made. */
  readonly journalHead: SealedHead | null
  readonly programVersion: string
  /** The document of an earlier revision that this one takes the place of, if there is one. */
  readonly replaces?: { readonly revision: number; readonly sha256: string } | undefined
}

/** What is known of a conference before anything is counted: what every form can tell. */
export type Conference = Pick<Proceedings, 'mode' | 'letterhead' | 'regime'> &
  Pick<Tally, 'side' | 'title' | 'organisation' | 'heldOn'> & {
    /** What the unit set for the papers of this session; papers as the templates have them without it. */
    readonly settings?: DocumentSettings
  }

/** Every paper that says what it is and carries what it says: documents, and the one form sealed by the machine. */
export const CARRYING_NAMES = [...STORED_NAMES, 'activity_report'] as const
export type CarryingName = (typeof CARRYING_NAMES)[number]

/** What identifies one printed form. */
export type FormIdentity<Name extends FormName = FormName> = Pick<
  DocumentIdentity,
  'session' | 'createdAt' | 'programVersion'
> & { readonly form: Name }
