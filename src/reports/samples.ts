import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type DocumentSettings, NO_DOCUMENT_SETTINGS } from '../domain/document-settings.ts'
import type { DestructionTold } from '../domain/destruction.ts'
import { type Outcome, outcomeOf } from '../domain/outcome.ts'
import type {
  BallotNote,
  Conference,
  DocumentIdentity,
  FigureDocument,
  FormIdentity,
  FormName,
  Proceedings,
} from '../domain/proceedings.ts'
import type { AdoptedRegime } from '../domain/regime.ts'
import type { Attachment } from './draw.ts'
import type { DestructionInput, DocumentInput, FormInput } from './render.ts'

/** What a sample may leave out: nothing was special, decided, set, or left out. */
type DocumentSample = Omit<
  Proceedings,
  | 'outcome'
  | 'regime'
  | 'ballotNotes'
  | 'decisions'
  | 'explanations'
  | 'recheck'
  | 'leftOut'
  | 'settings'
> & {
  readonly ballotNotes: readonly (Omit<BallotNote, 'special'> & Partial<BallotNote>)[]
  readonly decisions?: Proceedings['decisions']
  readonly explanations?: Proceedings['explanations']
  readonly recheck?: Proceedings['recheck']
  /** Errors found in the sheets and records beside the tally. */
  readonly beside?: Outcome['findings']
  readonly leftOut?: Proceedings['leftOut']
  readonly settings?: Partial<DocumentSettings>
  readonly identity?: Partial<DocumentIdentity<FigureDocument>>
}

/** Beside the conference, whatever else the form is made from. */
type FormSample<Name extends FormName> = {
  readonly conference: Omit<Conference, 'regime' | 'settings'> & { readonly regime: string }
  readonly settings?: Partial<DocumentSettings>
  readonly identity?: Partial<FormIdentity<Name>>
} & Omit<FormInput<Name>['known'], keyof Conference>

/** Beside the conference, whatever else the minutes of a destruction are made from. */
type DestructionSample = {
  readonly conference: Omit<Conference, 'regime' | 'settings'> & { readonly regime: string }
  readonly settings?: Partial<DocumentSettings>
  readonly identity?: Partial<DocumentIdentity<'destruction'>>
} & Omit<DestructionTold, keyof Conference>

/** Finds the regulation that a sample names by its id. */
export type RegimeFinder = (id: string | null) => AdoptedRegime

const VERSION = '0.1.0'
const SAMPLE_HEAD = { seq: 1234, hash: 'c3'.repeat(32), sealId: 'b05a'.repeat(16) }

/** The names of the samples of a paper, in alphabetical order; none where it has no folder of samples. */
export function listSamples(dir: string, paper: string): string[] {
  const folder = join(dir, paper, 'samples')
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files.map((file) => file.replace('.json', '')).toSorted()
}

function readSample(dir: string, paper: string, name: string): unknown {
  return JSON.parse(readFileSync(join(dir, paper, 'samples', `${name}.json`), 'utf8'))
}

/** A sample as the input of a form: always the same one. It stands below `dir` in `folder`. */
export function readFormSample<Name extends FormName>(
  dir: string,
  form: Name,
  name: string,
  regimeOf: RegimeFinder,
  folder: string = form,
): FormInput<Name> {
  const { conference, identity, settings, ...rest } = readSample(
    dir,
    folder,
    name,
  ) as FormSample<Name>
  const known = {
    ...conference,
    ...rest,
    regime: regimeOf(conference.regime),
    settings: { ...NO_DOCUMENT_SETTINGS, ...settings },
  }
  return {
    known: known as unknown as FormInput<Name>['known'],
    identity: {
      form,
      session: 'KTN-7Q4M2',
      createdAt: '2023-12-01T04:00:00.000Z',
      programVersion: VERSION,
      ...identity,
    },
  }
}

/**
 * A sample as the input of a document: proceedings computed from its tally, and the data attached. It stands
 * below `dir` in `folder`.
 */
export function readDocumentSample(
  dir: string,
  document: FigureDocument,
  name: string,
  regimeOf: RegimeFinder,
  folder: string = document,
): DocumentInput {
  const {
    identity,
    decisions = [],
    leftOut = [],
    beside = [],
    settings,
    ...sample
  } = readSample(dir, folder, name) as DocumentSample
  const { explanations = [], recheck = null } = sample
  const regime = regimeOf(sample.tally.regime)
  const outcome = outcomeOf(sample.tally, regime, decisions, beside)
  const tally = attachment('tally.json', 'Số liệu kiểm phiếu', sample.tally)
  return {
    proceedings: {
      ...sample,
      ballotNotes: sample.ballotNotes.map((note) => ({ special: [], ...note })),
      decisions,
      explanations,
      recheck,
      leftOut,
      regime,
      outcome,
      settings: { ...NO_DOCUMENT_SETTINGS, ...settings },
    },
    identity: {
      document,
      session: 'KTN-7Q4M2',
      revision: 1,
      issuedOn: sample.tally.heldOn,
      createdAt: '2023-12-05T04:00:00.000Z',
      dataSha256: createHash('sha256').update(tally.bytes).digest('hex'),
      journalHead: SAMPLE_HEAD,
      programVersion: VERSION,
      ...identity,
    },
    attachments: [tally, attachment('outcome.json', 'Kết quả tính', outcome)],
  }
}

/** A sample as the input of the minutes of a destruction, what they tell attached. */
export function readDestructionSample(
  dir: string,
  name: string,
  regimeOf: RegimeFinder,
  folder = 'destruction',
): DestructionInput {
  const sample = readSample(dir, folder, name) as DestructionSample
  const { conference, identity, settings, ...rest } = sample
  const file = attachment('destruction.json', 'Nội dung biên bản hủy', rest)
  return {
    known: {
      ...conference,
      ...rest,
      regime: regimeOf(conference.regime),
      settings: { ...NO_DOCUMENT_SETTINGS, ...settings },
    },
    identity: {
      document: 'destruction',
      session: 'KTN-7Q4M2',
      revision: 1,
      issuedOn: rest.confirmed.at.slice(0, 10),
      createdAt: rest.confirmed.at,
      dataSha256: createHash('sha256').update(file.bytes).digest('hex'),
      journalHead: SAMPLE_HEAD,
      programVersion: VERSION,
      ...identity,
    },
    attachments: [file],
  }
}

function attachment(name: string, description: string, value: unknown): Attachment {
  return { name, description, bytes: new TextEncoder().encode(JSON.stringify(value)) }
}
