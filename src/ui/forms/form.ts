import type { Context as HonoContext } from 'hono'
import { AppError } from '../../errors.ts'
import type { WebEnv } from '../../http/env.ts'

/** The texts of a form by field name, exactly as typed; files are left out. */
export type Typed = Readonly<Record<string, string>>

/** What the browser sent: the texts, and the files that were chosen. */
export type SentForm = {
  readonly typed: Typed
  /** The bytes of a chosen file; `undefined` when none was chosen. */
  readonly file: (name: string) => Promise<Uint8Array | undefined>
  /** The fields in which a file was chosen. */
  readonly chosen: readonly string[]
}

/** The form of this request; of a name sent twice the last one counts. */
export async function readForm(c: HonoContext<WebEnv>): Promise<SentForm> {
  const data = await sentFields(c)
  const texts = [...data].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')] as const] : [],
  )
  return {
    typed: Object.fromEntries(texts),
    chosen: [...data].flatMap(([name, value]) =>
      typeof value !== 'string' && value.size > 0 ? [name] : [],
    ),
    file: async (name) => {
      const value = data.get(name)
      if (value === null || typeof value === 'string' || value.size === 0) return undefined
      return new Uint8Array(await value.arrayBuffer())
    },
  }
}

async function sentFields(c: HonoContext<WebEnv>): Promise<FormData> {
  try {
    return await c.req.formData()
  } catch (error) {
    // the body breaks off or is no form; what limits its size is thrown on
    if (error instanceof TypeError) throw new AppError('unsupported_media_type', FORM, error)
    throw error
  }
}

const FORM = { expected: 'multipart/form-data' }

/** The text of a field without blanks around it; empty when the form has no such field. */
export function textOf(typed: Typed, name: string): string {
  return typed[name]?.trim() ?? ''
}

/** The text of a field, or `null` when nothing was typed. */
export function textOrNull(typed: Typed, name: string): string | null {
  return textOf(typed, name) || null
}

/**
 * The number in a field: `null` when it is empty, never 0; anything that is not plain digits comes back
 * as it was typed, for the schema to refuse.
 */
export function numberOf(typed: Typed, name: string): number | string | null {
  const text = textOf(typed, name)
  if (text === '') return null
  return /^\d{1,7}$/.test(text) ? Number(text) : text
}

/**
 * The day in a text as people write it, 5/2/2026 (day, month, year) or 2026-02-05; `null` when there is
 * none; anything else comes back as it was typed, for the schema to refuse.
 */
export function dayIn(text: string): string | null {
  const written = text.trim()
  const [, date = '', month = '', year = ''] =
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written) ?? []
  if (year !== '') return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return written || null
}

/** The day in a field, read as of `dayIn`. */
export function dayOf(typed: Typed, name: string): string | null {
  return dayIn(typed[name] ?? '')
}

/** A stored count as it stands in its field. */
export function countText(count: number | null): string {
  return count === null ? '' : String(count)
}
