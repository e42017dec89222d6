import type { Chance } from '../../oracle/chance.ts'

/** Texts that have broken programs before: each aims at another reader of text. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nSet-Cookie: tin-nhiem=x',
  '\n',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'C:\\windows\\win.ini',
  "' OR '1'='1",
  "'; DROP TABLE sessions; --",
  '") UNION SELECT password_hash FROM accounts --',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "javascript:alert('x')",
  '//evil.example/x',
  'https://evil.example/',
  '{{identity.dataSha256}}',
  '${7*7}',
  '=cmd|"/c calc"!A1',
  '@SUM(1)',
  '__proto__',
  'constructor',
  'toString',
  '\u202eabc',
  '\ufeff',
  '\u2028',
  'e\u0301'.repeat(50),
  '\ud800',
  '𝟘𝟙𝟚',
  '１２３',
  '١٢٣',
  '-0',
  '1e309',
  'NaN',
  '0x10',
  '9007199254740993',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '%',
  '%00',
  '%zz',
  'a'.repeat(65),
  'ư'.repeat(301),
  'A'.repeat(70_000),
  '(a+)+$'.repeat(20),
  '../'.repeat(200),
]

/** Values of other kinds than the one that is asked for, and numbers at and past their ends. */
const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  [],
  {},
  [[[[[[[[]]]]]]]],
  0,
  -1,
  -0,
  1.5,
  1e21,
  1_000_000,
  1_000_001,
  2 ** 31,
  2 ** 53,
  Number.MAX_VALUE,
  ['__proto__'],
  { __proto__: null, constructor: { prototype: { role: 'admin' } } },
  { toString: 'x', valueOf: 1, length: -1 },
  { $gt: '' },
]

/** Any of them. */
export function hostileValue(chance: Chance): unknown {
  return chance.happens(60) ? chance.oneOf(HOSTILE_TEXTS) : chance.oneOf(HOSTILE_VALUES)
}

/** Bodies that are no document of anything. */
export function hostileBody(chance: Chance): string {
  const nested = 1 + chance.below(20_000)
  return chance.oneOf([
    '',
    '{',
    '[1,',
    'null',
    '"text"',
    '{"a":1,"a":2}',
    '{"__proto__":{"role":"admin"}}',
    '\ufeff{}',
    '{"a":01}',
    '{"a":1e99999}',
    `${'['.repeat(nested)}${']'.repeat(nested)}`,
    `{"a":${'{"a":'.repeat(nested)}1${'}'.repeat(nested)}}`,
    '%PDF-1.7\n%%EOF',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    'a=1&a=2&__proto__[x]=1',
    'PK\u0003\u0004',
    '--x\r\ncontent-disposition: form-data; name="file"; filename="../a"\r\n\r\nx\r\n--x--',
    chance.oneOf(HOSTILE_TEXTS),
  ])
}
