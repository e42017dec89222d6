import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DocumentInput } from '../../src/reports/render.ts'

/** What minutes say, without their form: lines of text, and the table of the people. */
export type PlainMinutes = {
  readonly before: readonly string[]
  readonly table: readonly (readonly string[])[]
  readonly after: readonly string[]
}

/** The words of minutes that were drawn: the first and the last page, and the people between them. */
export function plainMinutes({ proceedings }: DocumentInput, pages: readonly string[]) {
  const subjects = proceedings.tally.ballotKinds.flatMap((kind) => kind.subjects)
  const share = (votes: number) => ((100 * votes) / 52).toFixed(2).replace('.', ',')
  const lines = (page = '') => page.split('\n').filter((line) => line.trim() !== '')
  const head = ['TT', 'Họ và tên', 'Chức danh', 'Cao', '%', 'Tín nhiệm', '%', 'Thấp', '%']
  const rows = subjects.map(({ name, position, high, medium, low }, at) => [
    String(at + 1),
    name,
    position,
    ...[high, medium, low].flatMap((votes) => [String(votes ?? 0), share(votes ?? 0)]),
  ])
  const table = [head, ...rows]
  return { before: lines(pages[0]), table, after: lines(pages.at(-1)) }
}

type Pdfmake = {
  addFonts(fonts: unknown): void
  setUrlAccessPolicy(allow: () => boolean): void
  setLocalAccessPolicy(allow: () => boolean): void
  createPdf(definition: unknown): { getBuffer(): Promise<Uint8Array> }
}

/** Draws the same words by pdfmake, which lays them out but neither tags nor signs. */
export function pdfmakeDrawer(): (minutes: PlainMinutes) => Promise<Uint8Array> {
  const load = createRequire(import.meta.url)
  const pdfmake = load('pdfmake') as Pdfmake
  const style = (file: string) => load.resolve(`@expo-google-fonts/tinos/${file}`)
  const normal = style('400Regular/Tinos_400Regular.ttf')
  pdfmake.addFonts({ Tinos: { normal, bold: style('700Bold/Tinos_700Bold.ttf') } })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => true)
  return ({ before, table, after }) => {
    const [head = [], ...rows] = table
    const body = [head.map((text) => ({ text, bold: true })), ...rows]
    const people = { table: { headerRows: 1, widths: [20, '*', '*', ...PERCENTS], body } }
    const defaultStyle = { font: 'Tinos', fontSize: 13 }
    const content = [...before, { ...people, fontSize: 11 }, ...after]
    return pdfmake.createPdf({ content, defaultStyle, pageSize: 'A4' }).getBuffer()
  }
}

const PERCENTS = [30, 35, 30, 35, 30, 35]

/** Turns our DOCX of the same minutes into a PDF by LibreOffice as an office would; `null` where it is not installed. */
export function libreOfficeDrawer(docx: Uint8Array) {
  if (spawnSync('soffice', ['--version']).status !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-office-'))
  const file = join(folder, 'minutes.docx')
  writeFileSync(file, docx)
  const profile = `-env:UserInstallation=file://${folder}/profile`
  const given = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file]
  return {
    draw: () => {
      execFileSync('soffice', given, { stdio: 'ignore' })
      return readFileSync(join(folder, 'minutes.pdf'))
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}
