import { describe, expect, test } from 'vitest'
import { EVENT_CATALOGUE, EVENT_TYPES } from '../../src/domain/event-catalogue.ts'
import {
  type KnownNames,
  entryFieldText,
  entryPlaceText,
  entryValueText,
} from '../../src/messages/entry-words.ts'

const NAMES: KnownNames = {
  sheets: new Map([['t1', 3]]),
  subjects: new Map([['s1', 'Nguyễn Văn Một']]),
  kinds: new Map([['k1', 'A']]),
  passes: new Map([['p1', { passNo: 2, attempt: 1 }]]),
  documents: new Map([['d1', { name: 'minutes', version: 2 }]]),
  authors: new Map([['a1', 'Trần Thư Ký']]),
  rules: new Map([['publish', 'Công khai kết quả']]),
}

test('every field that an event can carry has a name in words', () => {
  const fields = EVENT_TYPES.flatMap((type) => Object.keys(EVENT_CATALOGUE[type].fields))
  expect(fields.filter((field) => entryFieldText(field) === field)).toEqual([])
})

describe('a value is told in words', () => {
  test.each<readonly [unknown, readonly (string | number)[], string]>([
    [null, ['reason'], 'chưa ghi'],
    [undefined, ['venue'], 'chưa ghi'],
    ['', ['venue'], 'chưa ghi'],
    [0, ['absentExcused'], '0'],
    [true, ['agrees'], 'có'],
    [false, ['agrees'], 'không'],
    ['counting', ['state'], 'Đang kiểm phiếu'],
    ['rehearsal', ['mode'], 'Tập dượt'],
    ['2026-02-05', ['heldOn'], '05/02/2026'],
    ['2026-02-05T01:05:00.000Z', ['expiresAt'], '08:05 05/02/2026'],
    [{ day: '2026-02-05', hour: 8, minute: 5 }, ['countingStarted'], '08 giờ 05, ngày 05/02/2026'],
    [['Ban Tổ chức', 'Lưu'], ['recipients'], 'Ban Tổ chức; Lưu'],
    [[], ['recipients'], 'không có ai, không có mục nào'],
    ['t1', ['sheet'], 'tập 3'],
    [['p1'], ['settlement', 'passIds'], 'lượt 2, lần 1'],
    ['d1', ['supersedes'], 'Biên bản kiểm phiếu, bản 2'],
    ['a1', ['second'], 'Trần Thư Ký'],
    ['s1', ['steps', 0, 'subject'], 'Nguyễn Văn Một'],
    ['publish', ['steps', 0, 'step'], 'Công khai kết quả'],
    ['minutes', ['name'], 'Biên bản kiểm phiếu'],
    ['minutes', ['facts', 'chair', 'name'], 'minutes'],
    ['short_service', ['roster', 'leftOut', 0, 'reason'], 'giữ chức vụ chưa đủ số tháng'],
    ['idle', ['because'], 'lâu không gõ, người khác nhận'],
    [{ name: 'Một', position: 'Bí thư', block: null, id: 's1' }, ['chair'], 'Một, Bí thư'],
    ['gì khác', ['venue'], 'gì khác'],
  ])('%j at %j', (value, path, text) => {
    expect(entryValueText(value, path, NAMES)).toBe(text)
  })
})

test('a place is told by who and what lie on the way, not by numbers', () => {
  const roster = { ballotKinds: [{ code: 'A', subjects: [{ name: 'Một' }, { name: 'Hai' }] }] }
  const place = (...path: (string | number)[]) => entryPlaceText(roster, path, NAMES)
  expect(place('ballotKinds', 0, 'subjects', 1, 'position')).toBe('Loại phiếu A › Hai › chức vụ')
  expect(place('ballotKinds', 0, 'subjects')).toBe('Loại phiếu A › người được lấy phiếu')
  expect(entryPlaceText([{ subject: 's1', low: 1 }], [0, 'low'], NAMES)).toBe(
    'Nguyễn Văn Một › tín nhiệm thấp',
  )
})
