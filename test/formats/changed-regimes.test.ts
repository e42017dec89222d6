import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { setChangedAside } from '../../src/formats/changed-regimes.ts'
import { parseRegime } from '../../src/formats/regime.ts'
import { errorMessage } from '../../src/messages/message.ts'
import { band, bytes, provision, regimeFile } from './regime-sample.ts'

type Parts = Record<string, unknown>
const read = (file: unknown, name = 'mau-1') => parseRegime(bytes(file), `${name}.json`)
const regime = (id: string, parts: Parts = {}, provisions: unknown[] = []) =>
  read(regimeFile(provisions, { id, ...parts }), id)
type File = ReturnType<typeof read>
const copyOf = ({ regime: { id }, sha256, body }: File) => ({ id, sha256, body })
const start = (files: readonly File[], recorded: readonly File[]) => {
  const { regimes, refused } = setChangedAside(
    { regimes: files, refused: [] },
    recorded.map(copyOf),
  )
  return { good: regimes.map((each) => each.regime.id), refused }
}

describe('a regulation file beside the copies recorded of it', () => {
  const adopted = regime('mau-1', {}, [band('a', { ge: '1/2' })])

  it('holds as long as it is byte for byte one of them', () => {
    expect(start([adopted], [adopted])).toEqual({ good: ['mau-1'], refused: [] })
    const other = regime('mau-1', { title: 'Trước đây' })
    expect(start([adopted], [other, adopted]).good).toEqual(['mau-1'])
    expect(start([adopted], [adopted, other]).good).toEqual(['mau-1'])
  })

  it('holds when nothing was recorded under its id', () => {
    expect(start([adopted], [regime('mau-2')])).toEqual({ good: ['mau-1'], refused: [] })
  })

  const line = (ref: string) => ({ ...provision(ref, null), note: 'Chỉ để đọc.' })
  it.each<[string, File, string]>([
    [
      'a limit was changed',
      regime('mau-1', {}, [band('a', { ge: '1/3' })]),
      '/provisions/1/rule/ge',
    ],
    ['a line was taken out', regime('mau-1'), '/provisions/1'],
    [
      'a line was added',
      regime('mau-1', {}, [band('a', { ge: '1/2' }), line('Điều 9')]),
      '/provisions/2',
    ],
    [
      'a key was added',
      regime('mau-1', { replaces: null }, [band('a', { ge: '1/2' })]),
      '/replaces',
    ],
    [
      'two things were changed, at the first',
      regime('mau-1', { title: 'Khác', issuer: 'Khác' }, [band('a', { ge: '1/2' })]),
      '/title',
    ],
  ])('is refused when %s', (_, changed, path) => {
    const { good, refused } = start([changed], [adopted])
    expect(good).toEqual([])
    expect(refused.map(({ code, detail }) => ({ code, detail }))).toEqual([
      {
        code: 'regime_file_changed',
        detail: {
          file: 'mau-1.json',
          id: 'mau-1',
          path,
          recorded: adopted.sha256,
          found: changed.sha256,
        },
      },
    ])
  })

  it('is refused when it says the same in other bytes, and the sentence says what to do', () => {
    const spaced = parseRegime(new TextEncoder().encode(` ${adopted.body}`), 'mau-1.json')
    const { refused } = start([spaced], [adopted])
    expect(refused[0]?.detail.path).toBe('')
    expect(errorMessage(refused[0]!)).toMatch(/\(toàn tệp\).*regimes --recorded mau-1 .*replaces/)
  })

  it('is compared with the last of several copies', () => {
    const earlier = regime('mau-1', { title: 'Trước đây' }, [band('a', { ge: '1/2' })])
    const changed = regime('mau-1', { issuer: 'Khác' }, [band('a', { ge: '1/2' })])
    expect(start([changed], [earlier, adopted]).refused[0]?.detail).toMatchObject({
      path: '/issuer',
      recorded: adopted.sha256,
    })
  })

  it('keeps the refusals there were', () => {
    const refused = [new AppError('regime_file_invalid', { file: 'sai.json' })]
    expect(setChangedAside({ regimes: [adopted], refused }, []).refused).toEqual(refused)
  })
})

describe('a changed file that takes the place of another', () => {
  const first = regime('mau-1')
  const second = regime('mau-2', { replaces: 'mau-1' })
  const changed = regime('mau-2', { replaces: 'mau-1', title: 'Khác' })
  const told = ({ refused }: ReturnType<typeof start>) =>
    refused.map(({ detail }) => [detail.file, detail.rule ?? 'changed', detail.others])

  it('leaves no law rather than the old one', () => {
    const after = start([first, changed], [second])
    expect(after.good).toEqual([])
    expect(told(after)).toEqual([
      ['mau-2.json', 'changed', undefined],
      ['mau-1.json', 'replacement_refused', ['mau-2.json']],
    ])
  })

  it('does so when the place was taken by the recorded copy only', () => {
    const byName = regime('mau-2', { chosen: 'by_name' })
    expect(start([first, byName], [second]).good).toEqual([])
  })

  it('does so down the whole chain', () => {
    const third = regime('mau-3', { replaces: 'mau-2' })
    const after = start(
      [first, second, regime('mau-3', { replaces: 'mau-2', title: 'Khác' })],
      [third],
    )
    expect(after.good).toEqual([])
    expect(told(after).map(([file]) => file)).toEqual(['mau-3.json', 'mau-2.json', 'mau-1.json'])
  })

  it('is itself replaced: the new reading holds alone', () => {
    const third = regime('mau-3', { replaces: 'mau-2' })
    expect(start([first, changed, third], [second]).good).toEqual(['mau-3'])
  })
})
