import { describe, expect, it } from 'vitest'
import { roleCardsModel, roleCardsSchema } from '../../../src/reports/models/role-cards.ts'
import { formInput, sampleNames } from '../samples.ts'

const { known, identity } = formInput('role_cards', 'normal')

describe('the model of the cards of the roles', () => {
  it.each(sampleNames('role_cards'))('matches its schema: %s', (name) => {
    const input = formInput('role_cards', name)
    const model = roleCardsModel(input.known, input.identity)
    expect(roleCardsSchema.strict().safeParse(model).error).toBeUndefined()
  })

  it('has one card for each role, those who only watch too', () => {
    expect(roleCardsModel(known, identity).cards.map(({ role }) => role)).toEqual([
      'secretary',
      'head',
      'witness',
      'auditor',
    ])
  })

  it('prints the first 16 digits of every digest, and the whole fingerprint of the list', () => {
    const { opened, head, seal, fingerprint, documents } = roleCardsModel(known, identity)
    expect(opened).toEqual({ seq: '214', hash: '9c9c 9c9c 9c9c 9c9c' })
    expect(head).toEqual({ seq: '1.302', hash: '4e7d 4e7d 4e7d 4e7d' })
    expect(seal).toBe('b05a b05a b05a b05a')
    expect(fingerprint.split(' ')).toHaveLength(16)
    expect(documents[0]?.rows.map(({ name, version, digest }) => [name, version, digest])).toEqual([
      ['minutes', '3', '7a11 7a11 7a11 7a11'],
      ['summary', '2', '0c5f 0c5f 0c5f 0c5f'],
    ])
  })

  it('leaves room to write where counting was not opened, and no table without papers', () => {
    const early = roleCardsModel({ ...known, opened: null, documents: [] }, identity)
    expect([early.counting, early.documents]).toEqual([false, []])
  })
})
