/** What the reader of a paper does. */
export type Act =
  | { readonly do: 'mark'; readonly sign: string }
  | { readonly do: 'move'; readonly by: number }
  | { readonly do: 'go'; readonly line: number }
  | {
      readonly do: 'rest' | 'invalid' | 'save' | 'reset' | 'earlier' | 'later' | 'more' | 'drop'
    }

/** The part of a keyboard event that is looked at. */
export type Key = {
  readonly key: string
  /** The key's place on the board, for letters an input method would turn into others. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  /** Whether the key is held down. */
  readonly repeat: boolean
}

const KEYS: Readonly<Record<string, Act>> = {
  '+': { do: 'rest' },
  '*': { do: 'invalid' },
  '-': { do: 'move', by: -1 },
  Backspace: { do: 'move', by: -1 },
  ArrowUp: { do: 'move', by: -1 },
  ArrowDown: { do: 'move', by: 1 },
  Home: { do: 'move', by: -10_000 },
  End: { do: 'move', by: 10_000 },
  Enter: { do: 'save' },
  Escape: { do: 'reset' },
  PageUp: { do: 'earlier' },
  PageDown: { do: 'later' },
}

const PLACES: Readonly<Record<string, Act>> = {
  KeyA: { do: 'rest' },
  KeyX: { do: 'invalid' },
  Digit0: { do: 'mark', sign: '0' },
  Digit1: { do: 'mark', sign: '1' },
  Digit2: { do: 'mark', sign: '2' },
  Digit3: { do: 'mark', sign: '3' },
}

/**
 * What a key means; `undefined` when it is none of ours. A key held down moves, and does nothing else:
 * no line is marked that nobody read.
 */
export function actOf({ key, code, ctrlKey, altKey, metaKey, shiftKey, repeat }: Key) {
  if (altKey || (shiftKey && key === 'Enter')) return undefined
  if (ctrlKey || metaKey)
    return code === 'KeyZ' && !shiftKey && !repeat ? ({ do: 'earlier' } as const) : undefined
  const act = actFor(key) ?? (shiftKey ? undefined : PLACES[code])
  return repeat && act?.do !== 'move' ? undefined : act
}

function actFor(key: string): Act | undefined {
  return /^[0-3]$/.test(key) ? { do: 'mark', sign: key } : KEYS[key]
}
