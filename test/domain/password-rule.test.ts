import { describe, expect, test } from 'vitest'
import { readCommonWords } from '../../src/common-words.ts'
import { foldText, passwordFault } from '../../src/domain/password-rule.ts'
import { newCode } from '../../src/identities.ts'
import { ROOT } from '../../src/program.ts'

const words = readCommonWords([`${ROOT}/data/passwords/common-words.txt`])
const OWN = ['nguyenvan.an', 'Nguyễn Văn An', 'Đảng ủy xã Sông Trà']
const faultOf = (password: string) => passwordFault(password, words, OWN)

describe('a password is too easy', () => {
  test.each([
    'aaaaaaaaaaaaa',
    'ababababababab',
    'abcdef abcdef abcdef',
    '1234567890123',
    'qwertyuiop1234',
    '1qaz2wsx3edc4rfv',
    'poiuytrewqlkjhg',
    'Matkhau@123456',
    'm@tkh@u1234567',
    'P@ssw0rd123456',
    'mật khẩu 2026 !!',
    'tinnhiem2026!!',
    'Sổ Tín Nhiệm 2026',
    'quantri@danguyhanoi',
    'thuky-kiemphieu',
    'emyeuanh0912345678',
    '0912345678 01/02/1990',
    'Vietnam!!!30041975',
  ])('that anybody would try: %s', (password) => {
    expect(faultOf(password)).toBe('password_common')
  })

  test.each([
    'nguyenvanan1975',
    'Nguyễn Văn An 01/02/1975',
    'an nguyen van !!!',
    'nguyenvan.an@2026',
    'danguyxasongtra',
    'Song Tra song tra 2026',
  ])('that whoever knows the owner would try: %s', (password) => {
    expect(faultOf(password)).toBe('password_own_name')
  })

  test('with four characters that are nobody’s, and not with five', () => {
    expect(faultOf('matkhau123456 xkwz')).toBe('password_common')
    expect(faultOf('matkhau123456 xkwzj')).toBeNull()
    expect(faultOf('nguyenvan.an xkwz')).toBe('password_own_name')
    expect(faultOf('nguyenvan.an xkwzj')).toBeNull()
  })
})

test.each([
  'con trâu đi trước cái cày',
  'correct horse battery staple',
  'hạt mưa rơi trên mái',
  'bốn con vịt bơi qua cầu',
  'K7Q2-M9ZX-4TBW',
])('a password of words that do not belong together is good: %s', (password) => {
  expect(faultOf(password)).toBeNull()
})

test('codes made by the program are good', () => {
  const refused = Array.from({ length: 300 }, () => newCode(16)).filter((code) => faultOf(code))
  expect(refused).toEqual([])
})

test('the list is written as passwords are read: small letters, no marks', () => {
  expect(words.length).toBeGreaterThan(300)
  expect(words.filter((word) => word !== foldText(word) || !/^[a-z]+$/.test(word))).toEqual([])
})
