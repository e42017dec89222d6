import { readConfig } from '../config.ts'
import { buildContext, startServer } from '../main.ts'
import { ROOT } from '../program.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'

const SERVE_HELP = `tin-nhiem serve
  Chạy phần mềm trên máy này (HOST, PORT, DATA_DIR, DATABASE_URL, TRUSTED_ROOTS, PDF_WORKERS, LOG_LEVEL).
  Lần đầu: tạo cơ sở dữ liệu và in mã một lần để mở trang thiết lập.
`

export const serveCommand = { run: serve, help: SERVE_HELP }

/** `serve`: serves until it is asked to stop. */
async function serve(_args: string[], io: Io): Promise<number> {
  const config = readConfig(io.env, ROOT)
  const ctx = await buildContext(config)
  for (const refusal of ctx.refusedRegimes) tellRefusal(io, '', refusal)
  const server = await startServer(ctx, config).catch(async (error: unknown) => {
    await ctx.store.db.destroy()
    throw error
  })
  io.err(`Sổ Tín Nhiệm ${ctx.version}: ${server.url}\n`)
  if (ctx.setupCode)
    io.err(`Lần đầu sử dụng: mở ${server.url}/setup và nhập mã thiết lập  ${ctx.setupCode}\n`)
  await io.untilStopped()
  await server.close()
  return EXIT.ok
}
