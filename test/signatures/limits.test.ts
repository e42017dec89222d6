import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { assertWithinLimits } from '../../src/signatures/limits.ts'
import { unsignedPdf } from './specimens.ts'

function refusal(file: Uint8Array): unknown {
  try {
    assertWithinLimits(file)
    return null
  } catch (error) {
    return error
  }
}
const withStream = (...packed: readonly Uint8Array[]) =>
  Buffer.concat(
    packed.flatMap((each) => [
      Buffer.from('1 0 obj\n<<>>\nstream\n'),
      each,
      Buffer.from('\nendstream\n'),
    ]),
  )
const zeros = (count: number) => deflateSync(Buffer.alloc(count), { level: 9 })
const tooComplex = (reason: string) => ({ code: 'pdf_too_complex', detail: { reason } })

describe('the limits of a file to be checked', () => {
  it('let a document pass', async () => {
    expect(refusal(await unsignedPdf())).toBeNull()
  })

  it('are 30 MB', () => {
    expect(refusal(Buffer.alloc(30_000_000))).toBeNull()
    expect(refusal(Buffer.alloc(30_000_001))).toMatchObject({ code: 'too_large' })
  })

  it('are 16 MB for an unpacked stream, however often it is packed', () => {
    expect(refusal(withStream(zeros(16_000_000)))).toBeNull()
    expect(refusal(withStream(zeros(16_000_001)))).toMatchObject(tooComplex('stream'))
    expect(refusal(withStream(deflateSync(zeros(16_000_001))))).toMatchObject(tooComplex('stream'))
    const often = [1, 2, 3, 4, 5].reduce<Uint8Array>(
      (inner) => deflateSync(inner),
      Buffer.from('x'),
    )
    expect(refusal(withStream(often))).toMatchObject(tooComplex('filter'))
  })

  it('are 96 MB for all streams together', () => {
    const packed = zeros(16_000_000)
    expect(refusal(withStream(...Array.from({ length: 6 }, () => packed)))).toBeNull()
    const seven = withStream(...Array.from({ length: 7 }, () => packed))
    expect(refusal(seven)).toMatchObject(tooComplex('stream'))
  })

  it('leave out a packing that unpacks without measure, however it is spelled', () => {
    for (const name of ['/LZWDecode', '/LZW', '/#4cZ#57Decode'])
      expect(refusal(Buffer.from(`<</Filter ${name}>>`))).toMatchObject(tooComplex('filter'))
  })

  it('are 200 revisions', () => {
    expect(refusal(Buffer.from('%%EOF\n'.repeat(199)))).toBeNull()
    expect(refusal(Buffer.from('%%EOF\n'.repeat(200)))).toMatchObject(tooComplex('revisions'))
  })
})
