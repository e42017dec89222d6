import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TrustedSeals } from '../actions/checkpoint-check.ts'
import { type DatabaseVerification, checkDatabase } from '../actions/database-verification.ts'
import { type Config, readConfig } from '../config.ts'
import { type PaperHead, paperHeadOf } from '../domain/paper-head.ts'
import { AppError } from '../errors.ts'
import { phrase, stepLine, word } from '../messages/message.ts'
import { remedyFor } from '../messages/remedies.ts'
import { ROOT } from '../program.ts'
import { recount } from '../recount/recount.ts'
import { readSecretsKey, sealsUnder } from '../secrets.ts'
import { copyDatabase } from '../storage/database-copy.ts'
import { type Store, openStore } from '../storage/dialect.ts'
import { migrate } from '../storage/migrations/index.ts'
import { readAtOneMoment } from '../storage/one-moment.ts'
import { EXIT, type Io } from './io.ts'

/** What is asked of a verification of the database. */
export type DatabaseOptions = {
  readonly json?: boolean | undefined
  /** `SEQ:HASH` as paper has it. */
  readonly head?: string | undefined
  /** Identities of seals, as paper has them. */
  readonly seal?: readonly string[] | undefined
}

/** Takes every step of the database of the settings, and tells them as text or JSON; 1 when one failed. */
export async function verifyDatabase(io: Io, options: DatabaseOptions): Promise<number> {
  const config = readConfig(io.env, ROOT)
  const paper = options.head === undefined ? null : paperHead(options.head)
  const trusted = trustedSeals(config, options.seal ?? [])
  const verification = await onSnapshot(config.database, (store) =>
    checkDatabase({ store, recount, trusted, paper }),
  )
  io.out(options.json ? `${JSON.stringify(verification, null, 2)}\n` : textOf(verification))
  return verification.holds ? EXIT.ok : EXIT.held
}

/** A number and at least eight digits of a hash, in whatever groups they are typed. `invalid_input`. */
function paperHead(typed: string): PaperHead {
  const head = paperHeadOf(typed)
  if (head) return head
  throw new AppError('invalid_input', {
    issues: [{ path: '--head', rule: 'invalid', found: typed }],
  })
}

/** The seals of this machine, where its key is here, and those told. */
function trustedSeals({ secretsKey }: Config, told: readonly string[]): TrustedSeals {
  const real = sealIds(told)
  if (!existsSync(secretsKey.file)) return { real, rehearsal: [] }
  const seals = sealsUnder(readSecretsKey(secretsKey))
  return { real: [seals.real.id, ...real], rehearsal: [seals.rehearsal.id] }
}

/** Identities of seals as they are typed from paper, in whatever groups. */
export function sealIds(typed: readonly string[] = []): readonly string[] {
  return typed.map((id) => id.replace(/\s/g, '').toLowerCase())
}

/**
 * A database of SQLite is copied, and the copy brought to the newest shape: the file itself is only read, and a server
 * goes on meanwhile. One of PostgreSQL is read where it is, as it was at one moment.
 */
async function onSnapshot<T>(database: string, work: (store: Store) => Promise<T>): Promise<T> {
  if (/^postgres(ql)?:/.test(database)) return readAtOneMoment(database, work)
  statSync(database) // else opening would make an empty one
  const folder = mkdtempSync(join(dirname(database), '.verify-'))
  try {
    const copy = join(folder, 'copy.sqlite')
    copyDatabase(database, copy)
    return await withStore(copy, async (store) => {
      await migrate(store)
      return work(store)
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withStore<T>(location: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(location)
  try {
    return await work(store)
  } finally {
    await store.db.destroy()
  }
}

function textOf({ entries, head, steps, holds }: DatabaseVerification): string {
  const lines = steps.flatMap((step) => {
    const { reason, differences, seq, checkpoint } = step.detail
    const places = [
      ...(typeof seq === 'number' ? [phrase('databaseCheck', 'entry', { seq })] : []),
      ...(typeof checkpoint === 'number'
        ? [phrase('databaseCheck', 'checkpoint', { checkpoint })]
        : []),
      ...(Array.isArray(differences) ? differences.map((each) => placeOf(each as object)) : []),
    ]
    const remedy = step.status === 'failed' ? remedyFor(String(reason)) : null
    return [
      stepLine(step),
      ...(step.status === 'failed' ? places.map((place) => `     ${place}`) : []),
      ...(remedy === null ? [] : [`     → ${remedy}`]),
    ]
  })
  const verdict = word('databaseCheck', holds ? 'holds' : 'fails')
  const told = [phrase('databaseCheck', 'head', { entries, ...head }), ...lines, verdict]
  return told.map((line) => `${line}\n`).join('')
}

/** A difference as one line of names and values: table, row, field, and the session. */
function placeOf(difference: object): string {
  return Object.entries(difference)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')
}
