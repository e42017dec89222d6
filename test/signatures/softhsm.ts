import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { KeyObject } from 'node:crypto'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const USER_PIN = '246810'
const SO_PIN = '13579111'

const MODULES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
]

type Template = { type: number; value: number | boolean | string | Buffer }[]
/** What making a token needs of the binding, beyond what the program uses. */
type Binding = {
  load(path: string): void
  close(): void
  C_Initialize(): void
  C_Finalize(): void
  C_GetSlotList(tokenPresent: boolean): Buffer[]
  C_InitToken(slot: Buffer, pin: string, label: string): void
  C_OpenSession(slot: Buffer, flags: number): Buffer
  C_CloseSession(session: Buffer): void
  C_Login(session: Buffer, user: number, pin: string): void
  C_Logout(session: Buffer): void
  C_InitPIN(session: Buffer, pin: string): void
  C_CreateObject(session: Buffer, template: Template): Buffer
  C_GetTokenInfo(slot: Buffer): { label: string }
}

/** The module of SoftHSM2 on this machine, if it and the binding are there. */
export function softHsm(): { module: string | null; missing: string } {
  const module = MODULES.find((file) => existsSync(file)) ?? null
  if (!module) return { module, missing: 'SoftHSM2 is not installed (Debian: softhsm2)' }
  try {
    binding()
    return { module, missing: '' }
  } catch {
    return { module: null, missing: 'the optional package pkcs11js is not installed' }
  }
}

function binding(): Binding {
  const { PKCS11 } = createRequire(import.meta.url)('pkcs11js') as { PKCS11: new () => Binding }
  return new PKCS11()
}

/** An own folder for tokens, which SoftHSM2 in this process uses until it is removed. */
export function tokenFolder(settings = '') {
  const folder = mkdtempSync(join(tmpdir(), 'softhsm-'))
  const config = join(folder, 'softhsm2.conf')
  const earlier = process.env.SOFTHSM2_CONF
  mkdirSync(join(folder, 'tokens'))
  const lines = [`directories.tokendir = ${join(folder, 'tokens')}`, 'log.level = ERROR', settings]
  writeFileSync(config, lines.join('\n'))
  process.env.SOFTHSM2_CONF = config
  return {
    remove: () => {
      rmSync(folder, { recursive: true })
      if (earlier === undefined) delete process.env.SOFTHSM2_CONF
      else process.env.SOFTHSM2_CONF = earlier
    },
  }
}

/** One object to put on a token; `id` ties a key to its certificate. */
export type TokenObject =
  | { key: KeyObject; label: string; id: string; askEveryTime?: boolean; sign?: boolean }
  | { certificate: Uint8Array; label: string; id: string }

/** A new token of that label with these keys and certificates; its slot's number. */
export function makeToken(module: string, label: string, objects: readonly TokenObject[]): number {
  const pkcs11 = binding()
  pkcs11.load(module)
  pkcs11.C_Initialize()
  try {
    pkcs11.C_InitToken(pkcs11.C_GetSlotList(false).at(-1)!, SO_PIN, label)
    pkcs11.C_Finalize() // the new token gets its own number only now
    pkcs11.C_Initialize()
    const slot = pkcs11
      .C_GetSlotList(true)
      .find((each) => pkcs11.C_GetTokenInfo(each).label.startsWith(`${label}\0`))!
    const session = pkcs11.C_OpenSession(slot, 0x4 | 0x2)
    pkcs11.C_Login(session, 0, SO_PIN)
    pkcs11.C_InitPIN(session, USER_PIN)
    pkcs11.C_Logout(session)
    pkcs11.C_Login(session, 1, USER_PIN)
    for (const object of objects) pkcs11.C_CreateObject(session, templateOf(object))
    pkcs11.C_CloseSession(session)
    return Number(slot.readBigUInt64LE())
  } finally {
    pkcs11.C_Finalize()
    pkcs11.close()
  }
}

function templateOf(object: TokenObject): Template {
  const common: Template = [
    { type: 0x1, value: true }, // on the token
    { type: 0x3, value: Buffer.from(object.label) },
    { type: 0x102, value: Buffer.from(object.id) },
  ]
  if ('certificate' in object)
    return [
      ...common,
      { type: 0x0, value: 1 },
      { type: 0x80, value: 0 },
      { type: 0x2, value: false },
      { type: 0x101, value: Buffer.from('3000', 'hex') }, // subject
      { type: 0x11, value: Buffer.from(object.certificate) },
    ]
  const { key, askEveryTime = false, sign = true } = object
  return [
    ...common,
    { type: 0x0, value: 3 },
    { type: 0x2, value: true },
    { type: 0x103, value: true }, // sensitive
    { type: 0x162, value: false }, // not extractable
    { type: 0x108, value: sign },
    { type: 0x202, value: askEveryTime },
    ...keyParts(key),
  ]
}

function keyParts(key: KeyObject): Template {
  const jwk = key.export({ format: 'jwk' })
  const part = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi') =>
    Buffer.from(jwk[name] ?? '', 'base64url')
  if (key.asymmetricKeyType === 'ec')
    return [
      { type: 0x100, value: 3 },
      { type: 0x180, value: curveOf(key) },
      { type: 0x11, value: part('d') },
    ]
  const numbers = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const
  const types = [0x120, 0x122, 0x123, 0x124, 0x125, 0x126, 0x127, 0x128]
  const parts = numbers.map((name, at) => ({ type: types[at]!, value: part(name) }))
  return [{ type: 0x100, value: 0 }, ...parts]
}

function curveOf(key: KeyObject): Buffer {
  const p384 = key.asymmetricKeyDetails?.namedCurve === 'secp384r1'
  return Buffer.from(p384 ? '06052b81040022' : '06082a8648ce3d030107', 'hex')
}
