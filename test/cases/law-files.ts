import { readFileSync, readdirSync } from 'node:fs'
import { regimeNamed } from '../domain/sample.ts'
import type { LawFile, LawKind } from './law-kind.ts'
import { tallyKind } from './tally-kind.ts'
import { WHAT_KINDS } from './what-kinds.ts'
import { WHEN_KINDS } from './when-kinds.ts'
import { WHO_KINDS } from './who-kinds.ts'

/** Every kind of case file, by what it is about. */
export const LAW_KINDS: readonly LawKind[] = [tallyKind, ...WHO_KINDS, ...WHEN_KINDS, ...WHAT_KINDS]

/** Every file of `test/cases/<regime>/`: cases a lawyer can read, each about one thing. */
export function lawFiles(): LawFile[] {
  const root = new URL('./', import.meta.url)
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'published')
    .flatMap(({ name }) => {
      const dir = new URL(`${name}/`, root)
      return readdirSync(dir)
        .sort()
        .map((file) => readLawFile(name, file, readFileSync(new URL(file, dir), 'utf8')))
    })
}

function readLawFile(regime: string, file: string, text: string): LawFile {
  const content = JSON.parse(text) as { about?: string }
  const kind = LAW_KINDS.find(({ about }) => about === (content.about ?? 'tally'))
  if (!kind) throw new Error(`${regime}/${file}: nothing is about ${content.about}`)
  return kind.read(content, regimeNamed(regime), file)
}
