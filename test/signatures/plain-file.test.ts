import { PDF, PdfArray, PdfDict, PdfNumber } from '@libpdf/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { openPdf } from '../../src/signatures/open-pdf.ts'
import { isPlainFile } from '../../src/signatures/plain-file.ts'
import { prepareSignature } from '../../src/signatures/prepare-signature.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { lastGap, patched } from './broken.ts'
import { appearancePdf, ecKeys, issue, signerOf, signing, unsignedPdf } from './specimens.ts'

const signer = signerOf(issue({ name: 'EC', keys: ecKeys() }))
let unsigned: Uint8Array
let signed: Uint8Array

beforeAll(async () => {
  unsigned = await unsignedPdf()
  signed = await signPdf(unsigned, signing(signer, 'TruongBan'))
})

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const bytes = (file: string) => new Uint8Array(Buffer.from(file, 'latin1'))

/** The file with `words`, found once, replaced by as many others. */
function changed(file: Uint8Array, words: string, others: string): Uint8Array {
  expect(others).toHaveLength(words.length)
  const at = text(file).indexOf(words)
  expect(at).toBeGreaterThan(0)
  return patched(file, at, others)
}

/** One object between header and table, which says where it is. */
function fileOf(object: string): Uint8Array {
  const header = '%PDF-1.7\n%\xff\xff\xff\xff\n'
  const start = String(header.length).padStart(10, '0')
  const body = `${header}1 0 obj\n${object}\nendobj\n`
  const table = `xref\n0 2\n0000000000 65535 f \n${start} 00000 n \ntrailer\n<<\n/Size 2\n/Root 1 0 R\n>>`
  return bytes(`${body}${table}\nstartxref\n${body.length}\n%%EOF\n`)
}

describe('a plain file', () => {
  it('is what the renderer and the signer write', async () => {
    expect(isPlainFile(unsigned)).toBe(true)
    expect(isPlainFile(signed)).toBe(true)
    expect(isPlainFile(await signPdf(signed, signing(signer, 'ThuKy')))).toBe(true)
  })

  it.each([
    '<< /A [1 -2.5 true null (a \\) (b)) <0aFF> /N 1 0 R] /B << >> >>',
    '[]',
    '(\\()',
    '<<\n/Length 3/K 1\n>>\nstream\nabc\nendstream',
    '<<\n/Length 9\n>>\nstream\n\nendobj\n>\nendstream',
  ])('has objects like %s', (object) => {
    expect(isPlainFile(fileOf(object))).toBe(true)
  })

  it.each([
    ['a dictionary left open', '<< /A 1'],
    ['a list left open', '<< /A [1 >>'],
    ['a string left open', '(a (b)'],
    ['a key without a value', '<< /A >>'],
    ['a key that is no name', '<< 1 2 >>'],
    ['a word nobody knows', '<< /A treu >>'],
    ['a number with two points', '[1.2.3]'],
    ['half a byte', '<0a1>'],
    ['a reference to another generation', '[1 1 R]'],
    ['a comment', '<< /A 1 % one\n>>'],
    ['a key said twice', '<< /A 1 /A 2 >>'],
    ['two values', '1 2'],
    ['no value', ''],
    ['a stream without its length', '<< /A 1\n>>\nstream\nabc\nendstream'],
    ['a stream of a length said elsewhere', '<< /Length 1 0 R\n>>\nstream\nabc\nendstream'],
    ['a stream too short', '<< /Length 2\n>>\nstream\nabc\nendstream'],
    ['a stream too long', '<< /Length 99999\n>>\nstream\nabc\nendstream'],
    ['lists deeper than anybody writes', `${'['.repeat(40)}${']'.repeat(40)}`],
  ])('has no %s', (_, object) => {
    expect(isPlainFile(fileOf(object))).toBe(false)
  })

  it('has its table where it says, and in it every object at its place', () => {
    const [place = ''] = /\d{10} 00000 n/.exec(text(unsigned)) ?? []
    const moved = `${String(Number(place.slice(0, 10)) + 1).padStart(10, '0')} 00000 n`
    expect(isPlainFile(changed(unsigned, place, moved))).toBe(false)
    expect(isPlainFile(changed(unsigned, place, place.replace('n', 'f')))).toBe(false)
    const [, table = ''] = /startxref\n(\d+)/.exec(text(unsigned)) ?? []
    const other = String(Number(table) - 1)
    expect(isPlainFile(changed(unsigned, `startxref\n${table}`, `startxref\n${other}`))).toBe(false)
  })

  it('names in each revision the one before', () => {
    const [named = ''] = /\/Prev \d+/.exec(text(signed)) ?? []
    expect(isPlainFile(changed(signed, named, '/Prev'.padEnd(named.length, '1')))).toBe(false)
    expect(isPlainFile(changed(signed, '/Prev ', '/Perv '))).toBe(false)
  })

  it('has nothing behind its end and is whole', () => {
    expect(isPlainFile(bytes(`${text(unsigned)}\n`))).toBe(false)
    expect(isPlainFile(unsigned.subarray(0, -1))).toBe(false)
    expect(isPlainFile(signed.subarray(unsigned.length))).toBe(false)
    expect(isPlainFile(new Uint8Array())).toBe(false)
  })

  it('is neither encrypted nor indexed by streams', async () => {
    expect(isPlainFile(changed(unsigned, '/Info ', '/Encr '))).toBe(false)
    const pdf = await PDF.load(unsigned)
    pdf.getCatalog().set('Test', PdfDict.of({ List: PdfArray.of(PdfNumber.of(1)) }))
    expect(isPlainFile(await pdf.save({ incremental: true, useXRefStream: true }))).toBe(false)
  })
})

describe('a file that is read as asked', () => {
  it('gets the very objects of one that is parsed whole', async () => {
    const request = {
      ...signing(signer, 'ThuKy', { certify: true, appearance: () => appearancePdf() }),
      commonName: 'EC',
    }
    const longer = bytes(`${text(unsigned)}\n`)
    const objectsOf = async (file: Uint8Array) => {
      const prepared = await prepareSignature(file, request)
      const added = text(prepared.bytes.subarray(file.length))
      return added
        .replace(/ByteRange \[[\d ]+\]/, '')
        .split('endobj\n')
        .slice(0, -1)
    }
    const [plain, whole] = [await objectsOf(unsigned), await objectsOf(longer)]
    expect(plain).toHaveLength(6)
    expect(plain.toSorted()).toEqual(whole.toSorted())
  })

  it('can be parsed as a whole however it was broken', async () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return Math.floor((seed / 2 ** 31) * below)
    }
    const characters = '()<>[]/%R 0129-.\n\\ntfo#'
    const gap = lastGap(signed)
    let plain = 0
    for (let run = 0; run < 2_000; run++) {
      const at = random(signed.length - gap.end + gap.start)
      const character = characters[random(characters.length)]!
      const file = patched(signed, at < gap.start ? at : at - gap.start + gap.end, character)
      if (!isPlainFile(file)) continue
      plain += 1
      const opened = await openPdf(file).catch((error: unknown) => error)
      if (opened instanceof AppError) expect(String(opened.cause)).toContain('catalog')
      else expect(opened).toMatchObject({ damaged: false })
    }
    expect(plain).toBeGreaterThan(500)
  })
})
