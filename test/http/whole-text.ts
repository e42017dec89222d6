import { extractText } from '../../src/reports/attachments.ts'
import { docxParts } from '../reports/docx-parts.ts'

/** The text somebody gets to read: of a PDF what is printed, of an office file every part, of a stream its first event. */
export async function textOf(answer: Response): Promise<string> {
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('application/pdf'))
    return (await extractText(new Uint8Array(await answer.arrayBuffer()))).join('\n')
  if (type.includes('openxmlformats'))
    return [...docxParts(new Uint8Array(await answer.arrayBuffer())).values()].join('\n')
  if (!type.startsWith('text/event-stream')) return answer.text()
  const reader = answer.body!.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return new TextDecoder().decode(value)
}
