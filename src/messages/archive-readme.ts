import type { Mode } from '../domain/proceedings.ts'
import { phrase, wordsOf } from './message.ts'

/** What the readme of an archive names. */
type About = {
  readonly shortId: string
  readonly mode: Mode
  readonly heldOn: string
  readonly organisation: string
}

/** The readme inside an archive: what it is, and how to check it without this program; lines end as Windows wants them. */
export function archiveReadme({ mode, heldOn, ...about }: About): string {
  const told = { ...about, heldOn: heldOn.split('-').toReversed().join('/') }
  const lines = Object.keys(wordsOf('archiveReadme'))
    .filter((key) => key !== 'rehearsal' || mode === 'rehearsal')
    .map((key) => phrase('archiveReadme', key, told))
  return `\u{feff}${lines.join('\r\n\r\n')}\r\n`
}
