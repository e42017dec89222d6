import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { makeArchive } from '../actions/archives/make-archive.ts'
import { readConfig } from '../config.ts'
import { rolesThatMay } from '../domain/roles.ts'
import { AppError } from '../errors.ts'
import { buildContext } from '../main.ts'
import { archiveReadme } from '../messages/archive-readme.ts'
import { phrase, word } from '../messages/message.ts'
import { ROOT } from '../program.ts'
import { findSession, findSessionByShortId } from '../storage/sessions.ts'
import { EXIT, type Io } from './io.ts'

const EXPORT_HELP = `tin-nhiem export KỲ -o TỆP.zip
  Xuất hồ sơ một kỳ phiếu đã lập văn bản (mã kỳ như KP-7Q4M2K) vào một tệp zip mới, ký bằng khóa của máy này.
  Không bao giờ ghi đè tệp đã có. Kiểm tra hồ sơ: tin-nhiem verify TỆP.zip
`

export const exportCommand = { run: exportSession, help: EXPORT_HELP }

/** `export SESSION -o FILE`: the archive of a session, of which the journal tells. */
async function exportSession(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { output: { type: 'string', short: 'o' } },
  })
  const [named, ...more] = positionals
  const { output: file } = values
  if (named === undefined || more.length > 0 || file === undefined) {
    io.err(EXPORT_HELP)
    return EXIT.refused
  }
  const ctx = await buildContext(readConfig(io.env, ROOT))
  try {
    const { db } = ctx.store
    const session = (await findSessionByShortId(db, named)) ?? (await findSession(db, named))
    if (!session) throw new AppError('not_found', { what: 'session' })
    const roles = rolesThatMay('export_archive', session.state)
    if (roles.length === 0)
      throw new AppError('wrong_state', { act: 'export_archive', state: session.state, roles })
    const { pieces } = await makeArchive(ctx, null, session, archiveReadme)
    const written = await intoNewFile(file, pieces)
    io.out(`${phrase('archive', 'made', { file, shortId: session.shortId, ...written })}\n`)
    io.err(`${word('archive', 'confidential')}\n`)
    return EXIT.ok
  } finally {
    await ctx.pdf.close()
    await ctx.store.db.destroy()
  }
}

/** Writes the pieces beside the name, which the file takes once it is whole and on disk. `backup_exists`. */
async function intoNewFile(file: string, pieces: AsyncIterable<Uint8Array>) {
  const partial = `${file}.partial`
  const reserved = [reserve(file), reserve(partial, file)] as const
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const piece of pieces) {
      for (let done = 0; done < piece.length;) done += writeSync(reserved[1], piece, done)
      hash.update(piece)
      bytes += piece.length
    }
    fsyncSync(reserved[1])
    renameSync(partial, file)
    return { bytes, sha256: hash.digest('hex') }
  } catch (error) {
    rmSync(partial, { force: true })
    rmSync(file, { force: true })
    throw error
  } finally {
    for (const open of reserved) closeSync(open)
  }
}

/** The name, kept free of others; `also` is given up where it is not. */
function reserve(file: string, also?: string): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (error) {
    if (also !== undefined) rmSync(also, { force: true })
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw exists ? new AppError('backup_exists', { place: file }, error) : error
  }
}
