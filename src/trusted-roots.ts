import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Certificates of a PEM file, in DER. */
export function readRoots(file: string | null): readonly Uint8Array[] {
  if (file === null) return []
  const pem = readFileSync(file, 'utf8')
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => new Uint8Array(new X509Certificate(block).raw))
}
