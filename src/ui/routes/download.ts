import type { Context as HonoContext } from 'hono'
import type { WebEnv } from '../../http/env.ts'

type PdfFile = { readonly bytes: Uint8Array; readonly fileName: string }

/** Answers with the file, to be kept under its name. */
export function download(c: HonoContext<WebEnv>, file: PdfFile): Response {
  return sendPdf(c, file, 'attachment')
}

/** Answers with the very same file, to be looked at in the browser. */
export function preview(c: HonoContext<WebEnv>, file: PdfFile): Response {
  return sendPdf(c, file, 'inline')
}

function sendPdf(
  c: HonoContext<WebEnv>,
  { bytes, fileName }: PdfFile,
  disposition: 'attachment' | 'inline',
): Response {
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `${disposition}; filename="${fileName}"`,
  })
}
