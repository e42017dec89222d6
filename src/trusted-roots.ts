import { X509Certificate } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from './errors.ts'
import { DerError } from './signatures/der.ts'
import { readRevocationList } from './signatures/read-crl.ts'

/**
 * Certificates of a PEM file, in DER. AppError `roots_unreadable` with detail.file: a file without one must not pass for trust
 * in nobody.
 */
export function readRoots(file: string | null): readonly Uint8Array[] {
  if (file === null) return []
  const pem = readFileSync(file, 'utf8')
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) throw new AppError('roots_unreadable', { file })
  try {
    return blocks.map((block) => new Uint8Array(new X509Certificate(block).raw))
  } catch (error) {
    throw new AppError('roots_unreadable', { file }, error)
  }
}

/**
 * Revocation lists, in DER, of a file (PEM or DER) or of every `.crl` and `.pem` file of a folder. AppError `crl_unreadable`
 * with detail.file: a list that cannot be read must not pass for one that revokes nobody.
 */
export function readCrls(path: string | null): readonly Uint8Array[] {
  if (path === null) return []
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => /\.(?:crl|pem)$/i.test(name))
        .toSorted()
        .map((name) => join(path, name))
    : [path]
  return files.flatMap((file) => listsIn(file))
}

function listsIn(file: string): readonly Uint8Array[] {
  const bytes = new Uint8Array(readFileSync(file))
  const blocks = Buffer.from(bytes)
    .toString('latin1')
    .match(/-----BEGIN X509 CRL-----[^-]+-----END X509 CRL-----/g)
  const lists = blocks?.map((block) =>
    Uint8Array.from(Buffer.from(block.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')),
  ) ?? [bytes]
  for (const list of lists)
    try {
      readRevocationList(list)
    } catch (error) {
      if (!(error instanceof DerError)) throw error
      throw new AppError('crl_unreadable', { file }, error)
    }
  return lists
}
