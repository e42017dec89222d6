/**
 * What a step is about: whether all is there, whether it is who it says, whether parts agree, whether it is as it was
 * made, and whether the result follows and paper says the same.
 */
export const STEP_CATEGORIES = [
  'completeness',
  'authenticity',
  'consistency',
  'integrity',
  'evidence',
] as const
export type StepCategory = (typeof STEP_CATEGORIES)[number]

/** What can be verified by itself. */
export type StepTarget = 'document' | 'database'

type Step = {
  readonly id: string
  readonly of: StepTarget
  readonly category: StepCategory
  /** The step is taken once for each signature or timestamp, and its id goes on with what is looked at. */
  readonly each?: true
}

const document = <const Id extends string>(id: Id, category: StepCategory) =>
  ({ id, of: 'document', category }) as const
const database = <const Id extends string>(id: Id, category: StepCategory) =>
  ({ id, of: 'database', category }) as const

const STEPS = [
  document('data_attached', 'completeness'),
  document('regime_known', 'authenticity'),
  document('outcome_recomputed', 'evidence'),
  document('recount_agrees', 'evidence'),
  document('earlier_data', 'evidence'),
  document('files_listed', 'completeness'),
  document('printed_figures', 'consistency'),
  document('document_layers', 'integrity'),
  document('document_annotations', 'integrity'),
  document('document_objects', 'integrity'),
  document('document_actions', 'integrity'),
  document('signatures_present', 'completeness'),
  document('fields_filled', 'completeness'),
  document('mode_agrees', 'consistency'),
  { ...document('signature', 'authenticity'), each: true },
  { ...document('document_timestamp', 'authenticity'), each: true },
  document('newest_version', 'consistency'),
  database('journal_numbered', 'completeness'),
  database('checkpoints_complete', 'completeness'),
  database('entries_sealed', 'completeness'),
  database('checkpoints_signed', 'authenticity'),
  database('modes_kept', 'authenticity'),
  database('journal_chained', 'integrity'),
  database('sessions_chained', 'integrity'),
  database('heads_held', 'integrity'),
  database('files_unchanged', 'integrity'),
  database('documents_unchanged', 'integrity'),
  database('program_replayed', 'consistency'),
  database('sessions_replayed', 'consistency'),
  database('outcomes_recounted', 'evidence'),
  database('head_on_paper', 'evidence'),
  document('report_sealed', 'authenticity'),
  document('report_table', 'integrity'),
  document('report_entries', 'integrity'),
  document('report_counted', 'evidence'),
  document('report_seal_known', 'authenticity'),
  document('report_mode', 'authenticity'),
  document('report_here', 'consistency'),
] as const satisfies readonly Step[]

/** Every step there is, with the number it has for ever: a new one goes to the end. */
export const VERIFICATION_LIST: readonly (Step & { readonly number: number })[] = STEPS.map(
  (step, at) => ({ number: at + 1, ...step }),
)

export type DatabaseStep = Extract<(typeof STEPS)[number], { readonly of: 'database' }>['id']

/** The steps of a database in their order. */
export const DATABASE_STEPS = VERIFICATION_LIST.filter(({ of }) => of === 'database') as readonly {
  readonly number: number
  readonly id: DatabaseStep
  readonly category: StepCategory
}[]

/** Why a step about a database fails, or does not apply. */
export const DATABASE_REASONS = [
  'entry_missing',
  'checkpoint_missing',
  'no_checkpoints',
  'older_than_checkpoints',
  'seal_wrong',
  'seal_unknown',
  'rehearsal_seal',
  'no_seal_known',
  'mode_differs',
  'entry_changed',
  'entry_moved',
  'entry_misfiled',
  'session_chain_differs',
  'head_differs',
  'tail_cut',
  'regulation_changed',
  'document_changed',
  'table_differs',
  'recount_differs',
  'no_outcomes',
  'head_unknown',
  'no_head_given',
] as const
export type DatabaseReason = (typeof DATABASE_REASONS)[number]
