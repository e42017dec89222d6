import type { Outcome } from '../domain/outcome.ts'
import type { Mode } from '../domain/proceedings.ts'
import type { AdoptedRegime } from '../domain/regime.ts'
import type { Tally } from '../domain/tally.ts'
import type { Instant } from '../domain/time.ts'

/** What is known of one session once its result may be seen: what every office file is made from. */
export type SessionResults = {
  /** Short identity of the session; `null` for a tally file alone. */
  readonly session: string | null
  readonly mode: Mode
  readonly tally: Tally
  readonly outcome: Outcome
  readonly regime: AdoptedRegime
  /** SHA-256 (hex) of the canonical `tally@1` text. */
  readonly tallySha256: string
  /** The only time in the files: the same results give the same bytes. */
  readonly madeAt: Instant
  readonly programVersion: string
}
