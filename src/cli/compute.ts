import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { type Outcome, outcomeOf } from '../domain/outcome.ts'
import { regimeInForce } from '../domain/regime.ts'
import type { Tally } from '../domain/tally.ts'
import { AppError } from '../errors.ts'
import { outcomeText } from '../formats/outcome.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { readRegimes } from '../formats/regime.ts'
import { tallyInResults } from '../formats/results-reading.ts'
import { SPREADSHEET_LIMIT, readWorkbook } from '../formats/spreadsheet.ts'
import { TALLY_LIMIT, parseTally, tallyText } from '../formats/tally.ts'
import { inOrderOfLooking } from '../domain/finding-catalogue.ts'
import { findingMessage } from '../messages/message.ts'
import { OFFICE_WORDS } from '../messages/office-words.ts'
import { ROOT } from '../program.ts'
import { disagreements } from '../recount/compare.ts'
import { recount } from '../recount/recount.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'

const COMPUTE_HELP = `tin-nhiem compute FILE
  Đọc số liệu kiểm phiếu (tally@1), in kết quả (outcome@1). FILE là - thì đọc từ đầu vào chuẩn.
  FILE cũng có thể là tệp kết quả .xlsx, .csv của phần mềm này: chỉ đọc số phiếu, không đọc tỷ lệ và mức.
  Mã thoát: 0 đã tính · 1 số liệu mâu thuẫn, giữ lại · 2 tệp không đúng dạng
`

export const computeCommand = { run: compute, help: COMPUTE_HELP }

/** `compute FILE`: tally@1 in, outcome@1 out. */
async function compute(args: string[], io: Io): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [file] = positionals
  if (!file || positionals.length > 1) {
    io.err(COMPUTE_HELP)
    return EXIT.refused
  }
  try {
    const { outcome } = await computeFile(io, file)
    for (const found of inOrderOfLooking(outcome.findings))
      io.err(`${file}: ${found.path}: ${found.code} ${findingMessage(found)}\n`)
    io.out(outcomeText(outcome))
    return outcome.status === 'held' ? EXIT.held : EXIT.ok
  } catch (error) {
    return tellRefusal(io, file, error)
  }
}

/**
 * The tally in a file (tally@1, or a results file of this program: xlsx, CSV), its regulation, and what
 * follows by both computations; `recount_differs`.
 */
export async function computeFile(
  io: Io,
  file: string,
): Promise<{ tally: Tally; regime: RegimeFile; outcome: Outcome }> {
  const tally = await readTally(io, file)
  const regime = regimeOfTally(tally, readRegimes(readConfig(io.env, ROOT).regimeFolders))
  const outcome = outcomeOf(tally, regime)
  const apart = disagreements(outcomeText(outcome), recount(tallyText(tally), regime.body))
  if (apart.length > 0) throw new AppError('recount_differs', { apart: apart.slice(0, 5) })
  return { tally, regime, outcome }
}

/** By the end of the name; everything else is a tally@1 file. */
const RESULTS_FILE = /\.(?:xlsx|csv)$/i

async function readTally(io: Io, file: string): Promise<Tally> {
  if (!RESULTS_FILE.test(file)) return parseTally(io.read(file, TALLY_LIMIT))
  return tallyInResults(await readWorkbook(io.read(file, SPREADSHEET_LIMIT)), OFFICE_WORDS)
}

/** The regulation a tally names, or the one in force on its day; `unknown_regime`. */
function regimeOfTally(tally: Tally, regimes: readonly RegimeFile[]): RegimeFile {
  const { regime, side, heldOn } = tally
  const id = regime ?? regimeInForce(regimes, side, heldOn)?.regime.id
  const found = regimes.find((each) => each.regime.id === id)
  if (!found) throw new AppError('unknown_regime', { regime, side, heldOn })
  return found
}
