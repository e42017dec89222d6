import { extractText } from '../../src/reports/attachments.ts'

/** The text somebody gets to read: of a PDF what is printed, of a stream its first event. */
export async function textOf(answer: Response): Promise<string> {
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('application/pdf'))
    return (await extractText(new Uint8Array(await answer.arrayBuffer()))).join('\n')
  if (!type.startsWith('text/event-stream')) return answer.text()
  const reader = answer.body!.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return new TextDecoder().decode(value)
}
