import { z } from 'zod'
import { FINDING_CODES } from '../domain/finding.ts'
import type { Outcome, Share, Shares } from '../domain/outcome.ts'
import { LEVELS } from '../domain/tally.ts'
import { requireFormat } from './format.ts'
import { checked } from './issues.ts'
import { jsonText, parseJson } from './json.ts'
import { foreignLevels, levelSetOf } from './level-sets.ts'
import { fileId, line, sha256, wholeCount } from './parts.ts'

/** The version of the format this program reads and writes. */
const OUTCOME_FORMAT = 'tin-nhiem/outcome@1'

/** The largest outcome file read, in bytes. */
const OUTCOME_LIMIT = 16_000_000

const share = z.strictObject({
  count: wholeCount,
  fraction: z.string('fraction').regex(/^\d{1,7}\/\d{1,7}$/, 'fraction'),
  percent: z
    .string('percent')
    .regex(/^\d+,\d{2}$/, 'percent')
    .nullable(),
})

const finding = z.strictObject({
  code: z.enum(FINDING_CODES, 'choice'),
  severity: z.enum(['error', 'warning'], 'choice'),
  path: z.string('text'),
  numbers: z.record(z.string(), z.int('number').nullable()),
  provision: z.string('text').nullable(),
})

const quorum = z.strictObject({
  present: wholeCount.nullable(),
  summoned: wholeCount.nullable(),
  required: z.string('text'),
  met: z.boolean('truth'),
})

/** What follows for one person, as it stands in an outcome. */
export const outcomeSubject = z.strictObject({
  ballotKind: fileId,
  id: fileId,
  base: z.strictObject({ name: z.enum(['collected', 'members'], 'choice'), value: wholeCount }),
  high: share.optional(),
  medium: share.optional(),
  low: share.optional(),
  confidence: share.optional(),
  no_confidence: share.optional(),
  band: line(64),
  provision: z.string('text').nullable(),
  distance: z.strictObject({
    toNext: z.strictObject({ band: line(64), votes: wholeCount }).nullable(),
  }),
})

/** Everybody has a share for each level of one and the same vote. */
const subjects = z.array(outcomeSubject).superRefine((people, context) => {
  const levels = levelSetOf(people)
  for (const [at, person] of people.entries()) {
    for (const level of foreignLevels(person, levels))
      context.addIssue({ code: 'custom', path: [at, level], message: 'levels_mixed' })
    for (const level of levels.filter((each) => person[each] === undefined))
      context.addIssue({ code: 'custom', path: [at, level], message: 'required' })
  }
})

/** The shape of a `tin-nhiem/outcome@1` file. */
export const outcomeSchema = z.strictObject({
  format: z.literal(OUTCOME_FORMAT),
  regime: z.strictObject({ id: fileId, sha256 }),
  status: z.enum(['computed', 'held'], 'choice'),
  findings: z.array(finding),
  quorum: quorum.nullable(),
  subjects,
})

/**
 * The outcome written in a `tin-nhiem/outcome@1` file, as claimed there: nothing is computed anew.
 *
 * Refused: as `parseJson`, `unknown_format` {found, expected}, `invalid_input` {issues}.
 */
export function parseOutcome(bytes: Uint8Array): Outcome {
  const value = parseJson(bytes, OUTCOME_LIMIT)
  requireFormat(value, OUTCOME_FORMAT)
  const { format: _, ...outcome } = checked(outcomeSchema, value)
  return outcome
}

/** The canonical `tin-nhiem/outcome@1` file: the contract's order, NFC, final newline; same outcome, same bytes. */
export function outcomeText(outcome: Outcome): string {
  const { regime, status, quorum } = outcome
  return jsonText({
    format: OUTCOME_FORMAT,
    regime: { id: regime.id, sha256: regime.sha256 },
    status,
    findings: outcome.findings.map(({ code, severity, path, numbers, provision }) => ({
      code,
      severity,
      path,
      numbers,
      provision,
    })),
    quorum: quorum && {
      present: quorum.present,
      summoned: quorum.summoned,
      required: quorum.required,
      met: quorum.met,
    },
    subjects: outcome.subjects.map((each) => ({
      ballotKind: each.ballotKind,
      id: each.id,
      base: { name: each.base.name, value: each.base.value },
      ...sharesText(each),
      band: each.band,
      provision: each.provision,
      distance: {
        toNext: each.distance.toNext && {
          band: each.distance.toNext.band,
          votes: each.distance.toNext.votes,
        },
      },
    })),
  })
}

function sharesText(shares: Shares): Shares {
  return Object.fromEntries(
    LEVELS.flatMap((level) => {
      const share = shares[level]
      return share ? [[level, shareText(share)]] : []
    }),
  )
}

function shareText({ count, fraction, percent }: Share): Share {
  return { count, fraction, percent }
}
