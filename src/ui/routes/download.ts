import type { Context as HonoContext } from 'hono'
import type { WebEnv } from '../../http/env.ts'

type PdfFile = { readonly bytes: Uint8Array; readonly fileName: string }

/** Answers with the file, to be kept under its name. */
export function download(c: HonoContext<WebEnv>, { bytes, fileName }: PdfFile): Response {
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${fileName}"`,
  })
}
