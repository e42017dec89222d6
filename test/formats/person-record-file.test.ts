import { expect, test } from 'vitest'
import { type PersonRecord, type RecordedVote, venuesOf } from '../../src/domain/person-record.ts'
import { personRecordCsv } from '../../src/formats/person-record-file.ts'
import { recordedLine } from '../../src/formats/recorded-line.ts'
import { OFFICE_WORDS } from '../../src/messages/office-words.ts'
import { RECORD_WORDS } from '../../src/messages/record-words.ts'
import { type PastLine, outcomeRow, regimeFile } from '../support/recorded-votes.ts'

const regime = regimeFile('96-qd-tw-2023')
const past = { id: 'KTN-1', organisation: 'o', heldOn: '2023-12-01', regime, ballots: 100 }
const rowOf = (line: PastLine) =>
  outcomeRow({ ...past, revisions: [] }, [['Trần Thị Hai', 'x', 80, 10, 10], line], 1)
const place = (name: string) => ({ kind: 'A', at: 2, name })

test('a line is taken out of a stored result only for whom it is of', () => {
  const row = rowOf(['Nguyễn Văn Một', 'Bí thư', 30, 10, 60])
  const found = recordedLine(row, place('Nguyễn Văn Một'))
  expect(found.line).toMatchObject({ high: 30, low: 60 })
  expect(found.outcome).toMatchObject({ id: '2', band: 'over_half', base: { value: 100 } })
  expect(() => recordedLine(row, place('Trần Thị Hai'))).toThrow('somebody else')
  expect(() => recordedLine(row, { ...place('Trần Thị Hai'), at: 3 })).toThrow()
})

test('a held result gives counts and no share', () => {
  const row = rowOf(['Nguyễn Văn Một', 'Bí thư', 30, 10, 60])
  const held = JSON.stringify({ ...JSON.parse(row.outcome), status: 'held', subjects: [] })
  const found = recordedLine({ tally: row.tally, outcome: held }, place('Nguyễn Văn Một'))
  expect([found.line.low, found.outcome]).toEqual([60, null])
})

test('the file tells every revision, quotes what would part cells, and runs no formula', () => {
  const name = '=HYPERLINK("http://x")'
  const figures = (revision: number, low: number) => {
    const row = rowOf([name, '+Bí thư', 90 - low, 10, low])
    const line = recordedLine(row, place(name))
    return { ...line, revision, dataSha256: row.tally_sha256, corrigendum: false }
  }
  const vote: RecordedVote = {
    session: 's',
    shortId: 'KTN-1',
    title: 'T',
    heldOn: '2023-12-01',
    state: 'signed',
    organisation: 'o',
    organisationName: '@Đảng ủy',
    side: 'party',
    subject: 'x',
    name,
    position: '+Bí thư',
    regime,
    counted: figures(2, 60),
    earlier: [figures(1, 50)],
  }
  const record: PersonRecord = {
    id: 'p',
    mode: 'real',
    name,
    names: [name],
    venues: venuesOf([vote]),
    decisions: null,
    changes: [],
  }
  const text = new TextDecoder().decode(personRecordCsv(record, OFFICE_WORDS, RECORD_WORDS))
  const lines = text.trim().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain(
    `'@Đảng ủy;01/12/2023;"'=HYPERLINK(""http://x"")";'+Bí thư;96-QĐ/TW;1;Đã thay`,
  )
  expect(lines[1]).toContain('"50,00"')
  expect(lines[2]).toContain(';2;Được tính;')
  expect(lines[2]).toContain('"60,00"')
  expect(lines[2]).toContain('Điều 11.2')
})
