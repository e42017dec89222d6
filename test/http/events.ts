/** One server-sent event as it arrived. */
export type ServerEvent = { readonly event: string; readonly id: string; readonly data: unknown }

/** Reads a stream event by event. */
export type Events = {
  /** The next event, or `undefined` at the end of the stream. */
  next(): Promise<ServerEvent | undefined>
  /** Stops reading, as a closed page does. */
  close(): Promise<void>
}

/** The events of an answer; comments, which are signs of life, are passed over. */
export function eventsOf(response: Response): Events {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async next() {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end >= 0) {
          const block = text.slice(0, end)
          text = text.slice(end + 2)
          const event = eventOf(block)
          if (event) return event
        } else {
          const { done, value } = await reader.read()
          if (done) return undefined
          text += value
        }
      }
    },
    close: () => reader.cancel(),
  }
}

function eventOf(block: string): ServerEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
    }),
  )
  const event = fields.get('event')
  const data = fields.get('data') ?? ''
  if (event === undefined) return undefined
  return { event, id: fields.get('id') ?? '', data: data === '' ? null : JSON.parse(data) }
}
