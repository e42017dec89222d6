/** One numbered step; `detail` explains it with numbers, names and codes, never a sentence. */
export type VerificationStep = {
  readonly number: number
  readonly id: string
  readonly status: 'ok' | 'failed' | 'not_applicable'
  readonly detail: Readonly<Record<string, unknown>>
}

/** A step before it has its place in the list. */
export type FoundStep = Omit<VerificationStep, 'number'>
