import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PARTIAL } from '../storage/new-file.ts'
import { isBackupName } from './backup-names.ts'

/** In milliseconds: nothing under way stands still for so long. */
const LEFT_MS = 3_600_000

/**
 * Removes what a program that was killed left of its backups: clear copies beside the database, unfinished files where
 * backups go; `at` is the present in milliseconds.
 */
export function forgetLeftovers(beside: string, folder: string, at: number): void {
  const clear = namesIn(beside).filter((name) => /^\.(?:backup|restore)-\w{6}$/.test(name))
  const unfinished = namesIn(folder).filter(
    (name) => name.endsWith(PARTIAL) && isBackupName(name.slice(0, -PARTIAL.length)),
  )
  const left = [
    ...clear.map((name) => join(beside, name)),
    ...unfinished.map((name) => join(folder, name)),
  ]
  for (const path of left)
    if (at - statSync(path).mtimeMs > LEFT_MS) rmSync(path, { recursive: true, force: true })
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // told where it is written to
  }
}
