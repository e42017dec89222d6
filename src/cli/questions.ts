import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'

/** What a question is asked on; `setRawMode` is there only at a terminal. */
export type Terminal = {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown }
  readonly output: Writable
  /** What happens at Ctrl-C. */
  readonly interrupt: () => void
}
/** Asks and gives back the line typed, which is not shown when it is `secret`. */
export type Ask = (question: string, secret?: 'secret') => Promise<string>

/** Asks at the terminal; where there is none each question takes the next line of standard input, '' after the last. */
export function questionsOn(terminal: Terminal, wholeInput = () => readFileSync(0, 'utf8')): Ask {
  let lines: string[] | undefined
  return async (question, secret) => {
    if (!terminal.input.isTTY) {
      lines ??= wholeInput().split(/\r?\n/)
      return lines.shift() ?? ''
    }
    return secret ? askHidden(question, terminal) : askShown(question, terminal)
  }
}

async function askShown(question: string, { input, output }: Terminal): Promise<string> {
  const reader = createInterface({ input, output })
  try {
    return await reader.question(question)
  } finally {
    reader.close()
  }
}

/** In raw mode the terminal shows nothing by itself and leaves line editing to us. */
function askHidden(question: string, { input, output, interrupt }: Terminal): Promise<string> {
  output.write(question)
  input.setRawMode?.(true)
  input.setEncoding('utf8')
  return new Promise((resolve) => {
    let typed = ''
    const end = (finish: () => void): void => {
      input.off('data', take)
      input.pause()
      input.setRawMode?.(false)
      output.write('\n')
      finish()
    }
    const take = (chunk: string): void => {
      for (const sign of chunk) {
        if (sign === '\r' || sign === '\n') return end(() => resolve(typed))
        if (sign === '\u0003') return end(interrupt)
        if (sign === '\u007f' || sign === '\b') typed = typed.replace(/.$/su, '')
        else if (sign >= ' ') typed += sign
      }
    }
    input.on('data', take)
    input.resume()
  })
}
