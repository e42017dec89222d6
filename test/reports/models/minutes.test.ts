import { describe, expect, it } from 'vitest'
import { minutesModel, minutesSchema } from '../../../src/reports/models/minutes.ts'
import { sampleInput, sampleNames } from '../samples.ts'

function modelOf(name: string) {
  const { proceedings, identity } = sampleInput('minutes', name)
  return minutesModel(proceedings, identity)
}

describe('the model of the minutes', () => {
  it.each(sampleNames('minutes'))('matches its schema: %s', (name) => {
    expect(minutesSchema.strict().safeParse(modelOf(name)).error).toBeUndefined()
  })

  it('writes counts below 10 with a zero in prose and without in tables', () => {
    const [kind] = modelOf('normal').kinds
    expect(kind?.ballots).toMatchObject({ issued: '52', invalid: '01', unreturned: '0' })
    expect(kind?.sections[0]?.rows[1]).toMatchObject({ medium: '5', mediumPercent: '9,62' })
  })

  it('derives what follows from two stated counts and nothing else', () => {
    const model = modelOf('normal')
    expect(model.voters).toMatchObject({ absent: '01', percent: '98,11', quorum: 'met' })
    expect(model.kinds[0]?.ballots).toMatchObject({ printed: '55', notIssued: '03' })
    expect(model.kinds[1]?.ballots).toMatchObject({ printed: null, notIssued: null })
  })

  it('adds up the ballots of several kinds, and only of several', () => {
    expect(modelOf('normal').totals).toEqual([
      {
        issued: '104',
        collected: '102',
        unreturned: '02',
        valid: '101',
        invalid: '01',
        over: false,
      },
    ])
    expect(modelOf('one-kind').totals).toEqual([])
  })

  it('gives no sum when one of the counts is not stated', () => {
    expect(modelOf('held').totals[0]).toMatchObject({ issued: null, collected: '104' })
  })

  it('counts as valid for a person what is left after the lines not valid for that person', () => {
    const rows = modelOf('invalid-lines').kinds[0]!.sections[0]!.rows
    expect(rows.map(({ counted, invalid }) => [counted, invalid])).toEqual([
      ['47', '3'],
      ['0', '50'],
    ])
  })

  it('counts in two levels for bỏ phiếu tín nhiệm and says nothing of the three', () => {
    const model = modelOf('two-levels')
    expect([model.vote, modelOf('normal').vote]).toEqual(['two_levels', 'three_levels'])
    const [row] = model.kinds[0]!.sections[0]!.rows
    expect(row).toMatchObject({
      counted: '51',
      confidence: '40',
      confidencePercent: '76,92',
      noConfidence: '11',
      noConfidencePercent: '21,15',
      invalid: '0',
    })
    expect([row?.high, row?.highPercent, row?.medium, row?.low]).toEqual([null, null, null, null])
    const [other] = modelOf('normal').kinds[0]!.sections[0]!.rows
    expect([other?.confidence, other?.noConfidencePercent]).toEqual([null, null])
  })

  it('leaves blanks where nothing is stated', () => {
    const model = modelOf('tally-only')
    expect(model.head).toEqual({ number: '1', name: null, position: null })
    expect(model.startedAt).toBe('…… giờ …… phút')
    expect(model.issuedOn).toBe('ngày …… tháng …… năm ……')
    expect([model.venue, model.copies, model.letterhead.locality]).toEqual([null, null, null])
    expect(model.sameDay).toBe(false)
  })

  it('says whether the counting ended on the day it began', () => {
    expect(modelOf('normal').sameDay).toBe(true)
    expect(modelOf('one-kind').sameDay).toBe(false)
  })

  it('shows the figures of a held outcome as entered, without one share', () => {
    const model = modelOf('held')
    expect(model.held).toBe(true)
    const rows = model.kinds.flatMap((kind) => kind.sections.flatMap((section) => section.rows))
    expect(rows.map(({ high }) => high)).toEqual(['50', '40', '51'])
    expect(rows[1]?.medium).toBeNull()
    for (const row of rows)
      expect([row.counted, row.highPercent, row.mediumPercent, row.lowPercent]).toEqual([
        null,
        null,
        null,
        null,
      ])
  })

  it('names the ballot kind and the person of each error, and both its sides, in the order of looking', () => {
    expect(modelOf('held').findings).toEqual([
      {
        form: 'missing',
        code: 'E101',
        codeText: 'E101',
        place: 'Phiếu tín nhiệm, Trần Thí Dụ Lộc',
        sheet: null,
        sides: '',
        cell: 'medium',
        explanation: null,
      },
      {
        form: 'missing',
        code: 'E101',
        codeText: 'E101',
        place: 'Phiếu phụ',
        sheet: null,
        sides: '',
        cell: 'issued',
        explanation: null,
      },
      {
        form: 'sums',
        code: 'E201',
        codeText: 'E201',
        place: 'Phiếu tín nhiệm',
        sheet: null,
        sides: ': 50 + 01 ≠ 52',
        cell: 'none',
        explanation: null,
      },
    ])
  })

  it('keeps names as spelled, in NFC and in the order of the ballots', () => {
    const { proceedings, identity } = sampleInput('minutes', 'one-kind')
    const [kind] = proceedings.tally.ballotKinds
    const named = ['Thuỳ', 'Thùy', 'Ân'].map((name, at) => ({
      ...kind!.subjects[0]!,
      id: String(at),
      name: name.normalize('NFD'),
    }))
    const tally = { ...proceedings.tally, ballotKinds: [{ ...kind!, subjects: named }] }
    const model = minutesModel({ ...proceedings, tally }, identity)
    expect(model.kinds[0]?.sections[0]?.rows.map(({ name }) => name)).toEqual([
      'Thuỳ',
      'Thùy',
      'Ân',
    ])
  })

  it('names the seal beside the head, and none in a document from before papers named it', () => {
    const { proceedings, identity } = sampleInput('minutes', 'normal')
    const { seq, hash } = identity.journalHead!
    expect(minutesModel(proceedings, identity).identity.seal).toEqual([{ id: 'b05a'.repeat(16) }])
    const before = minutesModel(proceedings, { ...identity, journalHead: { seq, hash } })
    expect(before.identity).toMatchObject({ seal: [], journal: [{ seq: '1.234', hash }] })
  })

  it('cuts the digest of the data to 4 × 4 digits', () => {
    const { identity } = modelOf('normal')
    expect(identity.shortDigest).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/)
    expect(identity.dataSha256.startsWith(identity.shortDigest.replaceAll(' ', ''))).toBe(true)
  })
})
