export const SECRECY_LEVELS = ['mat', 'toi_mat', 'tuyet_mat'] as const
/** Mật, tối mật, tuyệt mật; set by the unit, never guessed. */
export type SecrecyLevel = (typeof SECRECY_LEVELS)[number]

/** What a unit sets for the papers of one session; `null` is "not stated" and prints nothing. */
export type DocumentSettings = {
  /** The layout profile by id; `null` takes the one the template names for the session's side. */
  readonly layout: string | null
  readonly secrecy: SecrecyLevel | null
  /** Whether the paper may be copied, as its recipients are told. */
  readonly copying: 'allowed' | 'forbidden' | null
  readonly copiesIssued: number | null
  readonly drafter: string | null
  /** The lines under "Nơi nhận:", in their order. */
  readonly recipients: readonly string[]
  /** The members of the counting committee sign the minutes in the program, each in a field of their own. */
  readonly membersSign: boolean
  /** The organisation's seal is set in the program, last of all. */
  readonly seal: boolean
}

/** Papers as the templates have them. */
export const NO_DOCUMENT_SETTINGS: DocumentSettings = {
  layout: null,
  secrecy: null,
  copying: null,
  copiesIssued: null,
  drafter: null,
  recipients: [],
  membersSign: false,
  seal: false,
}
