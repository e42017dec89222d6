import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { regimeInForce } from '../../src/domain/regime.ts'
import { loadRegimes, readRegimes } from '../../src/formats/regime.ts'
import { issueLines } from '../../src/messages/message.ts'
import { band, bytes, provision, refusal, regimeFile } from './regime-sample.ts'

let root: string
let program: string
let own: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'regimes-'))
  program = join(root, 'program')
  own = join(root, 'own')
  for (const folder of [program, own]) mkdirSync(folder)
})
afterEach(() => rmSync(root, { recursive: true }))

type Parts = Record<string, unknown>
const put = (folder: string, name: string, content: unknown) =>
  writeFileSync(join(folder, name), content instanceof Uint8Array ? content : bytes(content))
const regime = (folder: string, id: string, parts: Parts = {}, provisions: unknown[] = []) =>
  put(folder, `${id}.json`, regimeFile(provisions, { id, ...parts }))

/** The ids that can be used, and of each refusal file, place and rule. */
const load = () => {
  const { regimes, refused } = loadRegimes([program, own])
  return {
    good: regimes.map((each) => each.regime.id),
    bad: refused.map(({ detail }) => [detail.file, detail.path, detail.rule]),
  }
}
/** The regulation of the Party that holds on a day of the sample's period. */
const inForce = () =>
  regimeInForce(loadRegimes([program, own]).regimes, 'party', '2026-02-05')?.regime.id

describe('a folder in disorder', () => {
  const text = (file: unknown) => new TextDecoder().decode(bytes(file))
  const utf8 = new TextEncoder()
  const wrong = bytes(regimeFile([], { id: 'sai' }))
  wrong[wrong.indexOf(0xc4)] = 0xff
  const limits = (...pairs: Record<string, string>[]) =>
    pairs.map((each, at) => band(`b${at}`, each))

  it.each<[string, unknown, string, string, RegExp]>([
    ['an unknown key', { extra: 1 }, '/extra', 'unknown_key', /^\/extra: .*\(đang là 1\)$/],
    [
      'a decimal in place of a fraction',
      limits({ ge: '0.5' }),
      '/provisions/1/rule/ge',
      'fraction',
      /2\/3 \(đang là "0\.5"\)/,
    ],
    ['a fraction of nothing', limits({ ge: '2/0' }), '/provisions/1/rule/ge', 'fraction', /"2\/0"/],
    [
      'a fraction too long to be exact everywhere',
      limits({ ge: '1/3000000000' }),
      '/provisions/1/rule/ge',
      'fraction',
      /"1\/3000000000"/,
    ],
    [
      'bands that overlap',
      limits({ ge: '1/3', lt: '2/3' }, { ge: '1/2' }),
      '/provisions/2/rule',
      'bands_overlap',
      /chồng lên nhau/,
    ],
    [
      'bands with a gap',
      limits({ ge: '1/3', lt: '1/2' }, { gt: '1/2' }),
      '/provisions/2/rule',
      'bands_gap',
      /không thuộc khoảng nào/,
    ],
    [
      'a text cut short',
      utf8.encode(text(regimeFile()).slice(0, 100)),
      '',
      'invalid_json',
      /^\(toàn tệp\): .*dòng 1, cột 101/,
    ],
    ['no JSON at all', utf8.encode('Điều 1. …'), '', 'invalid_json', /JSON/],
    ['bytes that are not UTF-8', wrong, '', 'invalid_utf8', /UTF-8/],
    [
      'a file of 2 MB',
      new Uint8Array(2_000_000),
      '',
      'too_large',
      /2000000 byte, tối đa 1000000 byte/,
    ],
    [
      'a key written twice',
      utf8.encode('{"format":"tin-nhiem/regime@1","id":"a","id":"b"}'),
      '/id',
      'duplicate_key',
      /^\/id: /,
    ],
    ['another format', { format: 'tin-nhiem/tally@1' }, '', 'unknown_format', /tally@1/],
  ])('%s is set aside with file, place and reason, and the others hold', (...specimen) => {
    const [, content, path, rule, line] = specimen
    regime(program, 'mau-1')
    if (content instanceof Uint8Array) put(own, 'sai.json', content)
    else if (Array.isArray(content)) regime(own, 'sai', {}, content)
    else regime(own, 'sai', content as Parts)
    expect(load()).toEqual({ good: ['mau-1'], bad: [['sai.json', path, rule]] })
    const [refused] = loadRegimes([program, own]).refused
    expect(refused?.detail.folder).toBe(own)
    expect(issueLines(refused!)[0]).toMatch(line)
    expect(refusal(() => readRegimes([program, own]))).toMatchObject({ file: 'sai.json', path })
  })

  it('what has the name of a regulation and is no file is told, not fallen over', () => {
    regime(program, 'mau-1')
    mkdirSync(join(own, 'sai.json'))
    expect(load()).toEqual({ good: ['mau-1'], bad: [['sai.json', '', 'unreadable']] })
  })

  it('every fault of every file is told', () => {
    regime(own, 'sai-1', { extra: 1, issuedOn: 'hôm qua' })
    regime(own, 'sai-2', { side: 'church' })
    const { refused } = loadRegimes([program, own])
    expect(refused.flatMap(issueLines)).toHaveLength(3)
  })

  it('a file under another name than its id, or with its ending in capitals, is told', () => {
    put(program, 'ten-khac.json', regimeFile())
    put(program, 'MAU-1.JSON', regimeFile())
    expect(load()).toEqual({
      good: [],
      bad: [
        ['MAU-1.JSON', '/id', 'file_name'],
        ['ten-khac.json', '/id', 'file_name'],
      ],
    })
  })

  it('what other systems leave beside a copied file is passed over', () => {
    regime(own, 'mau-1')
    put(own, '._mau-1.json', new Uint8Array([0, 5, 22, 7]))
    expect(load()).toEqual({ good: ['mau-1'], bad: [] })
  })

  it('a missing folder of the organisation is no fault, a missing one of the program is', () => {
    regime(program, 'mau-1')
    rmSync(own, { recursive: true })
    expect(load()).toEqual({ good: ['mau-1'], bad: [] })
    expect(() => loadRegimes([own, program])).toThrow('ENOENT')
  })
})

describe('two files beside each other', () => {
  const named = { chosen: 'by_name' }

  it('of the organisation and the program under one id: the program’s holds', () => {
    regime(program, 'mau-1')
    regime(own, 'mau-1', { title: 'Quy định khác' })
    expect(load()).toEqual({ good: ['mau-1'], bad: [['mau-1.json', '/id', 'duplicate_id']] })
    expect(loadRegimes([program, own]).regimes[0]?.regime.title).toBe('Quy định mẫu')
  })

  it('under one id, the program’s broken: the organisation’s does not slip into its place', () => {
    put(program, 'mau-1.json', new Uint8Array([1]))
    regime(own, 'mau-1')
    expect(load().good).toEqual([])
  })

  it('of one side in force on one day: both are set aside, each names the other', () => {
    regime(program, 'mau-1', { effectiveTo: '2026-06-30' })
    regime(own, 'mau-2', { effectiveFrom: '2026-06-30' })
    regime(own, 'mau-3', { side: 'state' })
    expect(load()).toEqual({
      good: ['mau-3'],
      bad: [
        ['mau-1.json', '/effectiveFrom', 'regimes_overlap'],
        ['mau-2.json', '/effectiveFrom', 'regimes_overlap'],
      ],
    })
    const [first, second] = loadRegimes([program, own]).refused
    expect(issueLines(first!)[0]).toContain('mau-2.json')
    expect(issueLines(second!)[0]).toContain('mau-1.json')
  })

  it('one ending the day before the other begins: both hold', () => {
    regime(program, 'mau-1', { effectiveTo: '2026-06-29' })
    regime(own, 'mau-2', { effectiveFrom: '2026-06-30' })
    expect(load().bad).toEqual([])
  })

  it('in force together, but one only by name: both hold', () => {
    regime(program, 'mau-1')
    regime(own, 'mau-2', named)
    expect(load()).toEqual({ good: ['mau-1', 'mau-2'], bad: [] })
    expect(inForce()).toBe('mau-1')
  })
})

describe('a file that takes the place of another', () => {
  it('holds in its place; the other stays to be read', () => {
    regime(program, 'mau-1')
    regime(own, 'mau-2', { replaces: 'mau-1' })
    expect(load()).toEqual({ good: ['mau-1', 'mau-2'], bad: [] })
    expect(inForce()).toBe('mau-2')
  })

  it('may be replaced itself: the last of the chain holds', () => {
    regime(program, 'mau-1')
    regime(program, 'mau-2', { replaces: 'mau-1' })
    regime(own, 'mau-3', { replaces: 'mau-2' })
    expect(load().bad).toEqual([])
    expect(inForce()).toBe('mau-3')
  })

  it.each([
    ['no file', 'none', {}],
    ['itself', 'mau-2', {}],
    ['a file of the other side', 'mau-1', { side: 'state' }],
  ])('cannot be that of %s', (_, replaces, parts) => {
    regime(program, 'mau-1')
    regime(own, 'mau-2', { replaces, ...parts })
    expect(load()).toEqual({
      good: ['mau-1'],
      bad: [['mau-2.json', '/replaces', 'replaces_unknown']],
    })
  })

  it('cannot be one of two: neither holds, and the replaced one does not come back', () => {
    regime(program, 'mau-1')
    regime(program, 'mau-2', { replaces: 'mau-1' })
    regime(own, 'mau-3', { replaces: 'mau-1' })
    expect(load()).toEqual({
      good: [],
      bad: [
        ['mau-1.json', '', 'replacement_refused'],
        ['mau-2.json', '/replaces', 'replaces_twice'],
        ['mau-3.json', '/replaces', 'replaces_twice'],
      ],
    })
  })

  it('cannot be replaced by it in turn: none of the circle holds', () => {
    regime(program, 'mau-1', { replaces: 'mau-3' })
    regime(program, 'mau-2', { replaces: 'mau-1' })
    regime(own, 'mau-3', { replaces: 'mau-2' })
    regime(own, 'mau-4', { side: 'state' })
    expect(load()).toEqual({
      good: ['mau-4'],
      bad: ['mau-1', 'mau-2', 'mau-3'].map((id) => [`${id}.json`, '/replaces', 'replaces_circle']),
    })
  })

  it('leaves no law rather than the old one when it is broken', () => {
    regime(program, 'mau-1')
    regime(program, 'mau-2', { replaces: 'mau-1' })
    regime(own, 'mau-3', { replaces: 'mau-2', extra: 1 })
    expect(load()).toEqual({
      good: [],
      bad: [
        ['mau-1.json', '', 'replacement_refused'],
        ['mau-2.json', '', 'replacement_refused'],
        ['mau-3.json', '/extra', 'unknown_key'],
      ],
    })
    expect(inForce()).toBeUndefined()
  })

  it('leaves no law rather than the old one when it overlaps with a third', () => {
    regime(program, 'mau-1')
    regime(program, 'mau-2', { replaces: 'mau-1' })
    regime(own, 'mau-3')
    expect(load().good).toEqual([])
    expect(load().bad).toContainEqual(['mau-1.json', '', 'replacement_refused'])
  })

  it('holds even when the file it replaces is broken', () => {
    regime(program, 'mau-1', {}, [provision('Điều 2', { kind: 'base', base: 'members' })])
    regime(own, 'mau-2', { replaces: 'mau-1' })
    expect(load()).toEqual({
      good: ['mau-2'],
      bad: [['mau-1.json', '/provisions/1/rule/kind', 'one_base']],
    })
  })
})
