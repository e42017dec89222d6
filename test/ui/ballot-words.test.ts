import { describe, expect, test } from 'vitest'
import { deskOf, step } from '../../src/ui/ballot-desk.ts'
import type { Trouble } from '../../src/ui/ballot-queue.ts'
import { notReadyText, savingText, troubleText } from '../../src/ui/ballot-words.ts'

const paper = (place: number) => ({ place, marks: '11' })
const desk = (papers: readonly string[], again: readonly number[] = []) =>
  deskOf({ lines: 2, levels: 3, planned: 3, again }, papers)

describe('how saving goes', () => {
  const say = (waiting: number[], saved?: number, trouble?: Trouble) =>
    savingText({
      waiting: waiting.map(paper),
      revision: 1,
      saved: saved === undefined ? undefined : paper(saved),
      trouble,
    })

  test('is said of one paper, of several, and of the one acknowledged last', () => {
    expect([say([12]), say([12, 13]), say([], 12), say([])]).toEqual([
      'Đang gửi lá 12…',
      'Đang gửi 2 lá…',
      'Đã lưu lá 12',
      '',
    ])
  })

  test('never says that a paper was saved while something stands in the way', () => {
    const trouble: Trouble = { kind: 'unreachable', sentence: '' }
    expect(say([12], 11, trouble)).toBe('Chưa gửi được 1 lá')
    expect(say([], 11, trouble)).toBe('')
  })
})

describe('what stands in the way', () => {
  test('names the unsent papers, each once, and no more than eight', () => {
    const refused: Trouble = { kind: 'refused', sentence: 'Kỳ đang tạm dừng.' }
    expect(troubleText(refused, [paper(3), paper(2), paper(3)])).toBe(
      'Kỳ đang tạm dừng. Lá 2, 3 chưa gửi vẫn được giữ trên máy này.',
    )
    const many = Array.from({ length: 9 }, (_, at) => paper(at + 1))
    expect(troubleText(refused, many)).toContain('Lá 1, 2, 3, 4, 5, 6, 7, 8… chưa gửi')
    expect(troubleText(refused, [])).toBe('Kỳ đang tạm dừng.')
  })
})

describe('why the bundle is not handed in', () => {
  test('is that nothing was kept, that a line is unread, or that a paper is begun', () => {
    expect(notReadyText(desk([]))).toContain('chưa có lá nào')
    expect(notReadyText(desk(['1_'], [1]))).toContain('dòng chưa đọc')
    const begun = step(desk(['11']), { do: 'mark', sign: '1' }).desk
    expect(notReadyText(begun)).toContain('lá thứ 2 đang nhập dở')
    expect(notReadyText(step(begun, { do: 'earlier' }).desk)).toContain('lá thứ 2')
  })
})
