import type { Verification } from '../actions/verification.ts'
import { AppError } from '../errors.ts'
import { phrase } from '../messages/message.ts'
import { turns } from '../turns.ts'
import { ARCHIVE_LIMIT } from '../verifier.ts'
import { EXIT, type Io, isMissingFile, tellRefusal } from './io.ts'
import { progressTeller } from './progress.ts'
import { type VerifiedFile, lineOf, textOf } from './verification-text.ts'

/** How many files may be done before the one whose turn it is to be told. */
const AHEAD = 256

type Found = Verification | { readonly error: unknown }

/** How the files are verified, and what is told of each. */
export type VerifyingFiles = {
  readonly verify: (bytes: Uint8Array) => Promise<Verification>
  /** Files under way at the same time, ≥ 1. */
  readonly atOnce: number
  /** `array`: everything, as one JSON array; `steps`: every step of every file; `lines`: one line a file, and a summary. */
  readonly told: 'array' | 'steps' | 'lines'
}

/**
 * Verifies the files and tells of each in the order given, as soon as those before it are told; one that cannot be read, or
 * breaks whatever reads it, stops no other. The exit code.
 */
export async function verifyFiles(
  io: Io,
  files: readonly string[],
  { verify, atOnce, told }: VerifyingFiles,
): Promise<number> {
  const count = { files: files.length, holds: 0, holds_rehearsal: 0, fails: 0, refused: 0 }
  const tellProgress = progressTeller(files.length, (line) => io.err(line))
  const array = told === 'array' ? arrayOn(io) : null
  let at = 0
  for await (const found of inOrder(files, atOnce, (file) => foundIn(io, file, verify))) {
    const file = files[at]!
    at += 1
    if ('error' in found) {
      tell(io, file, found.error, files.length > 1)
      count.refused += 1
    } else {
      const verified: VerifiedFile = { file, ...found }
      count[found.verdict] += 1
      if (array) array.add(verified)
      else io.out(told === 'steps' ? textOf(verified) : lineOf(verified))
    }
    tellProgress(at)
  }
  array?.end()
  if (files.length > 1 || told === 'lines') {
    const summary = `${phrase('verdicts', 'summary', count)}\n`
    if (array) io.err(summary)
    else io.out(summary)
  }
  return count.refused > 0 ? EXIT.refused : count.fails > 0 ? EXIT.held : EXIT.ok
}

async function foundIn(io: Io, file: string, verify: VerifyingFiles['verify']): Promise<Found> {
  try {
    return await verify(io.read(file, ARCHIVE_LIMIT))
  } catch (error) {
    return { error }
  }
}

/** What nobody foresaw ends the program where there is one file, and is told where others wait. */
function tell(io: Io, file: string, error: unknown, othersWait: boolean): void {
  const foreseen = error instanceof AppError || isMissingFile(error)
  if (foreseen || !othersWait) tellRefusal(io, file, error)
  else io.err(`${file}: ${phrase('verdicts', 'broke', { error: String(error) })}\n`)
}

/** What comes of each, in order; so many at once, none begun long before its turn. */
async function* inOrder<T>(
  files: readonly string[],
  atOnce: number,
  run: (file: string) => Promise<T>,
): AsyncGenerator<T> {
  const inTurn = turns(atOnce)
  const begun: Promise<T>[] = []
  let next = 0
  while (begun.length > 0 || next < files.length) {
    for (; next < files.length && begun.length < AHEAD; next += 1) {
      const file = files[next]!
      begun.push(inTurn(() => run(file)))
    }
    yield await begun.shift()!
  }
}

/** A JSON array written piece by piece, in the very bytes of `JSON.stringify(all, null, 2)`. */
function arrayOn(io: Io) {
  let empty = true
  return {
    add(value: unknown): void {
      const text = JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')
      io.out(`${empty ? '[' : ','}\n  ${text}`)
      empty = false
    },
    end: () => io.out(empty ? '[]\n' : '\n]\n'),
  }
}
