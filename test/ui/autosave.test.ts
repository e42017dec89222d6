import { beforeEach, expect, test } from 'vitest'
import {
  type Autosave,
  type SaveAnswer,
  type Unsent,
  createAutosave,
} from '../../src/ui/autosave.ts'

let draft: string
let kept: Unsent<string> | undefined
let keeps: boolean
let answers: SaveAnswer[]
let sent: Unsent<string>[]
let said: string[]
let happened: string[]
let timers: { ms: number; act: () => void }[]
let saving: Autosave
/** Called while a save is under way. */
let meanwhile: () => void

beforeEach(() => {
  ;[draft, kept, keeps, meanwhile] = ['', undefined, true, () => undefined]
  ;[answers, sent, said, happened, timers] = [[], [], [], [], []]
  saving = createAutosave<string>(
    {
      read: () => draft,
      send: async (unsent) => {
        sent.push(unsent)
        meanwhile()
        return answers.shift() ?? { is: 'saved', revision: unsent.revision + 1 }
      },
      keep: async (unsent) => {
        if (keeps) kept = unsent
        return keeps
      },
      forget: async () => {
        kept = undefined
      },
      say: (text, bad) => said.push(bad ? `! ${text}` : text),
      onChanged: () => happened.push('changed'),
      onElsewhere: (since) => happened.push(`elsewhere since ${since}`),
      wait(ms, act) {
        const timer = { ms, act }
        timers.push(timer)
        return {
          cancel: () => {
            timers = timers.filter((each) => each !== timer)
          },
        }
      },
    },
    7,
  )
})

const type = (text: string) => {
  draft = text
  saving.soon()
}
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
/** Lets the pause run out. */
const pass = async () => {
  for (const { act } of timers.splice(0)) act()
  await settled()
}

test('what is typed is kept on this machine before anything is sent', async () => {
  type('1')
  await settled()
  expect([kept, sent]).toEqual([{ draft: '1', revision: 7 }, []])
})

test('a save names the revision it saw, the next one the revision of the answer', async () => {
  type('1')
  await pass()
  type('12')
  await pass()
  expect(sent).toEqual([
    { draft: '1', revision: 7 },
    { draft: '12', revision: 8 },
  ])
  expect([saving.revision(), saving.isUnsent(), kept]).toEqual([9, false, undefined])
  expect(said.at(-1)).toBe('Đã lưu')
})

test('fast typing is one save after a pause', async () => {
  for (const text of ['1', '12', '123']) type(text)
  expect(timers.map(({ ms }) => ms)).toEqual([400])
  await pass()
  expect(sent).toEqual([{ draft: '123', revision: 7 }])
})

test('what was typed while a save was under way is not called saved', async () => {
  type('1')
  meanwhile = () => {
    meanwhile = () => undefined
    type('12')
  }
  await pass()
  expect(said).toEqual(['Đang lưu…'])
  expect([saving.isUnsent(), kept]).toEqual([true, { draft: '12', revision: 8 }])
  await pass()
  expect([said.at(-1), saving.isUnsent(), kept]).toEqual(['Đã lưu', false, undefined])
})

test('a server that is not reached is tried again, more and more rarely, and told plainly', async () => {
  answers = Array.from({ length: 6 }, () => ({ is: 'unreachable' }))
  type('1')
  const pauses: number[] = []
  for (let turn = 0; turn < 6; turn += 1) {
    await pass()
    pauses.push(...timers.map(({ ms }) => ms))
  }
  expect(pauses).toEqual([2000, 4000, 8000, 15_000, 15_000, 15_000])
  expect(said.at(-1)).toBe(
    '! Không nối được máy chủ. Số đã gõ được giữ trên máy này và tự gửi lại.',
  )
  expect([kept, saving.inDanger()]).toEqual([{ draft: '1', revision: 7 }, false])
  await pass()
  expect([said.at(-1), kept]).toEqual(['Đã lưu', undefined])
})

test('where the browser keeps nothing, the typist is told not to close the window', async () => {
  keeps = false
  answers = [{ is: 'unreachable' }]
  type('1')
  await pass()
  expect(said.at(-1)).toContain('Đừng đóng cửa sổ này')
  expect(saving.inDanger()).toBe(true)
})

test('nothing is sent over another save until the typist has chosen', async () => {
  answers = [{ is: 'changed' }]
  type('1')
  await pass()
  expect(happened).toEqual(['changed'])
  type('12')
  await pass()
  expect(sent).toHaveLength(1)
  expect(kept).toEqual({ draft: '12', revision: 7 })
  saving.rebase(20)
  await saving.now()
  expect(sent.at(-1)).toEqual({ draft: '12', revision: 20 })
})

test('nothing is sent while another window has the sheet', async () => {
  answers = [{ is: 'elsewhere', since: 'nine' }]
  type('1')
  await pass()
  await saving.now()
  expect([happened, sent.length]).toEqual([['elsewhere since nine'], 1])
})

test('a refusal is said in its own words, and the next save is tried', async () => {
  answers = [{ is: 'refused', sentence: 'Kiểm phiếu đang tạm dừng.' }]
  type('1')
  await pass()
  expect(said.at(-1)).toBe('! Chưa lưu được: Kiểm phiếu đang tạm dừng.')
  expect(timers).toEqual([])
  type('12')
  await pass()
  expect(said.at(-1)).toBe('Đã lưu')
})

test('after the end nothing is sent by itself', async () => {
  type('1')
  await saving.finish()
  await saving.now()
  expect([sent, timers]).toEqual([[], []])
})
