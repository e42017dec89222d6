/**
 * Runs inside a network namespace of its own (`unshare -rn`), changes what the machine reaches, and prints as one
 * JSON line what the watch saw at each step.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readConfig } from '../../src/config.ts'
import type { Beyond } from '../../src/domain/air-gap.ts'
import { buildContext, startServer } from '../../src/main.ts'
import { ROOT } from '../../src/program.ts'
import { lookBeyond, watchBeyond } from '../../src/serving/air-gap-watch.ts'

const EVERY_MS = 50
const ip = (line: string) => execFileSync('ip', line.split(' '), { stdio: 'pipe' })

ip('link set lo up')
ip('link add lan0 type veth peer name lan1')
ip('addr add 192.168.7.2/24 dev lan0')
ip('link set lan0 up')
ip('link set lan1 up')

const told: (readonly Beyond[])[] = []
const watch = await watchBeyond({
  look: () => lookBeyond([]),
  changed: async (signs) => void told.push(signs),
  failed: (error) => {
    throw error
  },
  everyMs: EVERY_MS,
})
const seen: Record<string, readonly Beyond[]> = { lan: watch.seen() }
const step = async (name: string, ...lines: string[]) => {
  for (const line of lines) ip(line)
  await pause(EVERY_MS * 10)
  seen[name] = watch.seen()
}
await step('route', 'route add default via 192.168.7.1')

const dataDir = mkdtempSync(join(tmpdir(), 'tin-nhiem-namespace-'))
const env = { DATA_DIR: dataDir, PORT: '0', PDF_WORKERS: '0', LOG_LEVEL: 'silent' }
const served = async (AIR_GAP: string) => {
  const config = readConfig({ ...env, AIR_GAP }, ROOT)
  const ctx = await buildContext(config)
  const server = await startServer(ctx, config)
  const page = await fetch(`${server.url}/setup`)
  const text = await page.text()
  const entries = await ctx.store.db.selectFrom('journal').select('entry').execute()
  await server.close()
  const all = entries.map(({ entry }) => (JSON.parse(entry) as { event: { type: string } }).event)
  const events = all.filter(({ type }) => type.startsWith('network_'))
  return { status: page.status, names: text.includes('lan0'), events }
}
const [warned, locked] = [await served('warn'), await served('lock')]
await step('again', 'route del default')
const open = await served('lock')
await step('address', 'addr add 9.9.9.9/24 dev lan0')
await step('ipv6', 'addr del 9.9.9.9/24 dev lan0', 'addr add fd00::2/64 dev lan0', 'route add default via fd00::1') // prettier-ignore
watch.end()
rmSync(dataDir, { recursive: true })
process.stdout.write(`${JSON.stringify({ seen, told: told.length, warned, locked, open })}\n`)
