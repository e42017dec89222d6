import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { AppError } from '../errors.ts'
import { errorMessage, issueLines } from '../messages/message.ts'
import { type Ask, questionsOn } from './questions.ts'

/** What a command may touch: the standard streams, the environment and files. */
export type Io = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Writes data to standard output. */
  out(text: string): void
  /** Writes messages to standard error. */
  err(text: string): void
  /** A file's bytes, `-` for standard input; `too_large` above the limit without reading it all. */
  read(file: string, limit: number): Uint8Array
  write(file: string, bytes: Uint8Array): void
  /** Asks the person at the terminal; without one the next line of standard input is the answer. */
  readonly ask: Ask
  /** Resolves when the process is asked to end. */
  untilStopped(): Promise<void>
}

/** The real streams and files of this process. */
export const processIo: Io = {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  read(file, limit) {
    const size = file === '-' ? 0 : statSync(file).size
    if (size > limit) throw new AppError('too_large', { size, limit })
    return new Uint8Array(readFileSync(file === '-' ? 0 : file))
  },
  write: (file, bytes) => writeFileSync(file, bytes),
  ask: questionsOn({
    input: process.stdin,
    output: process.stderr,
    interrupt: () => void process.kill(process.pid, 'SIGINT'),
  }),
  untilStopped: () =>
    new Promise((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    }),
}

/** Exit codes: all is well; the file is fine but something does not hold; it could not be read. */
export const EXIT = { ok: 0, held: 1, refused: 2 } as const

/** Tells a refusal on standard error, one line for each fault with its place; anything else is thrown on. */
export function tellRefusal(io: Io, what: string, error: unknown): typeof EXIT.refused {
  if (isMissingFile(error)) io.err(`${what}: không mở được tệp (${error.code}).\n`)
  else if (error instanceof AppError) {
    const { file, folder = what } = error.detail
    const where = typeof file === 'string' ? [folder, file].filter(Boolean).join('/') : what
    const lines = issueLines(error)
    for (const line of lines.length > 0 ? lines : [errorMessage(error)])
      io.err(`${where}: ${line}\n`)
  } else throw error
  return EXIT.refused
}

/** Whether a file or folder is not there, or may not be read. */
export function isMissingFile(error: unknown): error is Error & { code: string } {
  const codes = ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM']
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
