import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createAccount,
  disableAccount,
  endLogIns,
  listAccounts,
  resetPassword,
  unlockAccount,
} from '../../src/actions/accounts.ts'
import { forgetOldAttempts } from '../../src/actions/attempts.ts'
import { logIn, logOutEverywhere, whoIs, whoWorks, whyEnded } from '../../src/actions/log-in.ts'
import { later } from '../../src/actions/instants.ts'
import { changePassword } from '../../src/actions/own-password.ts'
import { provePassword } from '../../src/actions/prove-again.ts'
import type { Context } from '../../src/context.ts'
import type { JournalEntry } from '../../src/domain/journal.ts'
import { AppError } from '../../src/errors.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { DIALECTS } from '../support/stores.ts'

const PASSWORD = 'mat khau rat dai'
const START = '2026-02-05T12:00:00.000Z'
const wrongCredentials = expect.objectContaining({ code: 'wrong_credentials' })
const tooMany = (seconds: number) =>
  expect.objectContaining({ code: 'too_many_attempts', detail: { seconds } })

describe.each(DIALECTS)('a log-in on %s', (dialect) => {
  let ctx: Context
  let people: People
  let clock: string
  let verified: string[]
  beforeEach(async () => {
    clock = START
    verified = []
    ctx = await testContext(dialect, {
      now: () => clock,
      logInRules: { idleMinutes: 30, secondFactorRoles: [] },
      passwords: {
        hash: async (password) => `plain:${password}`,
        verify: async (stored, password) => {
          verified.push(stored)
          return stored === `plain:${password}`
        },
      },
    })
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const wait = (seconds: number) => void (clock = later(clock, seconds))
  const enter = (username: string, password = PASSWORD, address: string | null = null) =>
    logIn(ctx, { username, password }, address)
  const fail = async (username: string, times: number, address: string | null = null) => {
    for (let at = 0; at < times; at += 1)
      await expect(enter(username, 'sai', address)).rejects.toThrow(wrongCredentials)
  }
  const events = async (type: string) => {
    const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
    const all = rows.map(({ entry }) => JSON.parse(entry) as JournalEntry)
    return all.map(({ event }) => event).filter((event) => event.type === type)
  }
  const stored = () => ctx.store.db.selectFrom('log_in_attempts').selectAll().execute()

  describe('after failures', () => {
    test('works with four, and starts anew', async () => {
      for (let round = 0; round < 2; round += 1) {
        await fail('org-first', 4)
        await enter('org-first')
      }
      expect(await stored()).toEqual([])
    })

    test('waits from the fifth on, twice as long each time, even with the right password', async () => {
      await fail('org-first', 5)
      for (const seconds of [15, 30, 60]) {
        await expect(enter('org-first')).rejects.toThrow(tooMany(seconds))
        wait(seconds - 1)
        await expect(enter('org-first')).rejects.toThrow(tooMany(1))
        wait(1)
        await fail('org-first', 1)
      }
      wait(120)
      expect((await enter('org-first')).account.account).toBe('org-first')
    })

    test('asks the same of a name that nobody has, a barred one and a known one', async () => {
      await disableAccount(ctx, people.admin, 'org-third')
      const told: unknown[][] = []
      for (const username of ['org-first', 'org-third', 'ai-do']) {
        verified = []
        const answers: unknown[] = []
        for (let at = 0; at < 7; at += 1)
          answers.push(
            await enter(username, at === 6 ? PASSWORD : 'sai').catch((error: unknown) =>
              error instanceof AppError ? [error.code, error.detail] : error,
            ),
          )
        expect(verified).toHaveLength(7) // once in every path, while locked too
        told.push(answers)
      }
      expect(told[0]).toHaveLength(7)
      expect(told[0]?.at(-1)).toEqual(['too_many_attempts', { seconds: 15 }])
      expect(told[1]).toEqual(told[0])
      expect(told[2]).toEqual(told[0])
    })

    test('does not tell by the password of a barred account that it is barred', async () => {
      await disableAccount(ctx, people.admin, 'org-third')
      await expect(enter('org-third')).rejects.toThrow(wrongCredentials)
    })

    test('side by side counts each of them before it is known to be wrong', async () => {
      const tries = Array.from({ length: 12 }, () =>
        enter('org-first', 'sai').then(() => 'entered', String),
      )
      const answers = await Promise.all(tries)
      expect(answers.filter((each) => each.includes('wrong_credentials'))).toHaveLength(5)
    })

    test('is refused to other names from the same address from the fiftieth on', async () => {
      for (let at = 0; at < 50; at += 1) await fail(`ten-${at}`, 1, '10.0.0.9')
      await expect(enter('org-first', PASSWORD, '10.0.0.9')).rejects.toThrow(tooMany(15))
      expect((await enter('org-first', PASSWORD, '10.0.0.8')).token).toHaveLength(40)
      wait(15)
      expect((await enter('org-first', PASSWORD, '10.0.0.9')).token).toHaveLength(40)
    })

    test('keeps neither names nor addresses, and nothing longer than a day', async () => {
      await fail('org-first', 1, '10.0.0.9')
      await fail('ai-do', 1, '10.0.0.9')
      const rows = JSON.stringify(await stored())
      expect(JSON.parse(rows)).toHaveLength(3)
      expect(rows).not.toMatch(/org-first|ai-do|10\.0\.0\.9/)
      wait(86_400)
      await forgetOldAttempts(ctx)
      expect(await stored()).toHaveLength(3)
      wait(1)
      await forgetOldAttempts(ctx)
      expect(await stored()).toEqual([])
    })

    test('is locked for another instance of the program too, and after a restart', async () => {
      await fail('org-first', 5)
      const other = { ...ctx, passwords: { ...ctx.passwords } }
      await expect(logIn(other, { username: 'org-first', password: PASSWORD })).rejects.toThrow(
        tooMany(15),
      )
    })

    test('is unlocked by an administrator, for whom it shows; both are in the journal', async () => {
      await fail('org-first', 5)
      await fail('ai-do', 5)
      const lockedOf = async () =>
        (await listAccounts(ctx, people.admin)).flatMap(({ username, lockedUntil }) =>
          lockedUntil ? [[username, lockedUntil]] : [],
        )
      expect(await lockedOf()).toEqual([['org-first', later(START, 15)]])
      await unlockAccount(ctx, people.admin, 'org-first')
      expect(await lockedOf()).toEqual([])
      await enter('org-first')
      expect(await events('log_in_locked')).toEqual([
        { type: 'log_in_locked', counted: 'account', account: 'org-first', seconds: 15 },
        { type: 'log_in_locked', counted: 'account', account: null, seconds: 15 },
      ])
      expect(await events('log_in_unlocked')).toEqual([
        { type: 'log_in_unlocked', account: 'org-first' },
      ])
      await expect(unlockAccount(ctx, people.head, 'org-first')).rejects.toThrow('forbidden')
      await expect(unlockAccount(ctx, people.admin, 'none')).rejects.toThrow('not_found')
    })

    test('a password asked for again counts like a log-in', async () => {
      for (let at = 0; at < 5; at += 1)
        expect(await provePassword(ctx, people.first, 'sai')).toBe(false)
      await expect(provePassword(ctx, people.first, PASSWORD)).rejects.toThrow(tooMany(15))
      await expect(enter('org-first')).rejects.toThrow(tooMany(15))
      wait(15)
      expect(await provePassword(ctx, people.first, PASSWORD)).toBe(true)
    })
  })

  describe('lasts', () => {
    test('for one place: another one ends it and it can say so', async () => {
      const [first, second] = [await enter('org-first'), await enter('org-first')]
      expect(first.token).not.toBe(second.token)
      expect(await whoIs(ctx, first.token)).toBeUndefined()
      expect(await whyEnded(ctx, first.token)).toBe('elsewhere')
      expect((await whoIs(ctx, second.token))?.standing).toBe('full')
      const other = await enter('org-second')
      expect(await whoIs(ctx, other.token)).toBeDefined()
      expect(await whoIs(ctx, second.token)).toBeDefined()
    })

    test('for one place: a demanded change of the password ends what another began meanwhile', async () => {
      await resetPassword(ctx, people.admin, 'org-first', 'kho doan lam nhe 41')
      const [first, second] = [
        await enter('org-first', 'kho doan lam nhe 41'),
        await enter('org-first', 'kho doan lam nhe 41'),
      ]
      const who = (await whoIs(ctx, second.token))!
      expect((await whoIs(ctx, first.token))?.standing).toBe('password_change')
      const changed = await changePassword(ctx, who, second.token, {
        current: null,
        password: 'kho doan lam nhe 42',
      })
      expect(await whyEnded(ctx, first.token)).toBe('elsewhere')
      expect((await whoIs(ctx, changed.token))?.standing).toBe('full')
    })

    test('thirty minutes after the last work, which looking on does not prolong', async () => {
      const { token } = await enter('org-first')
      wait(29 * 60)
      expect(await whoIs(ctx, token)).toBeDefined()
      wait(59)
      expect(await whoIs(ctx, token)).toBeDefined()
      wait(1)
      expect(await whoIs(ctx, token)).toBeUndefined()
      expect(await whoWorks(ctx, token)).toBeUndefined() // what has ended never begins again
      expect(await whyEnded(ctx, token)).toBe('idle')
    })

    test('while somebody works, eight hours at most', async () => {
      const { token, expiresAt } = await enter('org-first')
      expect(expiresAt).toBe(later(START, 8 * 3600))
      for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
        wait(20 * 60)
        expect(await whoWorks(ctx, token)).toBeDefined()
      }
      wait(20 * 60 - 1)
      expect(await whoWorks(ctx, token)).toBeDefined()
      wait(1)
      expect(await whoIs(ctx, token)).toBeUndefined()
      expect(await whyEnded(ctx, token)).toBe('over')
    })

    test('for as long as is set without work', async () => {
      ctx = { ...ctx, logInRules: { ...ctx.logInRules, idleMinutes: 5 } }
      const { token } = await enter('org-first')
      wait(299)
      expect(await whoIs(ctx, token)).toBeDefined()
      wait(1)
      expect(await whoIs(ctx, token)).toBeUndefined()
    })

    test('and writes that somebody works once a minute at most', async () => {
      const { token } = await enter('org-first')
      const seen = async () =>
        (await ctx.store.db.selectFrom('logins').select('seen_at').executeTakeFirstOrThrow())
          .seen_at
      wait(59)
      await whoWorks(ctx, token)
      expect(await seen()).toBe(START)
      wait(1)
      await whoWorks(ctx, token)
      expect(await seen()).toBe(later(START, 60))
    })

    test('until it is ended everywhere, by oneself or by an administrator', async () => {
      const own = await enter('org-first')
      await logOutEverywhere(ctx, people.first)
      expect(await whyEnded(ctx, own.token)).toBe('revoked')
      const other = await enter('org-second')
      await expect(endLogIns(ctx, people.head, 'org-second')).rejects.toThrow('forbidden')
      await endLogIns(ctx, people.admin, 'org-second')
      expect(await whoIs(ctx, other.token)).toBeUndefined()
      expect(await events('log_ins_ended')).toEqual([
        { type: 'log_ins_ended', account: 'org-first', logIns: 1 },
        { type: 'log_ins_ended', account: 'org-second', logIns: 1 },
      ])
    })

    test('and a token that was never given out is nobody’s', async () => {
      expect(await whoIs(ctx, 'none')).toBeUndefined()
      expect(await whyEnded(ctx, 'none')).toBeNull()
    })
  })

  describe('with a password that was given out', () => {
    const NEW = { username: 'moi', fullName: 'Người Mới', role: 'secretary' } as const
    const GIVEN = 'con trâu đi trước cái cày'
    const OWN = 'hạt mưa rơi trên mái'
    beforeEach(async () => {
      await createAccount(ctx, people.admin, { ...NEW, organisation: 'org', password: GIVEN })
    })
    const whoHas = async (token: string) => (await whoIs(ctx, token))!
    const change = async (token: string, password: string, current: string | null = null) =>
      changePassword(ctx, await whoHas(token), token, { current, password })
    const refusedAt = (path: string, rule: string) =>
      expect.objectContaining({ code: 'invalid_input', detail: { issues: [{ path, rule }] } })

    test('stands in full once it was changed, under a new token alone', async () => {
      const { token, expiresAt } = await enter('moi', GIVEN)
      expect((await whoHas(token)).standing).toBe('password_change')
      const changed = await change(token, OWN)
      expect(changed.expiresAt).toBe(expiresAt)
      expect((await whoHas(changed.token)).standing).toBe('full')
      expect(await whoIs(ctx, token)).toBeUndefined()
      expect((await events('password_changed')).length).toBe(1)
      await expect(enter('moi', GIVEN)).rejects.toThrow(wrongCredentials)
      expect((await whoHas((await enter('moi', OWN)).token)).standing).toBe('full')
    })

    test.each([
      [GIVEN, 'password_same'],
      ['matkhau1234567', 'password_common'],
      ['nguoimoi nguoimoi', 'password_own_name'],
      ['Đảng ủy xã Mẫu!', 'password_common'],
    ])('is not changed to %s', async (password, rule) => {
      const { token } = await enter('moi', GIVEN)
      await expect(change(token, password)).rejects.toThrow(refusedAt('/password', rule))
      expect((await whoHas(token)).standing).toBe('password_change')
    })

    test('is changed later only by whoever knows the one there is', async () => {
      const { token } = await enter('org-first')
      for (const current of [null, 'sai'])
        await expect(change(token, OWN, current)).rejects.toThrow(
          refusedAt('/current', 'password_wrong'),
        )
      const changed = await change(token, OWN, PASSWORD)
      expect(await whoIs(ctx, token)).toBeUndefined()
      expect((await whoHas(changed.token)).standing).toBe('full')
    })

    test('comes back when an administrator resets it, which ends its log-ins and its wait', async () => {
      const { token } = await enter('org-first')
      await fail('org-first', 5)
      await resetPassword(ctx, people.admin, 'org-first', GIVEN)
      expect(await whyEnded(ctx, token)).toBe('revoked')
      expect((await whoHas((await enter('org-first', GIVEN)).token)).standing).toBe(
        'password_change',
      )
      expect(await events('password_reset')).toEqual([
        { type: 'password_reset', account: 'org-first' },
      ])
    })

    test('is given out by administrators alone, never to themselves, and is no easy one', async () => {
      await expect(resetPassword(ctx, people.head, 'org-first', GIVEN)).rejects.toThrow('forbidden')
      await expect(resetPassword(ctx, people.admin, 'org-admin', GIVEN)).rejects.toThrow(
        'forbidden',
      )
      await expect(resetPassword(ctx, people.admin, 'none', GIVEN)).rejects.toThrow('not_found')
      await expect(
        resetPassword(ctx, people.admin, 'org-first', 'thuthunhat thuky'),
      ).rejects.toThrow('invalid_input')
      const easy = { ...NEW, username: 'moi-hai', organisation: 'org', password: 'moi-hai moi-hai' }
      await expect(createAccount(ctx, people.admin, easy)).rejects.toThrow(
        refusedAt('/password', 'password_own_name'),
      )
    })
  })
})
