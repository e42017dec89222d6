import { phrase, word } from '../messages/message.ts'
import { openP12 } from '../signatures/p12.ts'
import { openPkcs11 } from '../signatures/pkcs11.ts'
import type { Signer } from '../signatures/signer.ts'
import type { Io } from './io.ts'

const P12_LIMIT = 100_000

/** What the command line says of the key: a key store, or a module and which token and key of it. */
export type KeyChoice = Readonly<
  Partial<Record<'p12' | 'pkcs11' | 'slot' | 'token' | 'key', string | undefined>>
>
type ClosingSigner = Signer & { close(): void }

/** Whether they name one key store or one token; slot, token and key label only with a token. */
export function namesOneKey({ p12, pkcs11, slot, token, key }: KeyChoice): boolean {
  if ((p12 === undefined) === (pkcs11 === undefined)) return false
  if (slot !== undefined && (token !== undefined || !/^\d{1,10}$/.test(slot))) return false
  return pkcs11 !== undefined || [slot, token, key].every((each) => each === undefined)
}

/** The key they name, with the password or PIN that is asked for; to be closed. Throws as `openP12` and `openPkcs11` do. */
export async function openKey(values: KeyChoice, io: Io): Promise<ClosingSigner> {
  const { p12, pkcs11, slot, token, key } = values
  if (p12 !== undefined) {
    const bytes = io.read(p12, P12_LIMIT)
    const password = await io.ask(phrase('agent', 'p12_password', { file: p12 }), 'secret')
    return { ...(await openP12(bytes, password)), close: () => undefined }
  }
  return openPkcs11({
    module: pkcs11 ?? '',
    slot: slot === undefined ? undefined : Number(slot),
    tokenLabel: token,
    keyLabel: key,
    pin: await io.ask(word('agent', 'pin'), 'secret'),
  })
}
