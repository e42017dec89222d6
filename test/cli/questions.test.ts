import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { questionsOn } from '../../src/cli/questions.ts'

function terminal() {
  const raw: boolean[] = []
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (on: boolean) => raw.push(on),
  })
  const output = new PassThrough()
  let interrupted = 0
  const ask = questionsOn({ input, output, interrupt: () => void (interrupted += 1) })
  const shown = () => String((output.read() as Buffer | null) ?? '')
  return { ask, input, shown, raw, interrupted: () => interrupted }
}

describe('a question at the terminal', () => {
  test('for a secret shows nothing of what is typed, and takes back what was rubbed out', async () => {
    const { ask, input, shown, raw } = terminal()
    const answer = ask('Mã PIN: ', 'secret')
    for (const keys of ['12', 'ắ', '\u007f', '4x\b', '5', '\r']) input.write(keys)
    expect(await answer).toBe('1245')
    expect(shown()).toBe('Mã PIN: \n')
    expect(raw).toEqual([true, false])
  })

  test('asks one secret after the other', async () => {
    const { ask, input } = terminal()
    const first = ask('1: ', 'secret')
    input.write('mot\n')
    expect(await first).toBe('mot')
    const second = ask('2: ', 'secret')
    input.write('hai\n')
    expect(await second).toBe('hai')
  })

  test('is left at Ctrl-C with the terminal as it was', async () => {
    const { ask, input, raw, interrupted } = terminal()
    void ask('Mã PIN: ', 'secret')
    input.write('12\u0003')
    await new Promise((resolve) => setImmediate(resolve))
    expect([interrupted(), raw]).toEqual([1, [true, false]])
  })

  test('that is no secret is asked as usual', async () => {
    const { ask, input, shown } = terminal()
    const answer = ask('Ký? ')
    input.write('có\n')
    expect(await answer).toBe('có')
    expect(shown()).toContain('Ký? ')
  })
})

test('without a terminal each question takes the next line of standard input', async () => {
  let reads = 0
  const stream = new PassThrough()
  const ask = questionsOn({ input: stream, output: stream, interrupt: () => undefined }, () => {
    reads += 1
    return 'mật khẩu\r\n246810\n'
  })
  expect([await ask('1'), await ask('2', 'secret'), await ask('3'), await ask('4')]).toEqual([
    'mật khẩu',
    '246810',
    '',
    '',
  ])
  expect(reads).toBe(1)
})
