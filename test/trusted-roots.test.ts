import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readCrls, readRoots } from '../src/trusted-roots.ts'
import { ecKeys, issue } from './signatures/specimens.ts'
import { makeCrl } from './signatures/trust-specimens.ts'

const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-trust-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const pem = (label: string, der: Uint8Array) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`
const root = issue({ name: 'Gốc', keys: ecKeys(), ca: true })
const week = { thisUpdate: '2026-11-20T00:00:00.000Z', nextUpdate: '2026-11-27T00:00:00.000Z' }
const list = makeCrl({ issuer: root, ...week })

describe('trusted roots', () => {
  test('are the certificates of a PEM file', () => {
    const both = pem('CERTIFICATE', root.certificate).repeat(2)
    expect(readRoots(file('roots.pem', both)).map((der) => Buffer.from(der))).toEqual([
      Buffer.from(root.certificate),
      Buffer.from(root.certificate),
    ])
    expect(readRoots(null)).toEqual([])
  })
  test.each([
    ['without one', 'rác'],
    ['with a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ])('are not read from a file %s', (_, content) => {
    const refused = expect.objectContaining({ code: 'roots_unreadable' })
    expect(() => readRoots(file('bad.pem', content))).toThrow(refused)
  })
})

describe('revocation lists', () => {
  test('are read as DER, as PEM, and from a folder', () => {
    const found = [file('a.crl', list), file('b.pem', pem('X509 CRL', list))].flatMap(readCrls)
    expect(found.map((der) => Buffer.from(der))).toEqual([Buffer.from(list), Buffer.from(list)])
    expect(readCrls(null)).toEqual([])
    const only = mkdtempSync(join(folder, 'lists-'))
    writeFileSync(join(only, 'x.crl'), list)
    writeFileSync(join(only, 'notes.txt'), 'rác')
    expect(readCrls(only)).toHaveLength(1)
  })
  test('that cannot be read are refused, and pass for none', () => {
    const refused = expect.objectContaining({ code: 'crl_unreadable' })
    expect(() => readCrls(file('c.crl', 'rác'))).toThrow(refused)
  })
})
