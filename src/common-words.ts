import { existsSync, readFileSync } from 'node:fs'
import { foldText } from './domain/password-rule.ts'

/** The words of the files, folded, each once; the first file is the program's own, others may be missing. */
export function readCommonWords([own = '', ...more]: readonly string[]): readonly string[] {
  const files = [own, ...more.filter((file) => existsSync(file))]
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  const words = lines.filter((line) => !line.startsWith('#')).flatMap((line) => line.split(/\s+/))
  return [...new Set(words.map(foldText).filter((word) => word.length > 1))]
}
