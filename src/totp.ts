import { Secret, TOTP } from 'otpauth'
import type { Totp } from './context.ts'

/** RFC 6238 as every authenticator program reads it: SHA-1, thirty seconds, six digits; a step off is let pass. */
const RULES = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const WINDOW = 1
const SECRET_BYTES = 20

/** Codes of a second factor that change with the time. */
export const totp: Totp = {
  newSecret: () => new Uint8Array(new Secret({ size: SECRET_BYTES }).bytes),
  stepOf(secret, code, at) {
    if (!/^[0-9]{6}$/.test(code)) return null // the library throws at other signs
    const timestamp = Date.parse(at)
    const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW })
    return delta === null ? null : Math.floor(timestamp / 1000 / RULES.period) + delta
  },
  describe(secret, username) {
    const described = totpOf(secret, username)
    return { text: described.secret.base32, uri: described.toString() }
  },
}

function totpOf(secret: Uint8Array, label = 'tin-nhiem'): TOTP {
  const buffer = new Uint8Array(secret).buffer
  return new TOTP({ issuer: 'Sổ Tín Nhiệm', label, secret: new Secret({ buffer }), ...RULES })
}
