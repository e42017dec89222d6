import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What was named on the command line, folders as the files in them. */
export type FilesToVerify = {
  readonly files: readonly string[]
  /** Files in folders that are neither `.pdf` nor `.zip`, and links: not verified. */
  readonly others: number
  /** Whether a folder was named. */
  readonly folder: boolean
}

/** The files in the order named; those of a folder and its folders by name. What is not there stays, to be told when read. */
export function filesToVerify(named: readonly string[]): FilesToVerify {
  const files: string[] = []
  let others = 0
  let folder = false
  for (const path of named) {
    if (!isFolder(path)) {
      files.push(path)
      continue
    }
    folder = true
    const within = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => ({ file: join(entry.parentPath, entry.name), plain: entry.isFile() }))
    const taken = within.filter(({ file, plain }) => plain && /\.(?:pdf|zip)$/i.test(file))
    others += within.length - taken.length
    files.push(...taken.map(({ file }) => file).toSorted((a, b) => (a < b ? -1 : 1)))
  }
  return { files, others, folder }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
