import { z } from 'zod'
import { referredSide, titleOf, titlesOf } from '../../src/domain/catalogue.ts'
import { exemptionOf } from '../../src/domain/exemption.ts'
import { outcomeOf } from '../../src/domain/outcome.ts'
import { rulesOf } from '../../src/domain/regime.ts'
import { EXEMPTION_REASONS, TIERS } from '../../src/domain/rule.ts'
import { tooManyVenues } from '../../src/domain/venue.ts'
import { lawKind } from './law-kind.ts'
import { tallyOf } from './tally-kind.ts'

const day = z.iso.date().nullable()
const ref = z.string().nullable()
const side = z.enum(['party', 'state'])

/** Whether somebody is put to the vote on a day. */
const exemptionKind = lawKind({
  about: 'exemption',
  input: z.strictObject({ startedOn: day, retirementNoticeOn: day, heldOn: z.iso.date() }),
  expected: z.strictObject({ reason: z.enum(EXEMPTION_REASONS).nullable(), provision: ref }),
  covers: (_, { reason }) => [`exemption ${reason}`],
  observe: ({ regime }, { heldOn, ...person }) => {
    const found = exemptionOf(regime, person, heldOn)
    return { reason: found?.rule.reason ?? null, provision: found?.provision.ref ?? null }
  },
})

/** A position as somebody writes it, the title it is and who votes; `listed` under its level. */
const titleKind = lawKind({
  about: 'title',
  input: z.strictObject({ position: z.string(), tier: z.enum(TIERS) }),
  expected: z.strictObject({
    id: z.string().nullable(),
    listed: z.boolean(),
    voters: z.partialRecord(side, z.string()),
  }),
  covers: (_, { id }) => [`title ${id}`],
  observe: ({ regime }, { position, tier }) => {
    const found = titleOf(regime, position)
    return {
      id: found?.rule.id ?? null,
      listed: titlesOf(regime, tier).some(({ rule }) => rule.id === found?.rule.id),
      voters: Object.fromEntries(
        (found?.rule.venues ?? []).map((venue) => [venue.side, venue.voters]),
      ),
    }
  },
})

/** Which side's law a position goes by when it is not this one. */
const referralKind = lawKind({
  about: 'referral',
  input: z.strictObject({ position: z.string() }),
  expected: z.strictObject({ side: side.nullable(), provision: ref }),
  covers: () => ['referral'],
  observe: ({ regime }, { position }) => {
    const found = referredSide(regime, position)
    return { side: found?.side ?? null, provision: found?.provision.ref ?? null }
  },
})

/** In how many places one person is voted on. */
const venuesKind = lawKind({
  about: 'venues',
  input: z.strictObject({ places: z.int().min(0) }),
  expected: z.strictObject({ allowed: z.boolean(), provision: ref }),
  covers: () => ['venues'],
  observe: ({ regime }, { places }) => {
    const broken = tooManyVenues(regime, places)
    return { allowed: broken === null, provision: broken?.provision.ref ?? null }
  },
})

/** One person in several places: each result by itself, and which provision forbids adding them up. */
const sideBySideKind = lawKind({
  about: 'side_by_side',
  input: z.strictObject({
    places: z.array(z.strictObject({ collected: z.int(), low: z.int() })).min(1),
  }),
  expected: z.strictObject({ bands: z.array(z.string()), provision: ref }),
  covers: () => ['side_by_side'],
  observe: (adopted, { places }) => ({
    bands: places.flatMap(({ collected, low }) => {
      const people = { members: collected, summoned: collected, present: collected }
      const ballots = { issued: collected, collected, valid: collected, invalid: 0 }
      const marks = { high: collected - low, medium: 0, low, invalidLine: 0 }
      const tally = tallyOf(adopted.regime.id, { ...people, ...ballots, ...marks })
      return outcomeOf(tally, adopted).subjects.map(({ band }) => band)
    }),
    provision: rulesOf(adopted.regime, 'side_by_side')[0]?.provision.ref ?? null,
  }),
})

export const WHO_KINDS = [exemptionKind, titleKind, referralKind, venuesKind, sideBySideKind]
