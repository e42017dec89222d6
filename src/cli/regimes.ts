import { parseArgs } from 'node:util'
import { readRegimes } from '../formats/regime.ts'
import { ROOT } from '../program.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'

const REGIMES_HELP = `tin-nhiem regimes [FOLDER]
  Liệt kê và kiểm tra các tệp quy định (mặc định: data/regimes): mã, số hiệu, hiệu lực, SHA-256.
  Mã thoát: 0 mọi tệp đúng · 2 có tệp sai
`

export const regimesCommand = { run: regimes, help: REGIMES_HELP }

/** `regimes`: every regulation file, read and checked. */
async function regimes(args: string[], io: Io): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const folder = positionals[0] ?? `${ROOT}/data/regimes`
  try {
    for (const { regime, sha256 } of readRegimes(folder)) {
      const period = `${regime.effectiveFrom} – ${regime.effectiveTo ?? 'nay'}`
      io.out(`${regime.id}  ${regime.number}  ${period}  ${sha256}\n`)
    }
    return EXIT.ok
  } catch (error) {
    return tellRefusal(io, folder, error)
  }
}
