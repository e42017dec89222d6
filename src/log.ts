import pino, { type DestinationStream, type Logger } from 'pino'
import { AppError } from './errors.ts'

/**
 * Keys whose values are never written, wherever they stand up to three levels deep: the last net below
 * code that should not have logged them.
 */
const SECRET = [
  'password',
  'again',
  'passphrase',
  'pin',
  'p12',
  'code',
  'token',
  'cookie',
  'authorization',
  'secret',
  'username',
  'fullName',
  'body',
]
/** `code` on the first level is the stable code of a refusal. */
const REDACTED = SECRET.flatMap((key) =>
  [key, `*.${key}`, `*.*.${key}`].filter((path) => path !== 'code'),
)

/** What is told of a fault: its kind, its words without what stood in quotation marks, and where it came from. */
type Fault = {
  readonly type: string
  readonly message: string
  readonly stack?: string | undefined
  readonly cause?: Fault | undefined
}

/** Causes below causes, so far that the first one is found. */
const CAUSES = 4

function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { type: typeof error, message: 'thrown, but no error' }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  const below = depth < CAUSES && error.cause !== undefined
  return {
    type: error.name,
    message: error instanceof AppError ? error.code : withoutValues(error.message),
    stack: frames?.join('\n'),
    cause: below ? faultOf(error.cause, depth + 1) : undefined,
  }
}

/** Databases and parsers quote the value they choked on, which may be somebody's name or a secret. */
function withoutValues(message: string): string {
  return message.slice(0, 500).replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)=\([^)]*\)/g, '"…"')
}

/**
 * The log: one JSON line an event, to standard output or `to`. Secrets and names are left out; of an error
 * nothing but its kind, code, words without quoted values, frames and causes.
 */
export function openLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: REDACTED, censor: '…' },
    serializers: { err: (error: unknown) => faultOf(error) },
  }
  return to ? pino(options, to) : pino(options)
}
