import type { ColumnType } from 'kysely'

/** Set when inserted, never updated. */
export type Fixed<T> = ColumnType<T, T, never>
