import { realpathSync } from 'node:fs'
import type pkcs11js from 'pkcs11js'
import { AppError } from '../errors.ts'

/** Numbers of PKCS #11 v2.40, by their names there. */
export const CK = {
  OS_LOCKING_OK: 0x2,
  SERIAL_SESSION: 0x4,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_FINAL_TRY: 0x20000,
  USER_PIN_LOCKED: 0x40000,
  USER: 1,
  CONTEXT_SPECIFIC: 2,
  CERTIFICATE: 1,
  PRIVATE_KEY: 3,
  CLASS: 0x0,
  LABEL: 0x3,
  VALUE: 0x11,
  ID: 0x102,
  SIGN: 0x108,
  ALWAYS_AUTHENTICATE: 0x202,
  RSA_PKCS: 0x1,
  SHA256_RSA_PKCS: 0x40,
  ECDSA: 0x1041,
} as const

type Cryptoki = InstanceType<typeof pkcs11js.PKCS11>
/** A loaded and initialised module; `close` gives it back. */
export type OpenModule = { readonly cryptoki: Cryptoki; close(): void }

/** A log-in to a token is one for the whole process: a second user of a module could sign without knowing the PIN. */
const inUse = new Set<string>()

/**
 * The PKCS#11 module in that file, initialised. Throws AppError `pkcs11_unavailable` where the binding was not built,
 * `pkcs11_module_unreadable` (detail.module) for a file that is none, `pkcs11_busy` while it is open already.
 */
export async function openModule(file: string): Promise<OpenModule> {
  const { PKCS11 } = await loadBinding()
  const path = realPath(file)
  if (inUse.has(path)) throw new AppError('pkcs11_busy', { module: file })
  const cryptoki = new PKCS11()
  try {
    cryptoki.load(path)
    cryptoki.C_Initialize({ flags: CK.OS_LOCKING_OK })
  } catch (cause) {
    throw new AppError('pkcs11_module_unreadable', { module: file }, cause)
  }
  inUse.add(path)
  return {
    cryptoki,
    close() {
      if (!inUse.delete(path)) return
      try {
        cryptoki.C_Finalize()
      } finally {
        cryptoki.close()
      }
    },
  }
}

/** The package is optional: it is compiled when the program is installed, which needs a C++ compiler. */
async function loadBinding(): Promise<typeof pkcs11js> {
  try {
    return (await import('pkcs11js')).default
  } catch (cause) {
    throw new AppError('pkcs11_unavailable', {}, cause)
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch (cause) {
    throw new AppError('pkcs11_module_unreadable', { module: file }, cause)
  }
}
