#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { COMPUTE_HELP, compute } from './cli/compute.ts'
import { DEMO_HELP, demo } from './cli/demo.ts'
import { EXIT, type Io, processIo, tellRefusal } from './cli/io.ts'
import { MIGRATE_HELP, migrate } from './cli/migrate.ts'
import { REGIMES_HELP, regimes } from './cli/regimes.ts'
import { RENDER_HELP, render } from './cli/render.ts'
import { SERVE_HELP, serve } from './cli/serve.ts'
import { VERIFY_HELP, verify } from './cli/verify.ts'

type Command = { run(args: string[], io: Io): Promise<number>; help: string }

const COMMANDS: Readonly<Record<string, Command>> = {
  compute: { run: compute, help: COMPUTE_HELP },
  render: { run: render, help: RENDER_HELP },
  verify: { run: verify, help: VERIFY_HELP },
  serve: { run: serve, help: SERVE_HELP },
  migrate: { run: migrate, help: MIGRATE_HELP },
  regimes: { run: regimes, help: REGIMES_HELP },
  demo: { run: demo, help: DEMO_HELP },
}

/** Runs one command line; the exit code it ends with. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name = '', ...args] = argv
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    const help = Object.values(COMMANDS).map((each) => each.help)
    const asked = name === '--help' || name === 'help'
    if (asked) io.out(help.join('\n'))
    else io.err(help.join('\n'))
    return asked ? EXIT.ok : EXIT.refused
  }
  if (args.includes('--help')) {
    io.out(command.help)
    return EXIT.ok
  }
  try {
    return await command.run(args, io)
  } catch (error) {
    if (!isUsageError(error)) return tellRefusal(io, `tin-nhiem ${name}`, error)
    io.err(`${error.message}\n${command.help}`)
    return EXIT.refused
  }
}

function isUsageError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  )
}

const called = process.argv[1]
if (called && realpathSync(called) === fileURLToPath(import.meta.url))
  process.exitCode = await main(process.argv.slice(2), processIo)
