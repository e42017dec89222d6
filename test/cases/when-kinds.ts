import { z } from 'zod'
import { planOf } from '../../src/domain/plan.ts'
import {
  type StepRecord,
  checkProcedure,
  missingConditions,
  procedureOf,
} from '../../src/domain/procedure.ts'
import { type Regime, rulesOf } from '../../src/domain/regime.ts'
import { EARLIER_EVENTS, PHASES } from '../../src/domain/rule.ts'
import { TIMING_UNKNOWN, checkTiming, termYearOf } from '../../src/domain/timing.ts'
import { suggestedDays } from '../../src/domain/use.ts'
import { lawKind } from './law-kind.ts'

const day = z.iso.date()
const findings = z.array(z.string())

/** Which year of its term a vote stands in. */
const termYearKind = lawKind({
  about: 'term_year',
  input: z.strictObject({ termStartYear: z.int().nullable(), heldOn: day }),
  expected: z.strictObject({ year: z.int().nullable(), findings }),
  covers: () => ['term_year'],
  observe: ({ regime }, { termStartYear, heldOn }) => {
    const [term] = rulesOf(regime, 'term_year')
    const known = term && termStartYear !== null
    return {
      year: known ? termYearOf(term.rule, termStartYear, heldOn) : null,
      findings: codes(checkTiming(regime, { ...TIMING_UNKNOWN, termStartYear }, heldOn)),
    }
  },
})

/** Whether what comes first came first; `on` is the day it was done. */
const precedenceKind = lawKind({
  about: 'precedence',
  input: z.strictObject({ earlier: z.enum(EARLIER_EVENTS), on: day.nullable(), heldOn: day }),
  expected: z.strictObject({ findings, provision: z.string().nullable() }),
  covers: ({ earlier }) => [`precedence ${earlier}`],
  observe: ({ regime }, { earlier, on, heldOn }) => {
    const timing = { ...TIMING_UNKNOWN, earlier: { ...TIMING_UNKNOWN.earlier, [earlier]: on } }
    const found = checkTiming(regime, timing, heldOn)
    return { findings: codes(found), provision: found[0]?.provision ?? null }
  },
})

/** When a step is due, and what is said on `today` when it was done on `doneOn`, or not at all. */
const deadlineKind = lawKind({
  about: 'deadline',
  input: z.strictObject({ step: z.string(), heldOn: day, doneOn: day.nullable(), today: day }),
  expected: z.strictObject({ due: day, provision: z.string(), findings }),
  covers: ({ step }) => [`deadline ${step}`],
  observe: ({ regime }, { step, heldOn, doneOn, today }) => {
    const planned = planOf(regime, heldOn).find((each) => each.step === step)
    const steps = procedureOf(regime, heldOn, ['1'], recordsOf(regime, [step], doneOn))
    return {
      due: planned?.due ?? '',
      provision: planned?.provision.ref ?? '',
      findings: codes(
        checkProcedure(
          steps.filter(({ rule }) => rule.id === step),
          today,
        ),
      ),
    }
  },
})

/** What a step is, and whether counting opens with only `done` done. */
const stepKind = lawKind({
  about: 'step',
  input: z.strictObject({ step: z.string(), done: z.array(z.string()) }),
  expected: z.strictObject({
    phase: z.enum(PHASES),
    per: z.enum(['session', 'person']),
    always: z.boolean(),
    blocks: z.boolean(),
  }),
  covers: ({ step }) => [`step ${step}`],
  observe: ({ regime }, { step, done }) => {
    const held = regime.effectiveFrom
    const steps = procedureOf(regime, held, ['1', '2'], recordsOf(regime, done, held))
    const found = steps.find(({ rule }) => rule.id === step)
    if (!found) throw new Error(`no step ${step}`)
    const { phase, per, ifAsked = false } = found.rule
    return { phase, per, always: !ifAsked, blocks: missingConditions(steps).includes(found) }
  },
})

/** The days suggested from the day the grounds exist; weekends do not count. */
const timeLimitKind = lawKind({
  about: 'time_limit',
  input: z.strictObject({ from: day }),
  expected: z.strictObject({ propose: day, decide: day }),
  covers: () => ['time_limit propose', 'time_limit decide'],
  observe: ({ regime }, { from }) => {
    const on = (act: 'propose' | 'decide') =>
      suggestedDays(regime, from).find(({ limit }) => limit.rule.act === act)?.day ?? ''
    return { propose: on('propose'), decide: on('decide') }
  },
})

/** Records that the steps were done on that day, for both people where a step is one for each. */
function recordsOf(regime: Regime, steps: readonly string[], doneOn: string | null): StepRecord[] {
  const rules = rulesOf(regime, 'step').filter(({ rule }) => steps.includes(rule.id))
  return rules.flatMap(({ rule }) =>
    (rule.per === 'person' ? ['1', '2'] : [null]).map((subject) => ({
      step: rule.id,
      subject,
      doneOn,
      file: null,
    })),
  )
}

function codes(found: readonly { readonly code: string }[]): string[] {
  return found.map(({ code }) => code)
}

export const WHEN_KINDS = [termYearKind, precedenceKind, deadlineKind, stepKind, timeLimitKind]
