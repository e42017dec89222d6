import { expect, test } from 'vitest'
import { archivedThreads } from '../../src/formats/archive/archived-comments.ts'

const opened = {
  seq: 9,
  at: '2026-02-05T12:00:00.000Z',
  actor: { account: 'a', role: 'auditor' },
  event: {
    type: 'comment_thread_opened',
    session: 's',
    thread: 1,
    about: { kind: 'session', id: null },
    text: 'Vì sao?',
  },
}
const threads = (...entries: readonly unknown[]) =>
  archivedThreads(entries.map((entry) => ({ entry: JSON.stringify(entry) })))

test('the entries of an archive tell its threads', () => {
  const written = { type: 'comment_written', session: 's', thread: 1, number: 2, text: 'Vì thế.' }
  const found = threads(opened, { ...opened, event: written })
  expect(found.map(({ turns }) => turns.map(({ text }) => text))).toEqual([['Vì sao?', 'Vì thế.']])
})

test('an entry that was never written by this program tells of no thread', () => {
  const { event } = opened
  const forged = [
    { ...opened, actor: null },
    { ...opened, at: 'hôm nay' },
    { ...opened, event: { ...event, text: { toString: 'x' } } },
    { ...opened, event: { ...event, text: 'x'.repeat(2001) } },
    { ...opened, event: { ...event, thread: -1 } },
    { ...opened, event: { ...event, about: 'session' } },
    { ...opened, event: { ...event, surplus: 1 } },
  ]
  for (const each of forged) expect(threads(each)).toEqual([])
  expect(archivedThreads([{ entry: '{"comment_' }])).toEqual([])
})
