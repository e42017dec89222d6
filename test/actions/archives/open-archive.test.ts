import { describe, expect, test } from 'vitest'
import { openArchive } from '../../../src/actions/archives/open-archive.ts'
import { MANIFEST_SIGNATURE } from '../../../src/formats/archive/archive-manifest.ts'
import { isArchive, sourceOf } from '../../../src/formats/archive/read-stored-zip.ts'
import { bytesOf, fixture } from '../../support/archive-forgery.ts'
import { CONTAINER, LATER, WHOLE } from '../../support/hostile-archives.ts'

const failedIn = (bytes: Uint8Array) => {
  const { steps, archive } = openArchive(sourceOf(bytes))
  expect(archive).toBeNull()
  const failed = steps.filter(({ status }) => status === 'failed')
  expect(failed).toHaveLength(1)
  const at = steps.findIndex(({ status }) => status === 'failed')
  expect(steps.slice(0, at).every(({ status }) => status === 'ok')).toBe(true)
  expect(steps.slice(at + 1).every(({ detail }) => detail['reason'] === 'not_reached')).toBe(true)
  return [failed[0]!.id, failed[0]!.detail['reason']]
}

describe('an archive', () => {
  test.each(['v1-real', 'v1-rehearsal'])('%s opens', (name) => {
    const { steps, archive } = openArchive(sourceOf(fixture(name)))
    expect(steps.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(archive!.paths.at(-1)).toBe(MANIFEST_SIGNATURE)
  })

  test.each(CONTAINER)('%s is refused by its container: %s', (_, reason, bytes) => {
    expect(failedIn(bytes)).toEqual(['archive_container', reason])
  })

  test.each(LATER)('%s is refused by %s: %s', (_, step, reason, make) => {
    expect(failedIn(make())).toEqual([step, reason])
  })

  test('cut anywhere is refused by its container', () => {
    for (let length = 0; length < WHOLE.length; length += 20_011)
      expect(failedIn(WHOLE.slice(0, length))[0]).toBe('archive_container')
  })

  test('with any one byte changed is refused', () => {
    for (let at = 0; at < WHOLE.length; at += 20_011) {
      const bytes = WHOLE.slice()
      bytes[at]! ^= 1
      expect(openArchive(sourceOf(bytes)).archive).toBeNull()
    }
  })

  test('larger than may be is refused before it is read', () => {
    const read = (): never => {
      throw new Error('read')
    }
    const { steps } = openArchive({ size: 2_000_000_001, read })
    expect(steps[0]!.detail['reason']).toBe('archive_too_large')
  })

  test('is told from a PDF, whole or not', () => {
    expect(isArchive(WHOLE)).toBe(true)
    expect(isArchive(WHOLE.slice(0, 100))).toBe(true)
    expect(isArchive(Buffer.concat([bytesOf('#'), WHOLE]))).toBe(true)
    expect(isArchive(bytesOf('%PDF-1.7'))).toBe(false)
    expect(isArchive(bytesOf('xin chào'))).toBe(false)
  })
})
