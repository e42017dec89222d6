import { describe, expect, it } from 'vitest'
import { HALL_STATES, type Hall, isHallOpen } from '../../src/domain/hall.ts'
import { may, mayEver, ROLES } from '../../src/domain/roles.ts'
import { SESSION_STATES } from '../../src/domain/session.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }

const HALL: Hall = {
  session: 's',
  revision: 1,
  openedAt: '2026-02-05T01:00:00.000Z',
  expiresAt: '2026-02-05T13:00:00.000Z',
}
const DURING = '2026-02-05T12:59:59.999Z'
const counting = { state: 'counting', revision: 1 } as const

describe('a witness page', () => {
  it.each(SESSION_STATES)(
    'of a session that is %s is open only until the count is closed',
    (state) => {
      const open = ['counting', 'paused', 'entered'].includes(state)
      expect(isHallOpen(HALL, { state, revision: 1 }, DURING)).toBe(open)
    },
  )

  it('ends at its hour, not before', () => {
    expect(isHallOpen(HALL, counting, DURING)).toBe(true)
    expect(isHallOpen(HALL, counting, '2026-02-05T13:00:00.000Z')).toBe(false)
    expect(isHallOpen(HALL, counting, '2026-02-05T13:00:00.001Z')).toBe(false)
  })

  it('is not brought back by opening the session again', () => {
    expect(isHallOpen(HALL, { state: 'counting', revision: 2 }, DURING)).toBe(false)
  })

  it('is opened and closed by the head alone, while there is something to watch', () => {
    for (const act of ['open_hall', 'close_hall'] as const) {
      expect(ROLES.filter((role) => mayEver(role, act))).toEqual(['head'])
      const states = SESSION_STATES.filter((state) => may('head', act, state))
      expect(states).toEqual([...HALL_STATES])
    }
  })

  it('has a word for each state it shows', () => {
    expect(Object.keys(vi.hallStates)).toEqual([...HALL_STATES])
  })
})
