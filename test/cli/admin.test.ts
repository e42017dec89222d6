import { afterEach, beforeEach, expect, test } from 'vitest'
import { logIn, whoIs } from '../../src/actions/log-in.ts'
import { readConfig } from '../../src/config.ts'
import { buildContext } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { shell } from './test-io.ts'

const FIRST = [
  '--organisation=Đảng ủy xã Mẫu',
  '--side=party',
  '--username=quan-tri',
  '--full-name=Quản Trị Mẫu',
]

let sh: ReturnType<typeof shell>
beforeEach(() => {
  sh = shell()
})
afterEach(() => sh.remove())

const admin = (...args: string[]) => sh.run(['admin', ...args])
const passwordIn = (out: string) => /: ([0-9A-Z]{16})\n$/.exec(out)?.[1] ?? ''

/** How far a log-in with that password comes, and the types of the last journal entries. */
async function enter(password: string) {
  const ctx = await buildContext(readConfig({ DATA_DIR: sh.folder, LOG_LEVEL: 'silent' }, ROOT))
  try {
    const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
    const types = rows.map(
      ({ entry }) => (JSON.parse(entry) as { event: { type: string } }).event.type,
    )
    const entered = await logIn(ctx, { username: 'quan-tri', password }).catch(() => null)
    return { standing: entered && (await whoIs(ctx, entered.token))?.standing, types }
  } finally {
    await ctx.pdf.close()
    await ctx.store.db.destroy()
  }
}

test('the first administrator is made at the machine, once, with a password to be changed', async () => {
  const made = await admin('create', ...FIRST)
  expect(made).toMatchObject({ exit: 0, err: '' })
  const { standing, types } = await enter(passwordIn(made.out))
  expect(standing).toBe('password_change')
  expect(types).toEqual(['organisation_saved', 'program_set_up'])
  const again = await admin('create', ...FIRST)
  expect(again).toMatchObject({ exit: 2, out: '' })
  expect(again.err).toContain('đã được thiết lập')
})

test('an administrator who can log in no more is reset, and the journal tells it', async () => {
  const old = passwordIn((await admin('create', ...FIRST)).out)
  const reset = await admin('reset', 'quan-tri')
  expect(reset).toMatchObject({ exit: 0, err: '' })
  expect((await enter(old)).standing).toBeNull()
  const { standing, types } = await enter(passwordIn(reset.out))
  expect(standing).toBe('password_change')
  expect(types.at(-1)).toBe('admin_reset_at_machine')
})

test('nobody else is reset, and nothing is made of half a command', async () => {
  await admin('create', ...FIRST)
  const other = await admin('reset', 'thu-ky')
  expect(other.exit).toBe(2)
  expect(other.err).toContain('Không có tài khoản quản trị tên “thu-ky”')
  for (const args of [[], ['create', 'x'], ['reset'], ['reset', 'a', 'b'], ['sai']])
    expect(await admin(...args)).toMatchObject({ exit: 2, out: '' })
  expect((await admin('create', '--side', 'party')).err).toContain('/organisation')
})
