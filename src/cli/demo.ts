import { mkdirSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { getDocument } from '../actions/documents.ts'
import { verifyDocument } from '../actions/verification.ts'
import { readConfig } from '../config.ts'
import type { Context } from '../context.ts'
import { buildContext, startServer } from '../main.ts'
import { phrase, stepLine, word } from '../messages/message.ts'
import { ROOT } from '../program.ts'
import type { StoredDocument } from '../storage/documents.ts'
import { readDemoFiles } from './demo-files.ts'
import { type LogIn, type Say, holdSession, seatPeople } from './demo-session.ts'
import { EXIT, type Io } from './io.ts'
import { tellAddresses } from './serve.ts'
import { OFFLINE_VERIFIER } from './version.ts'

const DEMO_HELP = `tin-nhiem demo [--no-serve]
  Chạy trọn một kỳ tập dượt từ data/demo đến văn bản đã ký trong DATA_DIR/demo, rồi mở trang web với kỳ đó.
  --no-serve  dừng sau khi ghi các tệp PDF
  Mã thoát: 0 mọi bước kiểm tra văn bản đều đúng · 1 có bước sai
`

export const demoCommand = { run: demo, help: DEMO_HELP }

/** `demo`: a whole rehearsal session through the same actions people use, then the server. */
async function demo(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { 'no-serve': { type: 'boolean' } } })
  const config = freshFolder(io)
  const ctx = await buildContext(config)
  const say: Say = (step, told = {}) => io.out(`• ${phrase('demo', step, told)}\n`)
  say('database', { file: config.database })
  const files = readDemoFiles(`${ROOT}/data/demo`)
  const people = await seatPeople(ctx, files, say)
  const accounts = people.map((each) => each.account)
  const { documents } = await holdSession(ctx, files, accounts, say)
  const auditor = accounts.find((each) => each.role === 'auditor')!
  let holds = true
  for (const document of documents) {
    const { bytes, fileName } = await getDocument(ctx, auditor, document.id)
    const file = `${config.dataDir}/${fileName.replace(/-(TD|KP)-[^.]*/, '')}`
    io.write(file, bytes)
    say('written', { file })
    holds = (await verifyAndTell(ctx, document, bytes, io, say)) && holds
  }
  say('offline', { file: `${ROOT}/dist/${OFFLINE_VERIFIER}` })
  if (!holds || values['no-serve']) {
    await ctx.pdf.close()
    await ctx.store.db.destroy()
    return holds ? EXIT.ok : EXIT.held
  }
  const server = await startServer(ctx, config)
  tellAddresses(io, server)
  tellLogIns(server.url, people, say)
  await io.untilStopped()
  await server.close()
  return EXIT.ok
}

/** The demo's own folder below the data folder, emptied: each demo starts from nothing. */
function freshFolder(io: Io) {
  const base = readConfig(io.env, ROOT)
  const dataDir = `${base.dataDir}/demo`
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const database = `${dataDir}/demo.sqlite`
  return {
    ...base,
    dataDir,
    regimeFolders: [`${ROOT}/data/regimes`],
    database,
    backups: { ...base.backups, database, folder: `${dataDir}/backups`, scheduled: false },
    logLevel: 'warn' as const,
  }
}

async function verifyAndTell(
  ctx: Context,
  document: StoredDocument,
  bytes: Uint8Array,
  io: Io,
  say: Say,
): Promise<boolean> {
  const { steps, holds, verdict } = await verifyDocument(ctx, bytes)
  const failed = steps.filter((step) => step.status === 'failed')
  say('verified', {
    file: word('documents', document.name),
    verdict: word('verdicts', verdict),
    steps: steps.length,
  })
  for (const step of failed) io.out(`  ${stepLine(step)}\n`)
  return holds
}

function tellLogIns(url: string, people: readonly LogIn[], say: Say): void {
  say('serving', { url })
  for (const { account, password } of people)
    say('login', { role: word('roles', account.role), username: account.username, password })
  say('stop')
}
