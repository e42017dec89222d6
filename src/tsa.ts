import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from './errors.ts'
import { readTimestampResponse, timestampRequest } from './signatures/timestamp.ts'
import type { Timestamps } from './signatures/timestamp.ts'

/** The authority asked; `timeoutMs` is for one try. */
export type TimestampAuthority = {
  readonly url: string
  readonly policy: string | null
  readonly timeoutMs: number
  /** How long to wait before each further try, in ms: there are as many tries as numbers, and one. */
  readonly waitsMs?: readonly number[]
}

const WAITS_MS = [1_000, 4_000]
const MAX_PARALLEL = 4
const MAX_RESPONSE = 64 * 1024
/** Answers of a server that another try may mend. */
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504])
const PASSING_FAILURE = /timeNotAvailable|systemFailure/

/**
 * Asks that authority over HTTP and no other address: up to three tries, four requests at a time, answers up to 64 kB.
 *
 * The function throws AppError `timestamp_unreachable` (detail.reason network, timeout, status, content_type, too_long;
 * detail.status), and as `readTimestampResponse` does.
 */
export function timestampClient(authority: TimestampAuthority): Timestamps {
  const waits = authority.waitsMs ?? WAITS_MS
  const waiting: (() => void)[] = []
  let running = 0
  const acquire = async (): Promise<void> => {
    if (running >= MAX_PARALLEL) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
  }
  const release = (): void => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return async (digest) => {
    for (let tries = 0; ; tries++) {
      await acquire()
      try {
        return await askOnce(authority, digest)
      } catch (error) {
        if (!maySucceedLater(error) || tries >= waits.length) throw error
      } finally {
        release()
      }
      await pause(waits[tries])
    }
  }
}

async function askOnce(authority: TimestampAuthority, digest: Uint8Array): Promise<Uint8Array> {
  const nonce = randomBytes(8)
  const policy = authority.policy ?? undefined
  const body = await post(authority, timestampRequest(digest, nonce, policy))
  return readTimestampResponse(body, { digest, nonce, policy })
}

async function post({ url, timeoutMs }: TimestampAuthority, body: Uint8Array): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/timestamp-query',
        accept: 'application/timestamp-reply',
      },
      body: Uint8Array.from(body),
      redirect: 'manual',
      signal,
    })
    if (response.status !== 200) throw unreachable('status', response.status)
    const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/timestamp-reply') throw unreachable('content_type', response.status)
    return await readLimited(response)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw unreachable(signal.aborted ? 'timeout' : 'network', null, error)
  }
}

async function readLimited(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    length += piece.length
    if (length > MAX_RESPONSE) throw unreachable('too_long', response.status)
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}

function unreachable(reason: string, status: number | null, cause?: unknown): AppError {
  return new AppError('timestamp_unreachable', { reason, status }, cause)
}

function maySucceedLater(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  const { reason, status, failure } = error.detail
  if (error.code === 'timestamp_refused') return PASSING_FAILURE.test(String(failure))
  if (error.code !== 'timestamp_unreachable') return false
  return reason === 'network' || reason === 'timeout' || PASSING_STATUS.has(Number(status))
}
