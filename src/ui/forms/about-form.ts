import { ABOUT_KINDS, type About } from '../../domain/comment.ts'

/** What a thread is about as it stands in an address or a field: `session`, `sheet:ID`, `entry:12`. */
export function aboutValue({ kind, id }: About): string {
  return id === null ? kind : `${kind}:${id}`
}

/** The same read again; `null` for any other text. */
export function aboutIn(value: string): About | null {
  const [, word, id = null] = /^([a-z]+)(?::(.{1,64}))?$/u.exec(value) ?? []
  const kind = ABOUT_KINDS.find((each) => each === word)
  if (kind === undefined || (kind === 'session') !== (id === null)) return null
  return { kind, id }
}
