#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { EXIT, type Io, processIo, tellRefusal } from './cli/io.ts'

/** A command of the program; its module is loaded only when it is asked for. */
type Command = { run(args: string[], io: Io): Promise<number>; help: string }

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  compute: async () => (await import('./cli/compute.ts')).computeCommand,
  render: async () => (await import('./cli/render.ts')).renderCommand,
  sign: async () => (await import('./cli/sign.ts')).signCommand,
  verify: async () => (await import('./cli/verify.ts')).verifyCommand,
  serve: async () => (await import('./cli/serve.ts')).serveCommand,
  migrate: async () => (await import('./cli/migrate.ts')).migrateCommand,
  templates: async () => (await import('./cli/templates.ts')).templatesCommand,
  regimes: async () => (await import('./cli/regimes.ts')).regimesCommand,
  admin: async () => (await import('./cli/admin.ts')).adminCommand,
  backup: async () => (await import('./cli/backup.ts')).backupCommand,
  restore: async () => (await import('./cli/restore.ts')).restoreCommand,
  export: async () => (await import('./cli/export.ts')).exportCommand,
  import: async () => (await import('./cli/import.ts')).importCommand,
  'take-over': async () => (await import('./cli/take-over.ts')).takeOverCommand,
  demo: async () => (await import('./cli/demo.ts')).demoCommand,
}

/** Runs one command line; the exit code it ends with. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name = '', ...args] = argv
  if (name === '--version') {
    const { versionText } = await import('./cli/version.ts')
    io.out(versionText())
    return EXIT.ok
  }
  const command = Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]?.() : undefined
  if (!command) {
    const all = await Promise.all(Object.values(COMMANDS).map((load) => load()))
    const help = all.map((each) => each.help)
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
