import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordStart } from '../../src/actions/program-start.ts'
import { sealsUnder } from '../../src/secrets.ts'
import { commit } from '../../src/storage/commit.ts'
import { openStore } from '../../src/storage/dialect.ts'
import { type JournalHead, journalHead } from '../../src/storage/journal.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { shell } from './test-io.ts'

const AT = '2026-02-05T01:00:00.000Z'
const KEY = new Uint8Array(32).fill(9)

describe('verify --database', () => {
  let sh = shell()
  let head: JournalHead
  const seals = sealsUnder(KEY)
  beforeEach(async () => {
    sh = shell()
    const store = { ...openStore(join(sh.folder, 'tin-nhiem.sqlite')), seal: seals.real }
    await migrate(store)
    await recordStart({ store, seals, regimes: [], version: '1.0.0', now: () => AT })
    await commit(store, { actor: null, at: AT }, async (trx, record) => {
      const saved = {
        side: 'party',
        name: 'Mẫu',
        superior: null,
        locality: null,
        symbol: null,
      } as const
      await trx
        .insertInto('organisations')
        .values({ id: 'o', parent_id: null, ...saved })
        .execute()
      record({ type: 'organisation_saved', organisation: 'o', parent: null, ...saved })
    })
    head = await journalHead(store.db)
    await store.db.destroy()
    sh.file('secrets.key', `${Buffer.from(KEY).toString('hex')}\n`)
  })
  afterEach(() => sh.remove())

  test('tells every step with its number and leaves nothing behind', async () => {
    // what SQLite itself puts beside a file that is read
    const files = () => readdirSync(sh.folder).filter((name) => !/-(wal|shm)$/.test(name))
    const before = files()
    const { exit, out } = await sh.run(['verify', '--database'])
    expect(exit).toBe(0)
    expect(out).toContain(`Nhật ký có 2 mục; mục cuối 2, mã ${head.hash}`)
    expect(out).toMatch(/^18\. \[đạt\] Nhật ký đánh số liên tục/m)
    expect(out).toMatch(/^31\. \[không áp dụng\] Mã nhật ký đọc trên giấy .*chưa gõ mã từ giấy/m)
    expect(files()).toEqual(before)
  })

  test('tells whether a head read off paper is in the journal', async () => {
    const typed = (hash: string) => sh.run(['verify', '--database', '--head', `2:${hash}`])
    const groups = head.hash.slice(0, 12).replace(/(.{4})/g, '$1 ')
    expect(await typed(groups)).toMatchObject({ exit: 0 })
    const other = await typed('0123456789')
    expect(other.exit).toBe(1)
    expect(other.out).toContain('nhật ký không có mục với mã này')
    for (const bad of ['2', '2:abc', ':0123456789', 'x:0123456789'])
      expect(await sh.run(['verify', '--database', '--head', bad])).toMatchObject({ exit: 2 })
  })

  test('on another machine believes the seal it is told of, and no other', async () => {
    const env = { SECRETS_KEY_FILE: join(sh.folder, 'no-key') }
    const unknown = await sh.run(['verify', '--database'], env)
    expect(unknown).toMatchObject({ exit: 0 })
    expect(unknown.out).toContain('không có mã khóa niêm phong để so')
    const told = (id: string) => sh.run(['verify', '--database', '--seal', id, '--json'], env)
    expect(await told(seals.real.id)).toMatchObject({ exit: 0 })
    const other = await told('f'.repeat(64))
    expect(other.exit).toBe(1)
    const { steps } = JSON.parse(other.out) as { steps: { id: string; detail: object }[] }
    expect(steps.find(({ id }) => id === 'checkpoints_signed')?.detail).toEqual({
      reason: 'seal_unknown',
      checkpoint: 1,
    })
  })

  test('names row and field of a table that differs, and says what to do', async () => {
    const store = openStore(join(sh.folder, 'tin-nhiem.sqlite'))
    await store.db.updateTable('organisations').set({ name: 'Khác' }).execute()
    await store.db.destroy()
    const { exit, out } = await sh.run(['verify', '--database'])
    expect(exit).toBe(1)
    expect(out).toContain('table=organisations row=o field=name what=differs')
    expect(out).toContain('→ Dừng làm việc trên cơ sở dữ liệu này')
  })

  test('is refused beside a file, without a database, and its options without it', async () => {
    const pdf = sh.file('x.pdf', '%PDF')
    expect(await sh.run(['verify', '--database', pdf])).toMatchObject({ exit: 2 })
    expect(await sh.run(['verify', pdf, '--head', '2:0123456789'])).toMatchObject({ exit: 2 })
    const empty = join(sh.folder, 'empty')
    expect(await sh.run(['verify', '--database'], { DATA_DIR: empty })).toMatchObject({ exit: 2 })
    copyFileSync(pdf, join(sh.folder, 'tin-nhiem.sqlite'))
    expect(await sh.run(['verify', '--database'])).toMatchObject({ exit: 2 })
  })
})
