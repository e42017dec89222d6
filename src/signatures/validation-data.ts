import { PdfArray, PdfDict, PdfName, PdfRef, PdfStream } from '@libpdf/core'
import type { PDF } from '@libpdf/core'
import { readElement } from './der.ts'
import { readCms } from './read-cms.ts'
import { readSignatureDictionaries } from './signature-dictionary.ts'
import { resolver } from './signature-fields.ts'
import { openToken } from './timestamp-token.ts'

/** Certificates and revocation lists (DER) with which signatures can be judged long after. */
export type ValidationData = {
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
}

const LISTS = { Certs: 'certificates', CRLs: 'crls' } as const

/** The certificates that the document's signatures and timestamps bring with them, each once. */
export function certificatesIn(pdf: PDF): readonly Uint8Array[] {
  const found = readSignatureDictionaries(pdf).flatMap(({ dictionary }) => {
    if (!dictionary) return []
    const { contents, subFilter } = dictionary
    try {
      return subFilter === 'ETSI.RFC3161'
        ? openToken(readElement(contents).raw).certificates
        : readCms(contents).cms.certificates
    } catch {
      return [] // what cannot be read cannot be helped by evidence either
    }
  })
  return unique(found)
}

/**
 * Adds to the document's security store (DSS, ISO 32000-2 §12.8.4.3) what it does not have yet; true when there was
 * something to add.
 */
export function addValidationData(pdf: PDF, data: ValidationData): boolean {
  const catalog = pdf.getCatalog()
  const store = catalog.getDict('DSS', resolver(pdf)) ?? PdfDict.of({ Type: PdfName.of('DSS') })
  let added = false
  for (const [key, from] of Object.entries(LISTS)) {
    const list = store.getArray(key, resolver(pdf)) ?? PdfArray.of()
    const known = [...list].map((item) => {
      const stream = item instanceof PdfRef ? pdf.getObject(item) : item
      return stream instanceof PdfStream ? stream.getDecodedData() : new Uint8Array()
    })
    const missing = unique(data[from]).filter((der) => !known.some((one) => same(one, der)))
    if (missing.length === 0) continue
    for (const der of missing) list.push(pdf.register(PdfStream.fromDict({}, der)))
    store.set(key, list)
    added = true
  }
  if (added && !catalog.has('DSS')) catalog.set('DSS', pdf.register(store))
  return added
}

function unique(all: readonly Uint8Array[]): readonly Uint8Array[] {
  return all.filter((der, at) => all.findIndex((other) => same(other, der)) === at)
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
