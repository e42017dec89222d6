import { Buffer } from 'node:buffer'
import { readCertificate } from '../signatures/certificate.ts'
import { readRevocationList } from '../signatures/read-crl.ts'

/** The certificates (DER) of a PEM or DER file; null where it is neither. A file without one must not pass for trust in nobody. */
export function readRoots(bytes: Uint8Array): readonly Uint8Array[] | null {
  return readAll(bytes, 'CERTIFICATE', readCertificate)
}

/** The revocation lists (DER) of a PEM or DER file; null where it is neither. */
export function readCrls(bytes: Uint8Array): readonly Uint8Array[] | null {
  return readAll(bytes, 'X509 CRL', readRevocationList)
}

function readAll(
  bytes: Uint8Array,
  label: string,
  read: (der: Uint8Array) => unknown,
): readonly Uint8Array[] | null {
  const text = Buffer.from(bytes).toString('latin1')
  const blocks = text.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`, 'g'))
  const ders = blocks?.map((block) => {
    return Uint8Array.from(Buffer.from(block.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'))
  }) ?? [bytes]
  try {
    for (const der of ders) read(der)
    return ders
  } catch {
    return null // whatever it is, it is not that
  }
}
