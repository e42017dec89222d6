/** How far a log-in has come: everything is open, or one thing has to be done first. */
export const STANDINGS = [
  'full',
  'password_change',
  'second_factor',
  'second_factor_setup',
] as const
export type Standing = (typeof STANDINGS)[number]

/** What decides it. */
export type StandingFacts = {
  /** Somebody else knows the password: it was given out by an administrator. */
  readonly mustChange: boolean
  /** The account has a second factor. */
  readonly hasFactor: boolean
  /** This log-in has shown it. */
  readonly factorProven: boolean
  /** The identity provider has seen one, in a way this installation accepts. */
  readonly providerFactor: boolean
  /** The account's role must have one. */
  readonly factorRequired: boolean
}

/** The one thing to be done next, the second factor before anything is changed. */
export function standingOf(facts: StandingFacts): Standing {
  const shown = facts.factorProven || facts.providerFactor
  if (facts.hasFactor && !shown) return 'second_factor'
  if (facts.mustChange) return 'password_change'
  const lacking = !facts.hasFactor && !facts.providerFactor
  return facts.factorRequired && lacking ? 'second_factor_setup' : 'full'
}
