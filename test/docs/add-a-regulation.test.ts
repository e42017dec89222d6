import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ROOT } from '../../src/program.ts'
import { shell } from '../cli/test-io.ts'

const PAGE = readFileSync(`${ROOT}/docs/add-a-regulation.md`, 'utf8')
const EXAMPLE = `${ROOT}/docs/examples/quy-che-mau.json`
const TALLY = `${ROOT}/docs/examples/tallies/quy-che-mau.json`

/** The output shown on the page, block by block. */
const shown = [...PAGE.matchAll(/```text\n([^`]*)```/g)].map((match) => match[1])

let sh: ReturnType<typeof shell>
beforeEach(() => {
  sh = shell()
  mkdirSync(join(sh.folder, 'regimes'))
})
afterEach(() => sh.remove())

describe('docs/add-a-regulation.md', () => {
  test('shows what --check says of the example', async () => {
    const { exit, out } = await sh.run(['regimes', '--check', `${ROOT}/docs/examples`])
    expect({ exit, out }).toEqual({ exit: 0, out: shown[0] })
  })

  test('shows what --check says of a limit that is no fraction', async () => {
    sh.file('quy-che-mau.json', readFileSync(EXAMPLE, 'utf8').replace('"1/3"', '"0.33"'))
    const { exit, err } = await sh.run(['regimes', '--check', sh.folder])
    expect(exit).toBe(2)
    expect(err.replace(sh.folder, 'docs/examples')).toBe(shown[1])
  })

  test('shows the bands of three, four, five and six of twelve: below, at and above 1/3 and 1/2', async () => {
    copyFileSync(EXAMPLE, join(sh.folder, 'regimes', 'quy-che-mau.json'))
    const { exit, out } = await sh.run(['compute', TALLY])
    expect(exit).toBe(0)
    const lines = out.split('\n').filter((line) => /^ {6}"(id|band|provision)"/.test(line))
    expect(`${lines.join('\n')}\n`).toBe(shown[2])
    const { quorum } = JSON.parse(out) as { quorum: unknown }
    expect(quorum).toMatchObject({ required: '3/4', met: true })
  })

  test('says rightly that the rule is not known before it is in its folder', async () => {
    const { exit, err } = await sh.run(['compute', TALLY])
    expect(exit).toBe(2)
    expect(err).toContain('quy-che-mau')
  })

  test('shows nothing else', () => {
    expect(shown).toHaveLength(3)
  })
})
