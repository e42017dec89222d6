import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { levelsOf, rulesOf } from '../../src/domain/regime.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { REGIMES } from '../domain/sample.ts'
import { bytes, refusal, regimeFile } from './regime-sample.ts'

const DATA = new URL('../../data/regimes/', import.meta.url)

describe('data/regimes', () => {
  it('holds the regulations of both sides since 2013, sorted by id, each with the hash of its bytes', () => {
    expect(REGIMES.map(({ regime }) => regime.id)).toEqual([
      '165-qd-tw-2013',
      '262-qd-tw-2014',
      '35-2012-qh13',
      '35-2012-qh13-2',
      '85-2014-qh13',
      '96-2023-qh15',
      '96-qd-tw-2023',
      'bo-phieu-96-2023-qh15',
    ])
    for (const { regime, sha256, body } of REGIMES) {
      const file = readFileSync(new URL(`${regime.id}.json`, DATA))
      expect(sha256).toBe(createHash('sha256').update(file).digest('hex'))
      expect(new TextEncoder().encode(body)).toEqual(new Uint8Array(file))
    }
  })

  it('takes shares of one total wherever it has bands, and bands count the mark of least confidence', () => {
    const banded = REGIMES.filter(({ regime }) => rulesOf(regime, 'band').length > 0)
    expect(banded.length).toBeGreaterThan(4)
    for (const { regime } of banded) {
      expect(rulesOf(regime, 'base')).toHaveLength(1)
      for (const { rule } of rulesOf(regime, 'band'))
        expect(rule.level).toBe(levelsOf(regime).at(-1))
    }
  })

  it.each([
    ['96-qd-tw-2023', 'collected', '2/3', ['over_half gt 1/2 lt 2/3', 'two_thirds ge 2/3']],
    ['96-2023-qh15', 'collected', null, ['over_half gt 1/2 lt 2/3', 'two_thirds ge 2/3']],
    ['85-2014-qh13', 'members', null, ['over_half gt 1/2 lt 2/3', 'two_thirds ge 2/3']],
    [
      '35-2012-qh13',
      'members',
      null,
      ['over_half_to_two_thirds gt 1/2 le 2/3', 'over_two_thirds gt 2/3'],
    ],
  ])('%s: base %s, quorum %s, bands %j', (id, base, quorum, bands) => {
    const { regime } = REGIMES.find((each) => each.regime.id === id)!
    const limits = rulesOf(regime, 'band').map(({ rule }) =>
      [
        rule.id,
        ...(['gt', 'ge', 'lt', 'le'] as const).map((end) => rule[end] && `${end} ${rule[end]}`),
      ]
        .filter(Boolean)
        .join(' '),
    )
    expect([
      rulesOf(regime, 'base')[0]!.rule.base,
      rulesOf(regime, 'quorum')[0]?.rule.ge ?? null,
      limits,
    ]).toEqual([base, quorum, bands])
  })
})

describe('readRegimes', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'regimes-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  const write = (name: string, file: unknown) => writeFileSync(join(dir, name), bytes(file))

  it('reads the json files of the folder and nothing else', () => {
    write('mau-2.json', regimeFile([], { id: 'mau-2', side: 'state' }))
    write('mau-1.json', regimeFile())
    writeFileSync(join(dir, 'ghi-chu.txt'), 'x')
    mkdirSync(join(dir, 'sub'))
    expect(readRegimes(dir).map(({ regime }) => regime.id)).toEqual(['mau-1', 'mau-2'])
    expect(readdirSync(dir)).toHaveLength(4)
  })

  it('refuses a file that is not named after its id', () => {
    write('mau-3.json', regimeFile())
    expect(refusal(() => readRegimes(dir))).toMatchObject({
      file: 'mau-3.json',
      path: '/id',
      rule: 'file_name',
    })
  })

  it('refuses two regulations of one side in force on one day, and takes one after the other', () => {
    write('mau-1.json', regimeFile([], { effectiveTo: '2024-06-30' }))
    write('mau-2.json', regimeFile([], { id: 'mau-2', effectiveFrom: '2024-06-30' }))
    expect(refusal(() => readRegimes(dir))).toMatchObject({
      file: 'mau-1.json',
      path: '/effectiveFrom',
      rule: 'regimes_overlap',
      others: ['mau-2.json'],
    })
    write('mau-2.json', regimeFile([], { id: 'mau-2', effectiveTo: '2024-06-30' }))
    write('mau-1.json', regimeFile([], { effectiveFrom: '2024-06-30' }))
    expect(refusal(() => readRegimes(dir))).toMatchObject({ rule: 'regimes_overlap' })
    write('mau-1.json', regimeFile([], { effectiveFrom: '2024-07-01' }))
    expect(readRegimes(dir)).toHaveLength(2)
  })
})
