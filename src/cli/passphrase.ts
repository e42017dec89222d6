import { AppError } from '../errors.ts'
import { newPassword } from '../http/schemas.ts'
import { word } from '../messages/message.ts'
import type { Io } from './io.ts'

const FILE_LIMIT = 4096

/** The passphrase in the first line of the file, or typed at the terminal. */
export async function askPassphrase(io: Io, file: string | undefined): Promise<string> {
  if (file === undefined) return io.ask(word('backup', 'passphrase'), 'secret')
  const text = new TextDecoder().decode(io.read(file, FILE_LIMIT))
  return text.split(/\r?\n/, 1)[0] ?? ''
}

/**
 * A passphrase to lock something with, typed twice where it comes from no file. `passphrase_weak` for one that no
 * password may be, `passphrase_differs`.
 */
export async function newPassphrase(io: Io, file: string | undefined): Promise<string> {
  const passphrase = await askPassphrase(io, file)
  if (!newPassword.safeParse(passphrase).success) throw new AppError('passphrase_weak')
  if (file !== undefined) return passphrase
  const again = await io.ask(word('backup', 'passphrase_again'), 'secret')
  if (again !== passphrase) throw new AppError('passphrase_differs')
  return passphrase
}
