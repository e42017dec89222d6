import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RosterResults, rosterCsv, rosterXlsx } from '../../src/formats/roster-file.ts'
import { readRosterTable } from '../../src/formats/roster-table.ts'
import { hasFaults } from '../../src/formats/import-fault.ts'
import { readWorkbook } from '../../src/formats/spreadsheet.ts'
import { OFFICE_WORDS } from '../../src/messages/office-words.ts'
import { officials } from './results-samples.ts'

const rosters: fc.Arbitrary<RosterResults> = fc.tuple(officials, officials).map(([one, other]) => ({
  session: 'TD-7Q4M2K',
  organisation: 'Đảng ủy xã Ví Dụ',
  title: 'Lấy phiếu tín nhiệm',
  kinds: [
    { code: 'A1', title: 'Loại một', people: one },
    { code: 'B2', title: 'Loại hai', people: other },
  ],
  madeAt: '2026-02-05T00:00:00.000Z',
  programVersion: '0.1.0',
}))

test('a list comes back letter by letter, in its order, whatever the names are', async () => {
  await fc.assert(
    fc.asyncProperty(rosters, async (roster) => {
      for (const bytes of [
        await rosterXlsx(roster, OFFICE_WORDS),
        rosterCsv(roster, OFFICE_WORDS),
      ]) {
        const read = readRosterTable(await readWorkbook(bytes), undefined)
        expect(hasFaults(read.faults)).toBe(false)
        expect(
          read.kinds.map(({ key, people }) => [
            key,
            people.map(({ place: _, texts: __, ...official }) => official),
          ]),
        ).toEqual(roster.kinds.map(({ code, people }) => [code, people]))
      }
    }),
    { numRuns: 10 },
  )
})
