import { createHash, randomBytes, webcrypto } from 'node:crypto'
import { BmpString, OctetString } from 'asn1js'
import * as pkijs from 'pkijs'

const ITERATIONS = 10_000
const BAG = {
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
} as const
const ATTRIBUTE = {
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
} as const

/** A PKCS#8 key and the DER certificates that belong to it, the key's own first. */
export type KeyStoreContents = {
  readonly privateKey: Uint8Array
  readonly certificates: readonly Uint8Array[]
  readonly friendlyName: string
  readonly password: string
}

/** A PKCS#12 key store (PBES2 with AES-256-CBC, HMAC-SHA-256) as openssl and the desktop systems read it. */
export async function makeP12(contents: KeyStoreContents): Promise<Uint8Array> {
  const engine = new pkijs.CryptoEngine({ name: 'webcrypto', crypto: webcrypto as Crypto })
  const password = arrayBuffer(new TextEncoder().encode(contents.password))
  const encryption = {
    password,
    // pkijs draws its own iv; only its types ask for one
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256, iv: randomBytes(16) },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  }
  const keyBag = new pkijs.PKCS8ShroudedKeyBag({
    parsedValue: pkijs.PrivateKeyInfo.fromBER(arrayBuffer(contents.privateKey)),
  })
  await keyBag.makeInternalValues(encryption, engine)
  const authenticatedSafe = new pkijs.AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        {
          privacyMode: 0,
          value: new pkijs.SafeContents({ safeBags: [keySafeBag(contents, keyBag)] }),
        },
        { privacyMode: 1, value: new pkijs.SafeContents({ safeBags: certificateBags(contents) }) },
      ],
    },
  })
  await authenticatedSafe.makeInternalValues({ safeContents: [{}, encryption] }, engine)
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } })
  await pfx.makeInternalValues(
    {
      password,
      iterations: ITERATIONS,
      pbkdf2HashAlgorithm: { name: 'SHA-256' },
      hmacHashAlgorithm: 'SHA-256',
    },
    engine,
  )
  return new Uint8Array(pfx.toSchema().toBER(false))
}

function keySafeBag(
  contents: KeyStoreContents,
  bagValue: pkijs.PKCS8ShroudedKeyBag,
): pkijs.SafeBag {
  return new pkijs.SafeBag({
    bagId: BAG.shroudedKey,
    bagValue,
    bagAttributes: attributes(contents),
  })
}

function certificateBags(contents: KeyStoreContents): pkijs.SafeBag[] {
  return contents.certificates.map(
    (der, index) =>
      new pkijs.SafeBag({
        bagId: BAG.certificate,
        bagValue: new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(arrayBuffer(der)) }),
        ...(index === 0 ? { bagAttributes: attributes(contents) } : {}),
      }),
  )
}

/** The same id on key and certificate: by it readers find which certificate is the key's. */
function attributes({ certificates, friendlyName }: KeyStoreContents): pkijs.Attribute[] {
  const id = createHash('sha256').update(certificates[0]!).digest()
  return [
    new pkijs.Attribute({
      type: ATTRIBUTE.friendlyName,
      values: [new BmpString({ value: friendlyName })],
    }),
    new pkijs.Attribute({
      type: ATTRIBUTE.localKeyId,
      values: [new OctetString({ valueHex: arrayBuffer(id) })],
    }),
  ]
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}
