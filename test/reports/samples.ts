import { readFileSync, readdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { type Outcome, outcomeOf } from '../../src/domain/outcome.ts'
import type {
  BallotNote,
  Conference,
  DocumentIdentity,
  DocumentName,
  FormIdentity,
  FormName,
  Proceedings,
} from '../../src/domain/proceedings.ts'
import type { AdoptedRegime } from '../../src/domain/regime.ts'
import type { DocumentInput, FormInput } from '../../src/reports/render.ts'
import { REGIMES } from './regimes.ts'

/** What a sample may leave out: nothing was special, decided, or left out. */
type Sample = Omit<
  Proceedings,
  'outcome' | 'regime' | 'ballotNotes' | 'decisions' | 'explanations' | 'recheck' | 'leftOut'
> & {
  readonly ballotNotes: readonly (Omit<BallotNote, 'special'> & Partial<BallotNote>)[]
  readonly decisions?: Proceedings['decisions']
  readonly explanations?: Proceedings['explanations']
  readonly recheck?: Proceedings['recheck']
  /** Errors found in the sheets and records beside the tally. */
  readonly beside?: Outcome['findings']
  readonly leftOut?: Proceedings['leftOut']
  readonly identity?: Partial<DocumentIdentity>
}

/** Beside the conference, whatever else the form is made from. */
type FormSample<Name extends FormName> = {
  readonly conference: Omit<Conference, 'regime'> & { readonly regime: string }
  readonly identity?: Partial<FormIdentity<Name>>
} & Omit<FormInput<Name>['known'], keyof Conference>

/** The names of the samples of a document or a form. */
export function sampleNames(paper: DocumentName | FormName): string[] {
  return readdirSync(`templates/${paper}/samples`).map((file) => file.replace('.json', ''))
}

function readSample(paper: DocumentName | FormName, name: string): unknown {
  return JSON.parse(readFileSync(`templates/${paper}/samples/${name}.json`, 'utf8'))
}

function regimeNamed(id: string | null): AdoptedRegime {
  const regime = REGIMES[id ?? '']
  if (!regime) throw new TypeError(`no regime ${id}`)
  return regime
}

/** A sample as the input of a form. */
export function formInput<Name extends FormName>(form: Name, name: string): FormInput<Name> {
  const { conference, identity, ...rest } = readSample(form, name) as FormSample<Name>
  const known = { ...conference, ...rest, regime: regimeNamed(conference.regime) }
  return {
    known: known as unknown as FormInput<Name>['known'],
    identity: {
      form,
      session: 'KTN-7Q4M2',
      createdAt: '2023-12-01T04:00:00.000Z',
      programVersion: '0.1.0',
      ...identity,
    },
  }
}

/** A sample as the input of a document: proceedings computed from its tally, and the data attached. */
export function sampleInput(document: DocumentName, name: string): DocumentInput {
  const {
    identity,
    decisions = [],
    leftOut = [],
    beside = [],
    ...sample
  } = readSample(document, name) as Sample
  const { explanations = [], recheck = null } = sample
  const regime = regimeNamed(sample.tally.regime)
  const outcome = outcomeOf(sample.tally, regime, decisions, beside)
  const ballotNotes = sample.ballotNotes.map((note) => ({ special: [], ...note }))
  const bytes = new TextEncoder().encode(JSON.stringify(sample.tally))
  return {
    proceedings: {
      ...sample,
      ballotNotes,
      decisions,
      explanations,
      recheck,
      leftOut,
      regime,
      outcome,
    },
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
