import vi from './vi.json' with { type: 'json' }

type Remedy = keyof typeof vi.verificationRemedies

/** What to do, and about which reasons of a verification (docs/verification.md) it is told. */
const REASONS: Readonly<Record<Remedy, readonly string[]>> = {
  get_original: [
    'unreachable',
    'shared_value',
    'not_a_signature',
    'malformed_range',
    'not_from_start',
    'gap_not_contents',
    'second_contents',
    'wrapped_signature',
    'malformed_cms',
    'trailing_bytes',
    'digest_differs',
    'signature_wrong',
    'certificate_differs',
    'unsigned_bytes',
    'damaged_file',
    'layers_changed',
    'appearance_replaced',
    'annotation_changed',
    'page_changed',
    'attachment_changed',
    'other_changes',
    'unreadable_revision',
    'certified_late',
    'certified_twice',
    'certification_removed',
    'not_permitted',
    'optional_content',
    'overlay',
    'duplicate_object',
    'unused_page',
    'unused_content',
    'script',
    'timestamp_of_other',
    'timestamp_wrong',
    'timestamp_malformed',
    'earlier_not_attached',
    'manifest_differs',
  ],
  ask_for_template: ['template_unknown'],
  wait_for_successor: ['reopened'],
  ask_before_use: [
    'unsupported_format',
    'no_certificate',
    'not_stated',
    'weak_digest',
    'weak_key',
    'claimed_later',
    'in_future',
    'no_signing_time',
    'out_of_order',
    'not_for_stamping',
    'timestamp_certificate',
    'timestamp_not_trusted',
    'timestamp_revoked',
  ],
  sign_again: ['not_yet_valid', 'expired', 'not_for_signing', 'no_path', 'self_signed', 'revoked'],
  renew_crl: ['no_crl', 'crl_expired', 'crl_not_trusted'],
  declare_roots: ['no_roots', 'timestamp_unchecked'],
  compare_with_data: [
    'figure_differs',
    'not_printed',
    'name_differs',
    'outcome_differs',
    'not_canonical',
  ],
  stamp_next_time: ['no_timestamp'],
  compare_date: ['expired_unproven'],
  ask_why_revoked: ['revoked_unproven'],
  wait_for_earlier: ['earlier_open'],
  wait_for_rest: ['fields_open'],
  ask_signer_of_rehearsal: ['rehearsal_signed_for_real'],
  rehearsal_only: ['rehearsal_certificate'],
  compare_by_eye: ['document_unknown', 'text_unreadable'],
  take_newest: ['superseded'],
  check_on_server: ['not_registered', 'no_register'],
  copy_regime: ['regime_unknown'],
  wait_for_signing: ['no_signature'],
  get_file: ['not_attached'],
}

/** By the code of the reason; those nothing can be done about are left out. */
export const REMEDIES: ReadonlyMap<string, Remedy> = new Map(
  Object.entries(REASONS).flatMap(([remedy, reasons]) =>
    reasons.map((reason) => [reason, remedy as Remedy] as const),
  ),
)

/** The sentence that says what to do about that reason; `null` where there is nothing to do. */
export function remedyFor(reason: string): string | null {
  const remedy = REMEDIES.get(reason)
  return remedy ? vi.verificationRemedies[remedy] : null
}
