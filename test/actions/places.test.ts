import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createPlaces, createVerifyingPlaces } from '../../src/actions/places.ts'
import { verifyFor } from '../../src/actions/verification.ts'
import type { Context } from '../../src/context.ts'
import { AppError } from '../../src/errors.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'

const full = { name: 'AppError', code: 'too_many_verifications' }

describe('places', () => {
  test('are refused to one that has all of its own, with how many there are', () => {
    const places = createPlaces({ all: 10, each: 2 }, 'too_many_verifications')
    places.take('a')
    const leave = places.take('a')
    const detail = { all: 10, each: 2 }
    expect(() => places.take('a')).toThrow(expect.objectContaining({ ...full, detail }))
    places.take('b')
    leave()
    leave()
    places.take('a')
    expect(() => places.take('a')).toThrow(expect.objectContaining(full))
  })

  test('for verifications are two for an account and ten in all', () => {
    const places = createVerifyingPlaces()
    for (const account of ['a', 'b', 'c', 'd', 'e']) {
      places.take(account)
      places.take(account)
      expect(() => places.take(account)).toThrow(expect.objectContaining(full))
    }
    expect(() => places.take('f')).toThrow(expect.objectContaining(full))
  })
})

describe('whoever sends many files to be checked', () => {
  let ctx: Context
  let people: People
  const waiting: ((error: unknown) => void)[] = []
  beforeAll(async () => {
    const base = await testContext()
    const inspectPdf = () => new Promise<never>((_, reject) => waiting.push(reject))
    ctx = { ...base, pdf: { ...base.pdf, inspectPdf } }
    people = await seatPeople(ctx)
  })
  afterAll(() => ctx.store.db.destroy())

  test('has two at once, keeps nobody else out, and may send again when one is done', async () => {
    const send = (actor = people.head) => verifyFor(ctx, actor, new Uint8Array(8))
    const [first, second] = [send(), send()]
    await expect(send()).rejects.toMatchObject(full)
    const other = send(people.auditor)
    await vi.waitFor(() => expect(waiting).toHaveLength(3))
    const unreadable = new AppError('pdf_unreadable')
    waiting[0]!(unreadable)
    await expect(first).rejects.toBe(unreadable)
    const third = send()
    await vi.waitFor(() => expect(waiting).toHaveLength(4))
    for (const end of waiting) end(unreadable)
    for (const each of [second, other, third]) await expect(each).rejects.toBe(unreadable)
  })
})
