import { describe, expect, test } from 'vitest'
import { createStreamPlaces } from '../../src/http/stream-places.ts'

const full = { code: 'too_many_streams' }

describe('the places for streams', () => {
  test('are refused to one that has all of its own, not to others', () => {
    const places = createStreamPlaces({ all: 10, each: 2 })
    places.take('a')
    const leave = places.take('a')
    expect(() => places.take('a')).toThrow(expect.objectContaining(full))
    places.take('b')
    leave()
    places.take('a')
  })

  test('are refused to everybody once all are taken', () => {
    const places = createStreamPlaces({ all: 2, each: 2 })
    const leave = places.take('a')
    places.take('b')
    expect(() => places.take('c')).toThrow(expect.objectContaining(full))
    leave()
    places.take('c')
  })

  test('are given back once, however often one leaves', () => {
    const places = createStreamPlaces({ all: 2, each: 2 })
    const leave = places.take('a')
    places.take('b')
    leave()
    leave()
    places.take('c')
    expect(() => places.take('d')).toThrow(expect.objectContaining(full))
  })

  test('are 200 in all and 20 for one', () => {
    const places = createStreamPlaces()
    for (let one = 0; one < 10; one += 1) {
      for (let at = 0; at < 20; at += 1) places.take(`${one}`)
      if (one === 0) expect(() => places.take('0')).toThrow(expect.objectContaining(full))
    }
    expect(() => places.take('another')).toThrow(expect.objectContaining(full))
  })
})
