import { readFileSync, readdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { outcomeOf } from '../../src/domain/outcome.ts'
import type { DocumentIdentity, DocumentName, Proceedings } from '../../src/domain/proceedings.ts'
import type { DocumentInput } from '../../src/reports/render.ts'
import { REGIMES } from './regimes.ts'

type Sample = Omit<Proceedings, 'outcome' | 'regime'> & {
  readonly identity?: Partial<DocumentIdentity>
}

/** The names of the samples of a document. */
export function sampleNames(document: DocumentName): string[] {
  return readdirSync(`templates/${document}/samples`).map((file) => file.replace('.json', ''))
}

/** A sample as the input of a document: proceedings computed from its tally, and the data attached. */
export function sampleInput(document: DocumentName, name: string): DocumentInput {
  const path = `templates/${document}/samples/${name}.json`
  const { identity, ...sample } = JSON.parse(readFileSync(path, 'utf8')) as Sample
  const regime = REGIMES[sample.tally.regime ?? '']
  if (!regime) throw new TypeError(`${path}: no regime ${sample.tally.regime}`)
  const outcome = outcomeOf(sample.tally, regime)
  const bytes = new TextEncoder().encode(JSON.stringify(sample.tally))
  return {
    proceedings: { ...sample, regime, outcome },
    identity: {
      document,
      session: 'KTN-7Q4M2',
      revision: 1,
      issuedOn: sample.tally.heldOn,
      createdAt: '2023-12-05T04:00:00.000Z',
      dataSha256: createHash('sha256').update(bytes).digest('hex'),
      journalHead: { seq: 1234, hash: 'c3'.repeat(32) },
      programVersion: '0.1.0',
      ...identity,
    },
    attachments: [
      { name: 'tally.json', description: 'Số liệu kiểm phiếu', bytes },
      {
        name: 'outcome.json',
        description: 'Kết quả tính',
        bytes: new TextEncoder().encode(JSON.stringify(outcome)),
      },
    ],
  }
}
