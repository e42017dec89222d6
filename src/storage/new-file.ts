import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../errors.ts'

/** What a file is called until it is whole. */
export const PARTIAL = '.partial'

/**
 * Lets `work` fill a file beside the place, which takes the place once it is whole: killed at any moment, nothing or
 * the whole file stands there. `backup_exists` for a file that stands there already.
 */
export async function intoNewFile<T>(
  file: string,
  work: (partial: string) => Promise<T>,
): Promise<T> {
  const partial = `${file}${PARTIAL}`
  if (existsSync(file)) throw new AppError('backup_exists', { place: file })
  closeSync(reserved(partial))
  try {
    const done = await work(partial)
    takePlace(partial, file)
    syncFolder(dirname(file))
    return done
  } finally {
    rmSync(partial, { force: true })
  }
}

function reserved(file: string): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? new AppError('backup_exists', { place: file }, error) : error
  }
}

/** A link is made for a free name only; sticks that know no links get the file renamed. */
function takePlace(partial: string, file: string): void {
  try {
    linkSync(partial, file)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new AppError('backup_exists', { place: file }, error)
    renameSync(partial, file)
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** Makes the names in a folder safe against a power cut. */
export function syncFolder(folder: string): void {
  const open = openSync(folder, 'r')
  try {
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
}
