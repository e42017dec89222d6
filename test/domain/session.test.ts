import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SHEET_STATES } from '../../src/domain/entry.ts'
import {
  PERMISSIONS,
  ROLES,
  type Role,
  may,
  mayEver,
  mayOn,
  reachOf,
  rolesThatEverMay,
  rolesThatMay,
} from '../../src/domain/roles.ts'
import { SESSION_STATES, STEPS, type Step, after } from '../../src/domain/session.ts'

const steps = Object.entries(STEPS).flatMap(([step, { from, to }]) =>
  from.map((start) => ({ step: step as Step, from: start, to })),
)

describe('the states of a session', () => {
  it.each(steps)('$from goes to $to by $step', ({ step, from, to }) => {
    expect(after(from, step)).toBe(to)
  })

  it('allows no step that the table does not name', () => {
    const named = new Set(steps.map(({ step, from }) => `${from} ${step}`))
    for (const state of SESSION_STATES)
      for (const step of Object.keys(STEPS) as Step[])
        if (!named.has(`${state} ${step}`)) expect(after(state, step)).toBeUndefined()
  })

  it('ends for good when cancelled; once published it can only be opened again', () => {
    const from = (state: string) => steps.filter((each) => each.from === state)
    expect(from('cancelled')).toEqual([])
    expect(from('published').map(({ step }) => step)).toEqual(['reopen'])
  })

  it('reaches every state from draft', () => {
    const reached = new Set<string>(['draft'])
    for (let before = 0; before < reached.size;) {
      before = reached.size
      for (const { from, to } of steps) if (reached.has(from)) reached.add(to)
    }
    expect([...reached].sort()).toEqual([...SESSION_STATES].sort())
  })

  it('is drawn exactly as it runs', () => {
    const drawing = readFileSync('docs/states.md', 'utf8')
    const drawn = [...drawing.matchAll(/^ {2}(\w+) --> (\w+): (\w+)$/gm)].map(
      ([, from, to, step]) => `${from} ${to} ${step}`,
    )
    expect(drawn.sort()).toEqual(steps.map(({ from, to, step }) => `${from} ${to} ${step}`).sort())
    for (const state of SHEET_STATES) expect(drawing).toContain(`| \`${state}\``)
  })
})

describe('the permission table', () => {
  const acts = Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[]

  it('lets the administrator neither enter nor see anything of a session', () => {
    const ofSessions = acts.filter((act) => PERMISSIONS[act].some((grant) => 'states' in grant))
    expect(ofSessions.length).toBeGreaterThan(15)
    expect(ofSessions.filter((act) => mayEver('admin', act))).toEqual([])
  })

  it('reaches as far in every state, upwards never, and below for whoever watches over others', () => {
    for (const act of acts) {
      const grants = PERMISSIONS[act] as readonly {
        roles: readonly Role[]
        below?: readonly Role[]
      }[]
      for (const role of ROLES) {
        const own = grants.filter(({ roles }) => roles.includes(role))
        expect(new Set(own.map(({ below }) => below?.includes(role) ?? false)).size).toBeLessThan(2)
        const watches = role === 'committee' || role === 'auditor'
        const reach = mayEver(role, act) ? (watches ? 'below' : 'own') : 'own'
        if (reachOf(role, act) !== 'everywhere')
          expect([act, role, reachOf(role, act)]).toEqual([act, role, reach])
      }
    }
    expect(acts.filter((act) => reachOf('auditor', act) === 'everywhere')).toEqual([
      'read_regimes',
      'read_own_data',
      'verify_document',
      'open_archive',
      'read_journal',
    ])
  })

  it('keeps to one’s own work, or away from it, where that is asked for', () => {
    const on = (own: boolean) =>
      acts.filter((act) => ROLES.some((role) => mayEver(role, act) && !mayOn(role, act, own)))
    expect(on(false)).toEqual([
      'read_own_data',
      'enter_pass',
      'complete_signature',
      'withdraw_comment',
    ])
    expect(on(true)).toEqual(['disable_account', 'take_pass', 'settle_difference'])
    expect(mayOn('secretary', 'enter_pass', true) && mayOn('secretary', 'take_pass', false)).toBe(
      true,
    )
  })

  it('names those who may, at once or ever', () => {
    expect(rolesThatMay('settle_difference', 'paused')).toEqual([])
    expect(rolesThatEverMay(['settle_difference'])).toEqual(['head'])
    expect(rolesThatEverMay(['take_pass', 'set_seal'])).toEqual(['secretary', 'chair'])
  })

  it('lets nobody both type and settle', () => {
    expect(
      ROLES.filter((role) => mayEver(role, 'enter_pass') && mayEver(role, 'settle_difference')),
    ).toEqual([])
  })

  it('lets an auditor change nothing, and ask', () => {
    const looking = /^(read|verify|compare|export)_|^open_archive$/
    const changing = acts.filter((act) => !looking.test(act))
    expect(changing.filter((act) => mayEver('auditor', act))).toEqual([
      'open_comment_thread',
      'write_comment',
      'withdraw_comment',
      'settle_comment',
    ])
  })

  it('shows results to no role before they are computed, nor single sheets to an auditor while counting', () => {
    for (const state of ['draft', 'ready', 'counting', 'entered', 'reconciled'] as const)
      expect(rolesThatMay('read_outcome', state)).toEqual([])
    expect(may('auditor', 'read_differences', 'counting')).toBe(false)
  })

  it('shows a committee nothing before the minutes are made', () => {
    for (const state of SESSION_STATES) {
      const issued = ['issued', 'signed', 'published'].includes(state)
      expect(may('committee', 'read_session', state)).toBe(issued)
      expect(may('committee', 'read_outcome', state)).toBe(issued)
    }
  })
})
