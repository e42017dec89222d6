import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guarded } from '../../../src/formats/formula-guard.ts'
import { isZip, zipDirectory } from '../../../src/formats/zip-directory.ts'
import { fileScan } from '../../../src/actions/scans.ts'
import { openP12 } from '../../../src/signatures/p12.ts'
import { countingSession } from '../../support/session.ts'
import { type Scene, HERE, sceneOf } from './scene.ts'

let scene: Scene
let cookie: string
let id: string
beforeAll(async () => {
  scene = await sceneOf()
  cookie = await scene.cookieOf(scene.people.first)
  id = (await countingSession(scene.ctx, scene.people)).session.id
})
afterAll(() => scene.ctx.store.db.destroy())

const EXE = Buffer.from('MZ\u0090\u0000 this program cannot be run in DOS mode', 'latin1')
const HTML = Buffer.from('<html><script>alert(1)</script></html>')
const PDF = Buffer.from('%PDF-1.7\n')
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])

describe('uploads are judged by their bytes, not by what they are called', () => {
  test.each([
    ['application/pdf', EXE],
    ['application/pdf', PNG],
    ['application/pdf', HTML],
    ['image/png', PDF],
    ['image/png', HTML],
    ['image/jpeg', PNG],
    ['image/jpeg', EXE],
  ] as const)('a scan said to be %s', async (mediaType, bytes) => {
    const scan = { mediaType, bytes, fields: [], replaces: null }
    const filed = fileScan(scene.ctx, scene.people.first, 'x', scan)
    await expect(filed).rejects.toMatchObject({ code: 'scan_unreadable' })
  })

  test.each([
    ['a program', EXE],
    ['a page', HTML],
    ['a picture', PNG],
    ['an archive', ZIP],
  ])('a PDF to verify that is %s', async (_, bytes) => {
    const headers = { cookie, origin: HERE, 'content-type': 'application/pdf' }
    const body = new Uint8Array(bytes)
    const answer = await scene.send('/api/v1/verify', { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ status: 422, code: 'pdf_unreadable' })
  })

  test.each([
    ['a program', EXE],
    ['a PDF', PDF],
    ['an archive', ZIP],
  ])('a key file that is %s', async (_, bytes) => {
    await expect(openP12(bytes, 'x')).rejects.toMatchObject({ code: 'p12_unreadable' })
  })

  test.each([
    ['a program', EXE, 'danh-sach.xlsx'],
    ['a picture', PNG, 'danh-sach.ods'],
    ['an archive that ends early', ZIP, 'danh-sach.xlsx'],
  ])('a spreadsheet that is %s', async (_, bytes, name) => {
    const body = new FormData()
    body.append('file', new File([new Uint8Array(bytes)], name))
    const path = `/api/v1/sessions/${id}/ballot-kinds/import/preview`
    const answer = await scene.send(path, {
      method: 'POST',
      headers: { cookie, origin: HERE },
      body,
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  })
})

describe('a zip bomb', () => {
  const bomb = (said: number) => {
    const packed = deflateRawSync(Buffer.alloc(20_000_000))
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(said, 24)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(1, 10)
    end.writeUInt32LE(head.length + packed.length, 16)
    return new Uint8Array(Buffer.concat([head, packed, central, end]))
  }

  test('is refused by what its directory says, before it is unpacked', () => {
    expect(isZip(bomb(20_000_000))).toBe(true)
    expect(() => zipDirectory(bomb(20_000_001), 20_000_000)).toThrow('too_large')
    expect(zipDirectory(bomb(20_000_000), 20_000_000).size).toBe(1)
  })
})

describe('a formula in a text', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])(
    '%j is kept from running in a spreadsheet program',
    (text) => expect(guarded(text)).toBe(`'${text}`),
  )
})
