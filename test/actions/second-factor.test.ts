import { TOTP, Secret } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { removeSecondFactor } from '../../src/actions/accounts.ts'
import { resetAdministrator } from '../../src/actions/admin-reset.ts'
import { later } from '../../src/actions/instants.ts'
import { logIn, whoIs, whyEnded } from '../../src/actions/log-in.ts'
import { changePassword } from '../../src/actions/own-password.ts'
import { checkSecondFactor } from '../../src/actions/prove-again.ts'
import {
  confirmSecondFactor,
  draftSecondFactor,
  getSecondFactor,
  proveSecondFactor,
  removeOwnSecondFactor,
  secondFactorPicture,
} from '../../src/actions/second-factor.ts'
import type { Context } from '../../src/context.ts'
import { secretsUnder } from '../../src/secrets.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { DIALECTS } from '../support/stores.ts'

const PASSWORD = 'mat khau rat dai'
const wrong = expect.objectContaining({ code: 'second_factor_wrong' })

describe.each(DIALECTS)('a second factor on %s', (dialect) => {
  let ctx: Context
  let people: People
  let clock: string
  beforeEach(async () => {
    clock = '2026-02-05T12:00:00.000Z'
    ctx = await testContext(dialect, {
      now: () => clock,
      logInRules: { idleMinutes: 30, secondFactorRoles: ['head'] },
    })
    people = await seatPeople(ctx)
  })
  afterEach(async () => ctx.store.db.destroy())

  const wait = (seconds: number) => void (clock = later(clock, seconds))
  const enter = async (username: string) => {
    const { token } = await logIn(ctx, { username, password: PASSWORD })
    return { token, who: (await whoIs(ctx, token))! }
  }
  const standingOf = async (token: string) => (await whoIs(ctx, token))?.standing
  const codeOf = (text: string) =>
    new TOTP({ secret: Secret.fromBase32(text) }).generate({ timestamp: Date.parse(clock) })

  /** The head with a second factor in use: its secret, the log-in, the recovery codes. */
  async function withFactor() {
    const { token, who } = await enter('org-head')
    const { text } = await draftSecondFactor(ctx, who)
    const confirmed = await confirmSecondFactor(ctx, who, token, codeOf(text))
    wait(30)
    return { text, old: token, ...confirmed }
  }

  test('is demanded of its roles before anything else, and of no others', async () => {
    expect((await enter('org-head')).who.standing).toBe('second_factor_setup')
    expect((await enter('org-first')).who.standing).toBe('full')
  })

  test('who knows the password alone puts nobody out: an older log-in ends when the code is shown', async () => {
    const { token: owner, text } = await withFactor()
    const stranger = await enter('org-head')
    expect(stranger.who.standing).toBe('second_factor')
    expect(await standingOf(owner)).toBe('full')
    const { token, who } = await enter('org-head')
    expect(await standingOf(owner)).toBe('full')
    const shown = await proveSecondFactor(ctx, who, token, codeOf(text))
    expect(await standingOf(shown.token)).toBe('full')
    for (const older of [owner, stranger.token]) {
      expect(await standingOf(older)).toBeUndefined()
      expect(await whyEnded(ctx, older)).toBe('elsewhere')
    }
  })

  test('setting one up ends what another place began meanwhile', async () => {
    const other = await enter('org-head')
    const { token, who } = await enter('org-head')
    expect(await standingOf(other.token)).toBe('second_factor_setup')
    const { text } = await draftSecondFactor(ctx, who)
    await confirmSecondFactor(ctx, who, token, codeOf(text))
    expect(await whyEnded(ctx, other.token)).toBe('elsewhere')
  })

  test('is in use after a first code, under a new token, with ten codes for bad days', async () => {
    const { token, who } = await enter('org-head')
    const { text, uri } = await draftSecondFactor(ctx, who)
    expect(await secondFactorPicture(ctx, who)).toMatch(/^<svg/)
    expect(uri).toContain(text)
    await expect(confirmSecondFactor(ctx, who, token, '000000')).rejects.toThrow(wrong)
    expect(await standingOf(token)).toBe('second_factor_setup')
    const made = await confirmSecondFactor(ctx, who, token, codeOf(text))
    expect(new Set(made.recoveryCodes).size).toBe(10)
    expect(await standingOf(token)).toBeUndefined()
    expect(await standingOf(made.token)).toBe('full')
    expect(await getSecondFactor(ctx, who)).toEqual({
      confirmedAt: clock,
      recoveryCodes: 10,
      draft: null,
    })
    await expect(draftSecondFactor(ctx, who)).rejects.toMatchObject({
      code: 'second_factor_exists',
    })
    await expect(secondFactorPicture(ctx, who)).rejects.toThrow('not_found')
  })

  test('a new draft takes the place of the one before', async () => {
    const { token, who } = await enter('org-head')
    const { text } = await draftSecondFactor(ctx, who)
    await draftSecondFactor(ctx, who)
    await expect(confirmSecondFactor(ctx, who, token, codeOf(text))).rejects.toThrow(wrong)
  })

  test('is asked for at every log-in, and each of its codes is good once', async () => {
    const { text, token: first } = await withFactor()
    const { token, who } = await enter('org-head')
    expect(who.standing).toBe('second_factor')
    await expect(proveSecondFactor(ctx, who, token, '000000')).rejects.toThrow(wrong)
    const code = codeOf(text)
    const shown = await proveSecondFactor(ctx, who, token, ` ${code.slice(0, 3)} ${code.slice(3)}`)
    expect(await standingOf(shown.token)).toBe('full')
    expect(await standingOf(token)).toBeUndefined()
    expect(await whyEnded(ctx, first)).toBe('elsewhere')
    const again = await enter('org-head')
    await expect(proveSecondFactor(ctx, again.who, again.token, code)).rejects.toThrow(wrong)
    wait(30)
    await proveSecondFactor(ctx, again.who, again.token, codeOf(text))
  })

  test('an earlier code is none any more once a later one was used', async () => {
    const { text } = await withFactor()
    const earlier = codeOf(text)
    wait(30)
    expect(await checkSecondFactor(ctx, people.head, codeOf(text))).toBe(true)
    expect(await checkSecondFactor(ctx, people.head, earlier)).toBe(false)
  })

  test('the same code side by side is good once', async () => {
    const { text } = await withFactor()
    const code = codeOf(text)
    const tries = Array.from({ length: 3 }, () => checkSecondFactor(ctx, people.head, code))
    expect((await Promise.all(tries)).filter((each) => each)).toHaveLength(1)
  })

  test('a recovery code stands in for it once, however it is typed', async () => {
    const { recoveryCodes } = await withFactor()
    const typed = recoveryCodes[3]!.replace('-', ' ').toLowerCase()
    expect(await checkSecondFactor(ctx, people.head, typed)).toBe(true)
    expect(await checkSecondFactor(ctx, people.head, typed)).toBe(false)
    expect(await checkSecondFactor(ctx, people.first, recoveryCodes[4]!)).toBe(false)
    expect((await getSecondFactor(ctx, { ...people.head, username: 'x' })).recoveryCodes).toBe(9)
  })

  test('guessing waits from the fifth wrong code on, and uses no recovery code up', async () => {
    const { text, recoveryCodes } = await withFactor()
    for (let at = 0; at < 5; at += 1)
      expect(await checkSecondFactor(ctx, people.head, '000000')).toBe(false)
    for (const code of [codeOf(text), recoveryCodes[0]!])
      await expect(checkSecondFactor(ctx, people.head, code)).rejects.toMatchObject({
        code: 'too_many_attempts',
        detail: { seconds: 15 },
      })
    await enter('org-head') // the password is another matter, and does not end the wait
    await expect(checkSecondFactor(ctx, people.head, codeOf(text))).rejects.toThrow('too_many')
    wait(15)
    expect(await checkSecondFactor(ctx, people.head, recoveryCodes[0]!)).toBe(true)
  })

  test('lies in the database sealed, its recovery codes as digests', async () => {
    const { text, recoveryCodes } = await withFactor()
    const { db } = ctx.store
    const row = await db.selectFrom('second_factors').selectAll().executeTakeFirstOrThrow()
    const secret = Buffer.from(Secret.fromBase32(text).bytes)
    expect(Buffer.from(row.secret).includes(secret)).toBe(false)
    const codes = JSON.stringify(await db.selectFrom('recovery_codes').selectAll().execute())
    for (const code of recoveryCodes) {
      expect(codes).not.toContain(code)
      expect(codes).not.toContain(code.replace('-', ''))
    }
    const journal = JSON.stringify(await db.selectFrom('journal').select('entry').execute())
    expect(journal).not.toContain(text)
    const other = { ...ctx, secrets: secretsUnder(new Uint8Array(32).fill(9)) }
    await expect(checkSecondFactor(other, people.head, codeOf(text))).rejects.toMatchObject({
      code: 'secret_unreadable',
    })
  })

  test('is taken away with the password; whoever must have one sets up another', async () => {
    const { token } = await withFactor()
    const who = (await whoIs(ctx, token))!
    await expect(removeOwnSecondFactor(ctx, who, 'sai')).rejects.toThrow('invalid_input')
    await removeOwnSecondFactor(ctx, who, PASSWORD)
    expect(await standingOf(token)).toBe('second_factor_setup')
    await expect(removeOwnSecondFactor(ctx, who, PASSWORD)).rejects.toThrow('not_found')
  })

  test('is taken away by an administrator, which ends the log-in', async () => {
    const { token } = await withFactor()
    await expect(removeSecondFactor(ctx, people.chair, 'org-head')).rejects.toThrow('forbidden')
    await removeSecondFactor(ctx, people.admin, 'org-head')
    expect(await whyEnded(ctx, token)).toBe('revoked')
    await expect(removeSecondFactor(ctx, people.admin, 'org-head')).rejects.toThrow('not_found')
  })

  test('stays shown when the password is changed', async () => {
    const { token } = await withFactor()
    const input = { current: PASSWORD, password: 'hạt mưa rơi trên mái' }
    const changed = await changePassword(ctx, (await whoIs(ctx, token))!, token, input)
    expect(await standingOf(changed.token)).toBe('full')
  })

  test('of an administrator is gone after the reset at the machine', async () => {
    const { token, who } = await enter('org-admin')
    const { text } = await draftSecondFactor(ctx, who)
    const used = await confirmSecondFactor(ctx, who, token, codeOf(text))
    const password = await resetAdministrator(ctx, 'org-admin')
    expect(await whyEnded(ctx, used.token)).toBe('revoked')
    const entered = await logIn(ctx, { username: 'org-admin', password })
    expect(await standingOf(entered.token)).toBe('password_change')
    await expect(resetAdministrator(ctx, 'org-head')).rejects.toMatchObject({
      code: 'no_such_administrator',
    })
  })
})
