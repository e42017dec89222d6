import { AppError } from '../errors.ts'

const REFUSALS = {
  CKR_PIN_INCORRECT: 'pkcs11_pin_wrong',
  CKR_PIN_INVALID: 'pkcs11_pin_wrong',
  CKR_PIN_LEN_RANGE: 'pkcs11_pin_wrong',
  CKR_PIN_LOCKED: 'pkcs11_pin_locked',
  CKR_PIN_EXPIRED: 'pkcs11_pin_locked',
  CKR_USER_PIN_NOT_INITIALIZED: 'pkcs11_pin_locked',
  CKR_TOKEN_NOT_PRESENT: 'pkcs11_no_token',
  CKR_DEVICE_REMOVED: 'pkcs11_no_token',
  CKR_SLOT_ID_INVALID: 'pkcs11_no_token',
} as const

/**
 * What a module's error means to the one who signs: `pkcs11_pin_wrong`, `pkcs11_pin_locked`, `pkcs11_no_token`, and
 * `pkcs11_failed` for any other, always with the module's own name of it in detail.error. A refusal comes back as it is.
 */
export function pkcs11Refusal(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const message = cause instanceof Error ? cause.message : ''
  const error = /CKR_\w+/.exec(message)?.[0] ?? 'unknown'
  const code = Object.hasOwn(REFUSALS, error) ? REFUSALS[error as keyof typeof REFUSALS] : null
  return new AppError(code ?? 'pkcs11_failed', { error, tokens: [] }, cause)
}
