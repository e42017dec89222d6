import { becameOf } from './entry-differences.ts'
import type { JournalEvent } from './journal.ts'
import { fieldsOf } from './json-value.ts'

/** What the entries of a session call what they name by identity. */
export type EntryNames = {
  /** Numbers of sheets. */
  readonly sheets: ReadonlyMap<string, number>
  readonly subjects: ReadonlyMap<string, string>
  /** Codes of ballot kinds. */
  readonly kinds: ReadonlyMap<string, string>
  readonly passes: ReadonlyMap<string, { readonly passNo: number; readonly attempt: number }>
  readonly documents: ReadonlyMap<string, { readonly name: string; readonly version: number }>
}

/** Names that grow with the entries. */
export type GatheredNames = {
  readonly names: EntryNames
  /** Takes up what one more entry calls something. */
  readonly gather: (event: JournalEvent) => void
}

/** Gathers the names that entries give, in whatever shape they are. */
export function gatherNames(): GatheredNames {
  const sheets = new Map<string, number>()
  const subjects = new Map<string, string>()
  const kinds = new Map<string, string>()
  const passes = new Map<string, { passNo: number; attempt: number }>()
  const documents = new Map<string, { name: string; version: number }>()
  const gather = (event: JournalEvent) => {
    const fields: Readonly<Record<string, unknown>> = event
    if (event.type === 'sheets_planned')
      for (const { id, number } of itemsOf(becameOf(fields['sheets'])))
        sheets.set(String(id), Number(number))
    if (event.type === 'roster_saved')
      for (const kind of itemsOf(fieldsOf(becameOf(fields['roster']))?.['ballotKinds'])) {
        kinds.set(String(kind['id']), String(kind['code']))
        for (const { id, name } of itemsOf(kind['subjects'])) subjects.set(String(id), String(name))
      }
    if (event.type === 'pass_submitted')
      passes.set(String(fields['pass']), {
        passNo: Number(fields['passNo']),
        attempt: Number(fields['attempt']),
      })
    if (event.type === 'document_stored')
      documents.set(String(fields['document']), {
        name: String(fields['name']),
        version: Number(fields['version']),
      })
  }
  return { names: { sheets, subjects, kinds, passes, documents }, gather }
}

function itemsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return []
  return (value as readonly unknown[]).map(fieldsOf).filter((each) => each !== undefined)
}
