import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkBytes, type CheckBasis } from '../../src/actions/check-bytes.ts'
import { carriedBy } from '../../src/actions/carried-files.ts'
import { destructionText, parseDestruction } from '../../src/formats/destruction.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { destructionModel, destructionSchema } from '../../src/reports/models/destruction.ts'
import { templatesInUse } from '../../src/reports/printed-template.ts'
import { type DestructionInput, renderDocument } from '../../src/reports/render.ts'
import { readDestructionSample } from '../../src/reports/samples.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { sha256 } from '../../src/storage/sha256.ts'
import { REGIMES } from './regimes.ts'
import { sampleInput, sampleNames } from './samples.ts'
import { surplus } from './surplus.ts'

const resources = { templates: loadTemplates('templates'), fonts: loadFonts() }
const NAMES = sampleNames('destruction')
const sample = (name: string) =>
  readDestructionSample('templates', name, (id) => REGIMES[id ?? '']!)

describe('the minutes of a destruction', () => {
  it.each(NAMES)('say what was reviewed: %s', async (name) => {
    const pages = await extractText(await renderDocument(sample(name), resources))
    const text = pages.map((page, at) => `--- trang ${at + 1} ---\n${page}\n`).join('\n')
    const path = `test/golden/reports/destruction-${name}.txt`
    if (process.env['GOLDEN'] === 'write') writeFileSync(path, text)
    expect(existsSync(path)).toBe(true)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })

  it.each(NAMES)('give the template no more and no less than it may name: %s', (name) => {
    const { known, identity } = sample(name)
    const model = destructionModel(known, identity)
    expect(destructionSchema.strict().safeParse(model).error).toBeUndefined()
  })

  it('are marked TẬP DƯỢT in a rehearsal, and only there', async () => {
    const input = sample('normal')
    const known = { ...input.known, mode: 'rehearsal' as const }
    const real = await extractText(await renderDocument(input, resources))
    const rehearsed = await extractText(await renderDocument({ ...input, known }, resources))
    rehearsed.forEach((page, at) =>
      expect(surplus(page, real[at]!)).toEqual(Array.from('TẬPDƯỢT').toSorted()),
    )
  })
})

describe('minutes of a destruction, when they are verified', () => {
  const regimes = readRegimes('data/regimes')
  const basis: CheckBasis = {
    regimes,
    templates: templatesInUse(resources.templates),
    trustedRoots: [],
    crls: [],
    now: '2026-08-12T00:00:00.000Z',
  }
  const readable = (name: string): DestructionInput =>
    readDestructionSample('templates', name, (id) => regimes.find((each) => each.regime.id === id)!)
  let told: DestructionInput
  beforeAll(() => {
    told = readable('normal')
  })

  const fileOf = ({ known }: DestructionInput) => {
    const { regime, sha256: digest } = known.regime
    return destructionText({ ...known, regime: { id: regime.id, sha256: digest } })
  }
  /** The minutes as the program makes them; or telling other things than they carry. */
  const minutes = (input: DestructionInput, text: string) => {
    const bytes = new TextEncoder().encode(text)
    const file = { name: 'destruction.json', description: 'Nội dung', bytes }
    const identity = { ...input.identity, dataSha256: sha256(text) }
    const carried = carriedBy('destruction', resources.templates, [file])
    return renderDocument({ ...input, identity, ...carried }, resources)
  }
  const steps = async (pdf: Uint8Array) =>
    new Map((await checkBytes(basis, pdf)).steps.map((step) => [step.id, step]))

  it.each(NAMES)('hold where the pages say what the file says: %s', async (name) => {
    const input = readable(name)
    const found = await steps(await minutes(input, fileOf(input)))
    for (const id of ['data_attached', 'regime_known', 'files_listed', 'printed_figures'])
      expect(found.get(id), id).toMatchObject({ status: 'ok' })
    expect(found.get('recount_agrees')).toMatchObject({ status: 'not_applicable' })
  })

  it.each([
    [
      'other numbers',
      (known: DestructionInput['known']) => ({
        ...known,
        destroyed: known.destroyed.map((each) => ({ ...each, records: each.records + 1 })),
      }),
    ],
    [
      'another backup',
      (known: DestructionInput['known']) => ({
        ...known,
        backups: known.backups.map((each) => ({ ...each, sha256: 'e'.repeat(64) })),
      }),
    ],
    [
      'another document',
      (known: DestructionInput['known']) => ({
        ...known,
        kept: {
          ...known.kept,
          documents: known.kept.documents.map((each) => ({ ...each, sha256: 'e'.repeat(64) })),
        },
      }),
    ],
  ] as const)('fail where the pages say %s than the file', async (_, forge) => {
    const forged = { ...told, known: forge(told.known) }
    const found = await steps(await minutes(forged, fileOf(told)))
    expect(found.get('printed_figures')).toMatchObject({ status: 'failed' })
  })

  it('fail where the file is not as the program writes it, or of a regulation nobody knows', async () => {
    const spaced = await steps(await minutes(told, fileOf(told).replace('{\n', '{ \n')))
    expect(spaced.get('data_attached')).toMatchObject({
      status: 'failed',
      detail: { code: 'not_canonical' },
    })
    const digest = told.known.regime.sha256
    const other = await steps(await minutes(told, fileOf(told).replace(digest, 'f'.repeat(64))))
    expect(other.get('regime_known')).toMatchObject({
      status: 'failed',
      detail: { reason: 'regime_unknown' },
    })
  })

  it('are no way around the figures of another document', async () => {
    const text = fileOf(told)
    const bytes = new TextEncoder().encode(text)
    const file = { name: 'destruction.json', description: 'Nội dung', bytes }
    const input = sampleInput('minutes', 'normal')
    const identity = { ...input.identity, dataSha256: sha256(text) }
    const carried = carriedBy('minutes', resources.templates, [file])
    const found = await steps(await renderDocument({ ...input, identity, ...carried }, resources))
    expect(found.get('printed_figures')).toMatchObject({
      status: 'failed',
      detail: { reason: 'document_unknown' },
    })
  })

  it('are read again as they were written', () => {
    const text = fileOf(told)
    expect(destructionText(parseDestruction(new TextEncoder().encode(text)))).toBe(text)
  })
})
