import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBallots } from '../../src/actions/ballots.ts'
import { getDocument, issueDocuments } from '../../src/actions/documents.ts'
import { computeOutcome } from '../../src/actions/outcome.ts'
import { closeSession } from '../../src/actions/closing.ts'
import { acknowledgeWarning, getFindings } from '../../src/actions/reconcile.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { freezeRoster, openCounting } from '../../src/actions/session-steps.ts'
import { createSession, recordVoters } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import type { SpecialBallots } from '../../src/domain/invalidity.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  NEW_KINDS,
  NEW_SESSION,
  VOTERS,
  recordConditions,
  soundSheet,
  typeSheet,
} from '../support/session.ts'

const LEFT_OUT = [
  {
    name: 'Lê Văn Hưu',
    position: 'Ủy viên',
    block: null,
    retirementNoticeOn: '2026-01-15',
  },
  { name: 'Phạm Thị Mới', position: 'Phó ban', block: null, startedOn: '2026-01-02' },
]

const SPECIAL: readonly SpecialBallots[] = [
  { case: 'not_issued', ballots: 1, ruling: null, reason: null },
  { case: 'name_added', ballots: 1, ruling: 'valid', reason: 'Ba mức đều đánh dấu rõ' },
]

let ctx: Context
let people: People
beforeEach(async () => {
  ctx = await testContext('sqlite')
  people = await seatPeople(ctx)
})
afterEach(async () => ctx.store.db.destroy())

/** A real session with two people left out and ten ballots typed, of which `issued` went out. */
async function entered(issued: number, special: readonly SpecialBallots[]): Promise<string> {
  const mode = 'real' as const
  const { id } = await createSession(ctx, people.first, { ...NEW_SESSION, mode })
  const [kind] = NEW_KINDS
  const subjects = [LEFT_OUT[0]!, ...kind!.subjects, LEFT_OUT[1]!]
  const roster = await saveRoster(ctx, people.first, id, [{ ...kind!, subjects }])
  expect(roster.ballotKinds[0]?.subjects).toHaveLength(2)
  await recordVoters(ctx, people.first, id, VOTERS)
  await freezeRoster(ctx, people.first, id)
  await recordConditions(ctx, people.first, id)
  await openCounting(ctx, people.head, id)
  const ballots = { printed: 12, issued, collected: 10, invalidReasons: null, sheets: null }
  const ballotKind = roster.ballotKinds[0]!.id
  await recordBallots(ctx, people.first, id, [{ ballotKind, ...ballots, special }])
  const { id: sheet } = await ctx.store.db
    .selectFrom('sheets')
    .select('id')
    .where('session_id', '=', id)
    .executeTakeFirstOrThrow()
  await typeSheet(ctx, people.first, sheet, soundSheet({ roster }))
  await typeSheet(ctx, people.second, sheet, soundSheet({ roster }))
  return id
}

/** The words of both documents of the session, blanks run together. */
async function issuedTexts(id: string): Promise<readonly [minutes: string, summary: string]> {
  await closeSession(ctx, people.head, id)
  await computeOutcome(ctx, people.head, id)
  const [minutes, summary] = await issueDocuments(ctx, people.head, id)
  const textOf = async (document: string) => {
    const { bytes } = await getDocument(ctx, people.head, document)
    return (await extractText(bytes)).join('\n').replace(/\s+/g, ' ')
  }
  return [await textOf(minutes!.id), await textOf(summary!.id)]
}

describe('the documents of a session', () => {
  test('tell what the committee decided, which papers were wrong, and who was not put to the vote', async () => {
    const id = await entered(9, SPECIAL)
    const { open } = await getFindings(ctx, people.head, id)
    expect(open.map(({ code }) => code)).toEqual(['E202'])
    const answer = (reason: string) =>
      acknowledgeWarning(ctx, people.head, id, { ...open[0]!, reason })
    await answer('Một phiếu phát thêm chưa ghi')
    await answer('Một phiếu phát thêm cho người đến muộn chưa ghi')
    const [minutes, summary] = await issuedTexts(id)
    const decided =
      /thống nhất giữ số liệu: [^.]* \(thu về 10, phát ra 09\)[^.]*\. Lý do: ([^.]*)\./
    for (const text of [minutes, summary]) {
      expect(decided.exec(text)?.[1]).toBe('Một phiếu phát thêm cho người đến muộn chưa ghi')
      expect(text).not.toContain('Một phiếu phát thêm chưa ghi')
      expect(text).not.toContain('Chưa tính được kết quả')
      expect(text).toContain(
        'Đ/c Lê Văn Hưu, Ủy viên: đã có thông báo nghỉ công tác chờ nghỉ hưu, ngày 15/01/2026 (Điều 3.1).',
      )
      expect(text).toContain(
        'Đ/c Phạm Thị Mới, Phó ban: được bổ nhiệm, bầu cử trong năm lấy phiếu, ngày 02/01/2026 (Điều 3.1).',
      )
    }
    expect(minutes).toContain('Số người không lấy phiếu tín nhiệm theo quy định: 02 đồng chí')
    expect(minutes).toContain(
      'Phiếu không do ban kiểm phiếu phát ra: 01 phiếu, cả phiếu không hợp lệ (Điều 6.3',
    )
    expect(minutes).toContain('Ban kiểm phiếu quyết định: hợp lệ, lý do: Ba mức đều đánh dấu rõ')
  })

  test('list a warning that was looked into, and only the answer to the numbers as they are', async () => {
    const id = await entered(10, [])
    const answered = async (present: number, reason: string) => {
      const absentExcused = VOTERS.summoned - present
      await recordVoters(ctx, people.first, id, { ...VOTERS, present, absentExcused })
      const { open } = await getFindings(ctx, people.head, id)
      await acknowledgeWarning(ctx, people.head, id, { ...open[0]!, reason })
    }
    await answered(8, 'Hai người về sớm')
    await answered(9, 'Một người về sớm')
    const [minutes, summary] = await issuedTexts(id)
    for (const text of [minutes, summary]) {
      expect(text).toContain('Các nội dung đã xem xét, ghi lý do')
      expect(text).toContain(
        'Ban Thường vụ: số phiếu phát ra (10) nhiều hơn số người có mặt (09). Lý do: Một người về sớm.',
      )
      expect(text).not.toContain('Hai người về sớm')
      expect(text).not.toContain('thống nhất giữ số liệu')
    }
  })
})
