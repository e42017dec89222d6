import { z } from 'zod'
import type { RevisionFigures } from '../../domain/person-record.ts'
import type { PrintedCondition, PrintedRecord, PrintedVote } from '../../domain/printed-record.ts'
import type { FormIdentity } from '../../domain/proceedings.ts'
import type { RunningLink } from '../../domain/running.ts'
import type { Level } from '../../domain/tally.ts'
import { dateText, numberText, shortDateText } from '../vietnamese.ts'
import { rowModel, rowSchema } from './ballot-kinds.ts'
import { conferenceModel, conferenceShape } from './conference.ts'
import { named, printed, shortDigest, tabulated } from './printed.ts'

/** One revision of one vote: the line of the person, and what it is a share of. */
const voteSchema = rowSchema.extend({
  heldOn: z.string(),
  regime: z.string(),
  revision: z.string(),
  /** `counted` is the newest revision, `replaced` one that a later took the place of. */
  standing: z.enum(['counted', 'corrected', 'replaced']),
  base: z.enum(['collected', 'members', 'none']),
  baseValue: printed,
  clause: printed,
  consequence: printed,
})
/** The same for the bars: whole ballots. */
const barSchema = voteSchema.extend({
  baseCount: z.number(),
  highCount: z.number(),
  mediumCount: z.number(),
  lowCount: z.number(),
  confidenceCount: z.number(),
  noConfidenceCount: z.number(),
  invalidCount: z.number(),
})
const conditionSchema = z.object({
  heldOn: z.string(),
  regime: z.string(),
  ref: z.string(),
  text: z.string(),
  answer: z.enum(['met', 'not_met', 'unclear']),
  /** One vote or year each: `reached`, `below`, or why nothing is known. */
  links: z.array(
    z.object({
      when: z.string(),
      count: printed,
      base: printed,
      state: z.enum([
        'reached',
        'below',
        'no_earlier_vote',
        'other_regulation',
        'several_votes',
        'no_result',
      ]),
    }),
  ),
})
const sections = z.array(z.object({ rows: z.array(voteSchema) }))
const { title: _title, heldOn: _heldOn, ...shape } = conferenceShape

/** Everything the template of a person's record (hồ sơ tín nhiệm) may name. */
export const personRecordSchema = z.object({
  ...shape,
  name: z.string(),
  /** Other spellings that stood on ballots, with commas; `null` when there is one only. */
  otherNames: printed,
  position: printed,
  madeOn: z.string(),
  voteCount: z.string(),
  venueCount: z.string(),
  venues: z.array(
    z.object({
      title: z.string(),
      /** Votes in three levels: one section or none; and the bars of the figures that count. */
      three: sections,
      threeBars: z.array(barSchema),
      /** Votes in two levels, in the same way. */
      two: sections,
      twoBars: z.array(barSchema),
    }),
  ),
  conditions: z.array(conditionSchema.extend({ place: z.string() })),
  decisions: z.array(
    z.object({
      place: z.string(),
      heldOn: z.string(),
      use: z.string(),
      clause: printed,
      decision: z.string(),
      number: printed,
      decidedOn: printed,
      decidedBy: z.string(),
      dueOn: printed,
    }),
  ),
  sources: z.array(
    z.object({
      session: z.string(),
      place: z.string(),
      heldOn: z.string(),
      revision: z.string(),
      shortDigest: z.string(),
      regimeDigest: z.string(),
    }),
  ),
  identity: z.object({ programVersion: z.string() }),
})
type PersonRecordModel = z.infer<typeof personRecordSchema>
type Vote = z.infer<typeof voteSchema>

/**
 * One person's votes, a section for each place; nothing is added up.
 *
 * @law 96-qd-tw-2023 Điều 6.3, Điều 11.4
 */
export function personRecordModel(known: PrintedRecord, identity: FormIdentity): PersonRecordModel {
  const votes = known.venues.flatMap((venue) => venue.votes)
  const newest = votes.toSorted((a, b) => (a.heldOn < b.heldOn ? -1 : 1)).at(-1)
  const others = known.names.filter((each) => each !== known.name)
  const {
    title: _,
    heldOn: __,
    ...opening
  } = conferenceModel({
    ...known,
    title: '',
    heldOn: known.madeOn,
  })
  return {
    ...opening,
    name: named(known.name),
    otherNames: others.length === 0 ? null : others.map(named).join(', '),
    position: newest ? named(newest.position) || null : null,
    madeOn: dateText(known.madeOn),
    voteCount: numberText(votes.length),
    venueCount: numberText(known.venues.length),
    venues: known.venues.map((venue) => {
      const two = venue.votes.filter(hasTwoLevels)
      const three = venue.votes.filter((vote) => !hasTwoLevels(vote))
      return {
        title: named(venue.name),
        three: sectionsOf(three),
        threeBars: three.flatMap(barModel),
        two: sectionsOf(two),
        twoBars: two.flatMap(barModel),
      }
    }),
    conditions: known.venues.flatMap((venue) =>
      venue.conditions.map((each) => ({ place: named(venue.name), ...conditionModel(each) })),
    ),
    decisions: known.decisions.map((each) => ({
      place: named(each.organisationName),
      heldOn: shortDateText(each.heldOn),
      use: named(each.useName),
      clause: each.provision,
      decision: named(each.decision),
      number: each.number,
      decidedOn: each.decidedOn && shortDateText(each.decidedOn),
      decidedBy: named(each.decidedBy),
      dueOn: each.dueOn && shortDateText(each.dueOn),
    })),
    sources: known.venues.flatMap((venue) =>
      venue.votes.map((vote) => ({
        session: vote.shortId,
        place: named(venue.name),
        heldOn: shortDateText(vote.heldOn),
        revision: String(vote.counted.revision),
        shortDigest: shortDigest(vote.counted.dataSha256),
        regimeDigest: shortDigest(vote.regime.sha256),
      })),
    ),
    identity: { programVersion: identity.programVersion },
  }
}

function hasTwoLevels({ counted }: PrintedVote): boolean {
  return counted.line.no_confidence !== undefined
}

/** Every revision of every vote, the earlier ones of a vote above the one that counts; no section without votes. */
function sectionsOf(votes: readonly PrintedVote[]): z.infer<typeof sections> {
  if (votes.length === 0) return []
  const rows = votes.flatMap((vote) =>
    [...vote.earlier, vote.counted].map((figures) => voteModel(vote, figures)),
  )
  return [{ rows }]
}

function voteModel(vote: PrintedVote, figures: RevisionFigures): Vote {
  const { outcome } = figures
  const newest = figures === vote.counted
  const corrected = figures.revision > 1 ? 'corrected' : 'counted'
  return {
    ...rowModel(figures.line, 0, outcome ?? undefined),
    heldOn: shortDateText(vote.heldOn),
    regime: named(vote.regime.number),
    revision: String(figures.revision),
    standing: newest ? corrected : 'replaced',
    base: outcome?.base.name ?? 'none',
    baseValue: outcome ? tabulated(outcome.base.value) : null,
    clause: outcome?.provision ?? null,
    consequence: newest ? (vote.consequence?.replace(/\.$/, '') ?? null) : null,
  }
}

/** One bar for the figures that count; none where there is nothing to measure. */
function barModel(vote: PrintedVote): z.infer<typeof barSchema>[] {
  const { line, outcome } = vote.counted
  if (!outcome || outcome.base.value === 0) return []
  const count = (level: Level) => outcome[level]?.count ?? 0
  return [
    {
      ...voteModel(vote, vote.counted),
      baseCount: outcome.base.value,
      highCount: count('high'),
      mediumCount: count('medium'),
      lowCount: count('low'),
      confidenceCount: count('confidence'),
      noConfidenceCount: count('no_confidence'),
      invalidCount: line.invalid ?? 0,
    },
  ]
}

function conditionModel(condition: PrintedCondition): z.infer<typeof conditionSchema> {
  const { heldOn, regime, ref, text, answer, links } = condition
  return {
    heldOn: shortDateText(heldOn),
    regime: named(regime),
    ref,
    text: named(text).replace(/\.$/, ''),
    answer,
    links: links.map((link) => ({
      when: link.heldOn ? `ngày ${shortDateText(link.heldOn)}` : `năm ${link.year}`,
      count: tabulated(link.count),
      base: tabulated(link.base),
      state: linkState(link),
    })),
  }
}

function linkState({ reached, reason }: RunningLink) {
  return reason ?? (reached ? 'reached' : 'below')
}
