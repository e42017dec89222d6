import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from '../../src/cli.ts'
import { type Io, processIo } from '../../src/cli/io.ts'

/** What one command line printed and how it ended. */
export type Run = { readonly exit: number; readonly out: string; readonly err: string }

/** A folder of its own, gone after the test, and the program run as from a shell in it. */
export function shell() {
  const folder = mkdtempSync(join(tmpdir(), 'tin-nhiem-cli-'))
  return {
    folder,
    file: (name: string, content: string | Uint8Array) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },
    async run(
      argv: readonly string[],
      env: Io['env'] = {},
      answers: readonly string[] = [],
    ): Promise<Run> {
      const left = [...answers]
      let out = ''
      let err = ''
      const io: Io = {
        ...processIo,
        env: { DATA_DIR: folder, LOG_LEVEL: 'silent', PORT: '0', ...env },
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        ask: async (question) => {
          err += question
          return left.shift() ?? ''
        },
        untilStopped: async () => undefined,
      }
      return { exit: await main(argv, io), out, err }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
