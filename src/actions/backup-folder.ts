import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { isSealed, sealId } from '../signatures/seal.ts'
import { readLabel } from '../storage/backup-file.ts'
import type { Label } from '../storage/backup-manifest.ts'
import { isBackupName } from './backup-names.ts'

/** A backup in a folder, as far as it can be read without opening it. */
export type LabelledFile = {
  readonly name: string
  readonly bytes: number
  readonly label: Label
  readonly encrypted: boolean
  /** Whose seal the label bears; `null` for one that does not hold. */
  readonly sealedBy: string | null
}

/** A file that has the name of a backup and is none. */
export type StrangeFile = { readonly name: string; readonly bytes: number; readonly label: null }

/** Every file in the folder with the name of a backup, the newest first. `backup_folder_unusable`. */
export function filesIn(folder: string): readonly (LabelledFile | StrangeFile)[] {
  return namesIn(folder)
    .filter((name) => isBackupName(name))
    .map((name) => fileAt(folder, name))
    .sort((one, other) => (one.name < other.name ? 1 : -1))
}

/** Those that are backups by name and label, whatever they are called, the newest first. */
export function labelsIn(folder: string): readonly LabelledFile[] {
  return namesIn(folder)
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => fileAt(folder, name))
    .filter((file): file is LabelledFile => file.label !== null)
    .sort((one, other) => (one.label.madeAt < other.label.madeAt ? 1 : -1))
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.endsWith('.partial'))
  } catch (error) {
    throw new AppError('backup_folder_unusable', { place: folder }, error)
  }
}

function fileAt(folder: string, name: string): LabelledFile | StrangeFile {
  const path = join(folder, name)
  const { size: bytes } = statSync(path)
  try {
    const { label, encrypted, seal, sealed } = readLabel(path)
    const sealedBy = isSealed(seal, 'backup', sealed) ? sealId(seal.publicKey) : null
    return { name, bytes, label, encrypted, sealedBy }
  } catch {
    return { name, bytes, label: null } // no backup, or its head is damaged: shown as such
  }
}
