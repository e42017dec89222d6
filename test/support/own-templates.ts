import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pdfWorkHere } from '../../src/actions/pdf-work.ts'
import type { Context } from '../../src/context.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { readTemplates } from '../../src/reports/template.ts'

/** A folder of an organisation, to which papers are added. */
export type OwnTemplates = {
  readonly folder: string
  /** Copies a paper of the program into the folder `name`, with its own title and what else is replaced in it. */
  add(
    source: string,
    name: string,
    title: string | null,
    ...changes: readonly (readonly [from: string, to: string])[]
  ): string
  /** The paper that docs/templates.md shows, which prints the data of the minutes. */
  addExample(name?: string, change?: (text: string) => string): string
  /** What a context has when the program was started with this folder. */
  context(): Pick<Context, 'reports' | 'pdf' | 'templateFaults'>
  remove(): void
}

const EXAMPLE = 'docs/examples/mau/bang-ket-qua/template.yaml'

/** A new empty folder for templates of an organisation. */
export function ownTemplates(): OwnTemplates {
  const folder = mkdtempSync(join(tmpdir(), 'own-templates-'))
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'template.yaml'), text)
    return text
  }
  return {
    folder,
    add: (source, name, title, ...changes) => {
      const own = `document: ${source}\nname: ${title}`
      const named = title === null ? changes : [[`document: ${source}`, own] as const, ...changes]
      let text = readFileSync(`templates/${source}/template.yaml`, 'utf8')
      for (const [from, to] of named) {
        if (!text.includes(from)) throw new TypeError(`${source} has no ${from}`)
        text = text.replace(from, to)
      }
      return write(name, text)
    },
    addExample: (name = 'bang-ket-qua', change = (text) => text) =>
      write(name, change(readFileSync(EXAMPLE, 'utf8'))),
    context: () => {
      const { templates, own, faults } = readTemplates('templates', folder)
      const reports = { templates, own, fonts: loadFonts() }
      return { reports, pdf: pdfWorkHere(reports), templateFaults: faults }
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}
