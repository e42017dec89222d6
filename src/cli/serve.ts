import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import type { Context } from '../context.ts'
import { type Running, buildContext, startServer } from '../main.ts'
import { ROOT } from '../program.ts'
import { lastInstant } from '../storage/journal.ts'
import { EXIT, type Io, tellRefusal } from './io.ts'

const SERVE_HELP = `tin-nhiem serve [--loopback]
  Chạy phần mềm. Không đặt gì thêm: chỉ máy này mở được, ở http://127.0.0.1:9600.
  HOST=0.0.0.0: các máy trong mạng nội bộ mở được, qua HTTPS với chứng thư gốc nội bộ tạo ở lần đầu;
  địa chỉ, vân tay của chứng thư và trang tải chứng thư được in ra khi khởi động.
  --loopback  chỉ phục vụ trên máy này; HOST khác thì không khởi động
  Thiết đặt khác: PORT, HOST_NAMES, TLS, TLS_CERT, TLS_KEY, CA_PORT, AIR_GAP, AIR_GAP_PROBES, DATA_DIR, DATABASE_URL,
  TRUSTED_ROOTS, PDF_WORKERS, LOG_LEVEL (xem README.md, docs/network.md).
  Lần đầu: tạo cơ sở dữ liệu và in mã một lần để mở trang thiết lập.
`

const DATABASE_OPEN =
  'Cơ sở dữ liệu ở máy khác, nối không qua TLS có kiểm tra: máy trên đường đi đọc được, giả được. ' +
  'Thêm sslmode=verify-full vào DATABASE_URL.\n'

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

export const serveCommand = { run: serve, help: SERVE_HELP }

/** `serve`: serves until it is asked to stop. */
async function serve(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { loopback: { type: 'boolean' } } })
  const env = values.loopback ? { ...io.env, LOOPBACK_ONLY: '1' } : io.env
  const config = readConfig(env, ROOT)
  if (config.databaseOpen) io.err(DATABASE_OPEN)
  const ctx = await buildContext(config)
  await tellClock(io, ctx)
  for (const refusal of ctx.refusedRegimes) tellRefusal(io, '', refusal)
  const server = await startServer(ctx, config).catch(async (error: unknown) => {
    await ctx.store.db.destroy()
    throw error
  })
  io.err(`Sổ Tín Nhiệm ${ctx.version}: ${server.url}\n`)
  tellAddresses(io, server)
  if (ctx.setupCode)
    io.err(`Lần đầu sử dụng: mở ${server.url}/setup và nhập mã thiết lập  ${ctx.setupCode}\n`)
  await io.untilStopped()
  await server.close()
  return EXIT.ok
}

/** Another instance on the same database may be a little ahead. */
const CLOCKS_DIFFER_MS = 60_000

/** Tells where the clock stands before the newest entry of the journal: papers print its time. */
async function tellClock(io: Pick<Io, 'err'>, ctx: Context): Promise<void> {
  const [newest, here] = [await lastInstant(ctx.store.db), ctx.now()]
  if (newest === null || Date.parse(newest) - Date.parse(here) <= CLOCKS_DIFFER_MS) return
  const [late, early] = [newest, here].map((at) => CLOCK.format(new Date(at)))
  io.err(
    `Đồng hồ máy này đang là ${early}, sớm hơn việc mới nhất trong nhật ký (${late}). ` +
      'Chỉnh giờ rồi khởi động lại: giờ này được in trên văn bản.\n',
  )
}

/** The other addresses, and what people compare before they install the authority's certificate. */
export function tellAddresses(io: Pick<Io, 'err'>, { urls, ca, left }: Running): void {
  for (const url of urls.slice(1)) io.err(`  cũng mở được ở ${url}\n`)
  if (left.length > 0)
    io.err(
      `  Chứng thư không ghi được: ${left.join(', ')} (tên hoặc địa chỉ ngoài mạng nội bộ, hoặc khai báo sau khi tạo chứng thư gốc).\n`,
    )
  if (!ca) return
  io.err(`Chứng thư gốc nội bộ, cài một lần trên mỗi máy: ${ca.url}\n`)
  io.err('Vân tay SHA-256 của chứng thư gốc, so với máy sắp cài:\n')
  for (let at = 0; at < ca.fingerprint.length; at += 4)
    io.err(`  ${ca.fingerprint.slice(at, at + 4).join(' ')}\n`)
}
