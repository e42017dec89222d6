import { readdirSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import type { RegimeFile } from '../formats/regime-file.ts'
import { loadRegimes, readRegimes } from '../formats/regime.ts'
import { EVIDENCE } from '../formats/regime-schema.ts'
import { phrase, word } from '../messages/message.ts'
import { ROOT } from '../program.ts'
import { openStore } from '../storage/dialect.ts'
import { listRegimes } from '../storage/regimes.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'

const REGIMES_HELP = `tin-nhiem regimes [--check] [FOLDER…] | --recorded ID
  Liệt kê các tệp quy định (mặc định: data/regimes và DATA_DIR/regimes): mã, số hiệu, hiệu lực, SHA-256.
  --check        đọc mọi tệp, mỗi chỗ sai một dòng; đếm điều khoản theo căn cứ và quy tắc theo loại
  --recorded ID  in bản đã ghi trong cơ sở dữ liệu khi có kỳ lấy phiếu dùng quy định này, nguyên từng byte;
                 ID là mã quy định hoặc SHA-256
  Mã thoát: 0 mọi tệp đúng · 2 có tệp sai
`

export const regimesCommand = { run: regimes, help: REGIMES_HELP }

/** `regimes`: the regulation files, read and checked; or a recorded copy of one. */
async function regimes(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { check: { type: 'boolean' }, recorded: { type: 'string' } },
  })
  const config = readConfig(io.env, ROOT)
  if (values.recorded !== undefined)
    return values.check || positionals.length > 0
      ? refuseUse(io)
      : printRecorded(io, config.database, values.recorded)
  const folders = positionals.length > 0 ? positionals : config.regimeFolders
  let at = ''
  try {
    // Of the folders that were asked for each has to be there.
    for (at of positionals) readdirSync(at)
    return values.check ? check(io, folders) : list(io, folders)
  } catch (error) {
    return tellRefusal(io, at, error)
  }
}

function list(io: Io, folders: readonly string[]): number {
  for (const { regime, sha256 } of readRegimes(folders)) {
    const period = `${regime.effectiveFrom} – ${regime.effectiveTo ?? 'nay'}`
    io.out(`${regime.id}  ${regime.number}  ${period}  ${sha256}\n`)
  }
  return EXIT.ok
}

/** Tells every fault of every file, and of the good ones how much of the law was read and what it decides. */
function check(io: Io, folders: readonly string[]): number {
  const { regimes: good, refused } = loadRegimes(folders)
  for (const refusal of refused) tellRefusal(io, '', refusal)
  for (const file of good) io.out(summaryOf(file))
  const told = { good: good.length, refused: refused.length }
  io.out(`${phrase('regimeCheck', 'total', told)}\n`)
  return refused.length > 0 ? EXIT.refused : EXIT.ok
}

function summaryOf({ regime: { id, provisions } }: RegimeFile): string {
  const rules = provisions.flatMap(({ rule }) => (rule ? [rule.kind] : []))
  const told = {
    id,
    provisions: provisions.length,
    evidence: countsText(
      'evidence',
      EVIDENCE.flatMap((kind) =>
        provisions.map((each) => each.evidence).filter((each) => each === kind),
      ),
    ),
    rules: rules.length,
    kinds: countsText('ruleKinds', rules),
  }
  return `${phrase('regimeCheck', 'evidence', told)}\n${phrase('regimeCheck', rules.length > 0 ? 'rules' : 'no_rules', told)}\n`
}

/** "trích nguyên văn 9, diễn đạt lại 4": each code in words with how often it stands there. */
function countsText(group: 'evidence' | 'ruleKinds', codes: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return Array.from(counts, ([code, count]) => `${word(group, code)} ${count}`).join(', ')
}

/** Writes the recorded copy byte for byte; of several under one id, the one whose SHA-256 is given. */
async function printRecorded(io: Io, database: string, id: string): Promise<number> {
  try {
    const copies = (await recordedIn(database)).filter((each) =>
      [each.id, each.sha256].includes(id),
    )
    if (copies.length === 0) throw new AppError('unknown_regime', { regime: id })
    if (copies.length === 1) {
      io.out(copies[0]!.body)
      return EXIT.ok
    }
    const digests = copies.map(({ sha256 }) => sha256)
    io.err(`${phrase('regimeCheck', 'several', { id, digests })}\n`)
    return EXIT.refused
  } catch (error) {
    return tellRefusal(io, isFile(database) ? database : 'regimes', error)
  }
}

async function recordedIn(database: string) {
  if (isFile(database)) statSync(database) // opening a file that is not there would make an empty one
  const store = openStore(database)
  try {
    return await listRegimes(store.db)
  } finally {
    await store.db.destroy()
  }
}

/** The address of a server may hold a password and is not told. */
function isFile(database: string): boolean {
  return !/^postgres(ql)?:/.test(database)
}

function refuseUse(io: Io): number {
  io.err(REGIMES_HELP)
  return EXIT.refused
}
