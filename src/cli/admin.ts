import { parseArgs } from 'node:util'
import { resetAdministrator } from '../actions/admin-reset.ts'
import { makeFirst } from '../actions/setup.ts'
import { readConfig } from '../config.ts'
import type { Context } from '../context.ts'
import { checked } from '../formats/issues.ts'
import { firstOnes } from '../http/schemas.ts'
import { buildContext } from '../main.ts'
import { phrase } from '../messages/message.ts'
import { ROOT } from '../program.ts'
import { EXIT, type Io } from './io.ts'

const ADMIN_HELP = `tin-nhiem admin create --organisation TÊN --side party|state --username TÊN --full-name HỌ-TÊN
tin-nhiem admin reset TÊN-ĐĂNG-NHẬP
  Chạy trên chính máy chủ, trên cơ sở dữ liệu của DATABASE_URL hoặc DATA_DIR; không dùng mạng.
  create  lần đầu: tạo tổ chức và tài khoản quản trị, thay cho trang thiết lập
  reset   người quản trị không đăng nhập được: đặt mật khẩu mới, gỡ xác thực hai lớp, kết thúc mọi phiên
  Cả hai in một mật khẩu dùng một lần, phải đổi ngay ở lần đăng nhập đầu. Việc này được ghi vào nhật ký.
`

export const adminCommand = { run: admin, help: ADMIN_HELP }

/** `admin`: the first administrator, or one who can log in no more, from the machine itself. */
async function admin(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organisation: { type: 'string' },
      side: { type: 'string' },
      username: { type: 'string' },
      'full-name': { type: 'string' },
    },
  })
  const [act, username, ...more] = positionals
  const creates = act === 'create' && username === undefined
  const resets = act === 'reset' && username !== undefined && Object.keys(values).length === 0
  if (more.length > 0 || (!creates && !resets)) {
    io.err(ADMIN_HELP)
    return EXIT.refused
  }
  if (resets) return withContext(io, (ctx) => reset(ctx, io, username))
  const { 'full-name': fullName, ...asked } = values
  const first = checked(firstOnes, { ...asked, fullName })
  return withContext(io, async (ctx) => {
    const password = ctx.newCode(16)
    await makeFirst(ctx, { ...first, password }, { mustChange: true })
    io.out(`${phrase('admin', 'created', { username: first.username, password })}\n`)
  })
}

async function reset(ctx: Context, io: Io, username: string): Promise<void> {
  const password = await resetAdministrator(ctx, username)
  io.out(`${phrase('admin', 'reset', { username, password })}\n`)
}

async function withContext(io: Io, work: (ctx: Context) => Promise<void>): Promise<number> {
  const ctx = await buildContext(readConfig(io.env, ROOT))
  try {
    await work(ctx)
  } finally {
    await ctx.pdf.close()
    await ctx.store.db.destroy()
  }
  return EXIT.ok
}
