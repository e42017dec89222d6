import { beforeAll, describe, expect, it } from 'vitest'
import { type PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core'
import { inspectDocument } from '../../src/signatures/inspect-document.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { craftedCms, patched, revised, withCms } from './broken.ts'
import { failures } from './outcomes.ts'
import { appearancePdf, issue, NOW, rsaKeys, signerOf, signing, unsignedPdf } from './specimens.ts'
import { placeholders, withOwnRange } from './trust-specimens.ts'

const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true })
const own = issue({ name: 'Trần Thị Thử', keys: rsaKeys(), issuer: root })
let unsigned: Uint8Array

beforeAll(async () => {
  unsigned = await unsignedPdf(2)
})

async function faults(file: Uint8Array): Promise<readonly string[]> {
  const checks = await inspectDocument(file)
  return checks.flatMap(({ step, reason }) => (reason ? [`${step} ${reason}`] : []))
}
const sign = (file: Uint8Array, field = 'TruongBan') => signPdf(file, signing(signerOf(own), field))
const first = async (file: Uint8Array) =>
  (await verifySignatures(file, { roots: [root.certificate], now: NOW }))[0]

describe('a document of our making', () => {
  it('carries nothing in reserve, signed twice with appearances or not at all', async () => {
    expect(await faults(unsigned)).toEqual([])
    let file = unsigned
    for (const field of ['TruongBan', 'ThuKy'])
      file = await signPdf(
        file,
        signing(signerOf(own), field, { appearance: () => appearancePdf() }),
      )
    expect(await faults(file)).toEqual([])
  })
})

describe('what a shadow attack prepares before the signature', () => {
  const over = PdfDict.of({
    Type: PdfName.of('Annot'),
    Subtype: PdfName.of('Stamp'),
    Rect: PdfArray.of(...[0, 0, 300, 300].map((corner) => PdfNumber.of(corner))),
  })
  const preparations: Record<string, [(pdf: PDF) => void, string]> = {
    'hide: content under something that is taken off later': [
      (pdf) => pdf.getPages()[0]!.dict.set('Annots', PdfArray.of(over)),
      'annotations overlay',
    ],
    'hide: content in a layer that is switched later': [
      (pdf) => pdf.getCatalog().set('OCProperties', PdfDict.of({ D: PdfDict.of({}) })),
      'layers optional_content',
    ],
    'replace: a form field that shows what it likes': [
      (pdf) => {
        const page = pdf.getPages()[0]!.dict
        const field = PdfDict.of({ Subtype: PdfName.of('Widget'), FT: PdfName.of('Tx') })
        page.set('Annots', PdfArray.of(field))
      },
      'annotations overlay',
    ],
    'a script that runs when the file is opened': [
      (pdf) => {
        const script = { S: PdfName.of('JavaScript'), JS: PdfString.fromString('app.alert(1)') }
        pdf.getCatalog().set('OpenAction', PdfDict.of(script))
      },
      'actions script',
    ],
  }

  it.each(Object.entries(preparations))(
    '%s is found, though the signature holds',
    async (_, [prepare, fault]) => {
      const file = await sign(await revised(unsigned, prepare))
      expect(await faults(file)).toEqual([fault])
      expect(failures(await first(file))).toEqual([])
    },
  )

  it('hide and replace: a page kept in reserve is found', async () => {
    const spare = PdfDict.of({ Type: PdfName.of('Page'), MediaBox: PdfArray.of() })
    const file = await sign(await revised(unsigned, (pdf) => void pdf.register(spare)))
    expect(await faults(file)).toEqual(['objects unused_page'])
    expect(failures(await first(file))).toEqual([])
  })

  it('hide and replace: content kept in reserve is found', async () => {
    const text = Buffer.from('BT (26 phieu) Tj ET')
    const body = `<</Length ${text.length}>>\nstream\n${text.toString()}\nendstream`
    const spare = withSpareObject(unsigned, body)
    expect(await faults(spare)).toEqual(['objects unused_content'])
  })

  it('hide and replace: content kept under a number that the trailer does not reach is found', async () => {
    const body = '<</Length 2>>\nstream\nBT\nendstream'
    const spare = Buffer.from(withSpareObject(unsigned, body)).toString('latin1')
    const [, number] = /(\d+) 0 obj\n<<\/Length 2>>/.exec(spare)!
    const table = spare.lastIndexOf('\nxref\n')
    const far = spare
      .slice(table)
      .replace(/xref\n0 \d+\n/, `xref\n0 ${number}\n`)
      .replace(/(\d{10} 00000 n \n)trailer/, '5000 1\n$1trailer')
      .replace(/\/Size \d+/, `/Size ${number}`)
    const moved = spare
      .slice(0, table)
      .replace(`\n${number} 0 obj\n<</Length 2>>`, '\n5000 0 obj\n<</Length 2>>')
    const shift = moved.length - table
    const whole =
      moved +
      far.replace(
        /(startxref\n)(\d+)/,
        (_, word: string, at: string) => `${word}${Number(at) + shift}`,
      )
    expect(await faults(Buffer.from(whole, 'latin1'))).toEqual(['objects unused_content'])
  })

  it('hide and replace: two versions of one object in one revision are found', async () => {
    const file = await sign(withSpareObject(unsigned, '<</Spare true>>', 1))
    expect(await faults(file)).toEqual(['objects duplicate_object'])
  })
})

describe('what a shadow attack does after the signature', () => {
  it('taking off what lay over the page is told as such', async () => {
    const covered = await revised(unsigned, (pdf) => {
      const note = PdfDict.of({ Type: PdfName.of('Annot'), Subtype: PdfName.of('Square') })
      pdf.getPages()[0]!.dict.set('Annots', PdfArray.of(note))
    })
    const bared = await revised(await sign(covered), (pdf) => {
      pdf.getPages()[0]!.dict.delete('Annots')
    })
    expect(failures(await first(bared))).toEqual([
      'coverage unsigned_bytes',
      'later_changes annotation_changed',
    ])
  })

  it('another appearance of a signature is told as such', async () => {
    const signed = await signPdf(
      unsigned,
      signing(signerOf(own), 'TruongBan', { appearance: () => appearancePdf() }),
    )
    const other = await revised(signed, (pdf, [field]) => {
      const shown = pdf.register(pdf.createStream({}, Buffer.from('BT ET')))
      field!.widgets[0]!.set('AP', PdfDict.of({ N: shown }))
    })
    expect(failures(await first(other))).toEqual([
      'coverage unsigned_bytes',
      'later_changes appearance_replaced',
    ])
  })
})

describe('a wrapped signature', () => {
  it('that writes /Contents twice, one spelled otherwise, is found', async () => {
    for (const key of ['/Contents', '/#43ontents']) {
      const file = await revised(unsigned, (pdf, [field]) => {
        const value = {
          Type: PdfName.of('Sig'),
          Filter: PdfName.of('Adobe.PPKLite'),
          SubFilter: PdfName.of('ETSI.CAdES.detached'),
          Reason: PdfString.fromString('y'.repeat(40)),
          ...placeholders(),
          M: PdfString.fromString('D:20261123050000Z'),
        }
        field!.dict.set('V', pdf.register(PdfDict.of(value)))
      })
      const at = Buffer.from(file).lastIndexOf('/Reason')
      const doubled = patched(
        file,
        at,
        `${key} <00>`.padEnd(Buffer.from(file).indexOf(')', at) + 1 - at),
      )
      const ranged = withOwnRange(doubled)
      const verdict = await first(withCms(ranged, craftedCms(ranged, own)))
      expect(failures(verdict)).toEqual(['byte_range second_contents'])
    }
  })
})

/** The file with one more object before its cross-references, which come to know it unless it takes a `number` they have. */
function withSpareObject(file: Uint8Array, body: string, number?: number): Uint8Array {
  const text = Buffer.from(file).toString('latin1')
  const xref = text.lastIndexOf('\nxref\n') + 1
  const size = Number(/\/Size (\d+)/.exec(text.slice(xref))![1])
  const object = `${number ?? size} 0 obj\n${body}\nendobj\n`
  const entry = `${String(xref).padStart(10, '0')} 00000 n \n`
  const table = text
    .slice(xref)
    .replace(/\d+\s*%%EOF/, `${xref + object.length}\n%%EOF`)
    .replace(
      `xref\n0 ${size}\n`,
      number === undefined ? `xref\n0 ${size + 1}\n` : `xref\n0 ${size}\n`,
    )
    .replace('trailer', number === undefined ? `${entry}trailer` : 'trailer')
    .replace(`/Size ${size}`, `/Size ${number === undefined ? size + 1 : size}`)
  return Buffer.from(text.slice(0, xref) + object + table, 'latin1')
}
