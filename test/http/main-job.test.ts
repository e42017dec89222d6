import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { type Browser, type Client, browse } from './support.ts'

const PASSWORD = 'mat khau rat dai'

type Kind = { id: string; code: string; subjects: { id: string }[] }

describe('the main job over HTTP, from an empty session to a verified PDF', () => {
  let ctx: Context
  let browser: Browser
  let first: Client
  let second: Client
  let head: Client
  let chair: Client
  let committee: Client
  let id = ''
  let kind: Kind
  let sheets: { id: string; number: number }[] = []

  beforeAll(async () => {
    ctx = await testContext()
    await seatPeople(ctx)
    browser = browse(ctx)
    ;[first, second, head, chair, committee] = (await Promise.all(
      ['first', 'second', 'head', 'chair', 'committee'].map((name) =>
        browser.logIn(`org-${name}`, PASSWORD),
      ),
    )) as [Client, Client, Client, Client, Client]
  })
  afterAll(async () => ctx.store.db.destroy())

  const ok = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer
    expect({ status, body }).toMatchObject({ status: expect.toSatisfy((n) => n < 300) as number })
    return body
  }
  const sheetOf = (ballots: number, rows: [number, number, number, number][]) => ({
    collected: ballots,
    valid: ballots,
    invalid: 0,
    rows: kind.subjects.map((subject, at) => {
      const [high, medium, low, invalid] = rows[at]!
      return { subject: subject.id, high, medium, low, invalid }
    }),
  })

  test('a secretary prepares the session', async () => {
    const session = (await ok(
      first('POST', '/sessions', {
        mode: 'rehearsal',
        title: 'Lấy phiếu tín nhiệm',
        heldOn: '2026-02-05',
        meeting: 'in_person',
        passesRequired: 2,
      }),
    )) as { id: string; regime: string }
    id = session.id
    expect(session.regime).toBe('96-qd-tw-2023')
    const roster = (await ok(
      first('PUT', `/sessions/${id}/ballot-kinds`, [
        {
          code: 'A',
          title: 'Phiếu màu hồng',
          subjects: [
            { name: 'Nguyễn Văn Một', position: 'Bí thư', block: null },
            { name: 'Trần Thị Hai', position: 'Phó Bí thư', block: null },
            { name: 'Lê Ba', position: 'Ủy viên', block: null, startedOn: '2026-01-05' },
          ],
        },
      ]),
    )) as { ballotKinds: Kind[] }
    kind = roster.ballotKinds[0]!
    expect(kind).toMatchObject({
      subjects: [{ name: 'Nguyễn Văn Một' }, { name: 'Trần Thị Hai' }],
      leftOut: [{ name: 'Lê Ba', reason: 'started_in_vote_year', provision: 'Điều 3.1' }],
    })
    await ok(
      first('PUT', `/sessions/${id}/voters`, {
        members: 31,
        summoned: 30,
        present: 20,
        absentExcused: 10,
        absentUnexcused: 0,
      }),
    )
    await ok(first('POST', `/sessions/${id}/freeze`))
  })

  test('the head opens counting once the conditions of the procedure are recorded', async () => {
    const refused = await head('POST', `/sessions/${id}/open`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'steps_missing' } })
    const done = ['committee_proposed', 'ballots_prepared'].map((step) => ({
      step,
      subject: null,
      doneOn: '2026-02-04',
      file: 'Tờ trình',
    }))
    await ok(first('POST', `/sessions/${id}/procedure`, done))
    await ok(
      first('PUT', `/sessions/${id}/timing`, {
        termStartYear: 2023,
        earlier: { council_vote: '2026-01-20', half_year_review: '2025-07-10' },
      }),
    )
    expect(await ok(head('GET', `/sessions/${id}/preparation`))).toMatchObject({
      plan: [{ daysBefore: 20 }, { daysBefore: 15 }, { daysBefore: 10 }, { daysBefore: 3 }],
    })
    expect(await ok(first('GET', `/sessions/${id}/namesakes`))).toEqual([])
    await ok(head('POST', `/sessions/${id}/open`))
  })

  test('a secretary records the ballots and the bundles they lie in', async () => {
    await ok(
      first('PUT', `/sessions/${id}/ballots`, [
        {
          ballotKind: kind.id,
          printed: 22,
          issued: 20,
          collected: 20,
          invalidReasons: null,
          sheets: [12, 8],
        },
      ]),
    )
    sheets = (await ok(first('GET', `/sessions/${id}/sheets`))) as typeof sheets
    expect(sheets.map((sheet) => sheet.number)).toEqual([1, 2])
  })

  test('two secretaries type both sheets; a slip is seen by the head alone and settled', async () => {
    const one = sheetOf(12, [
      [10, 2, 0, 0],
      [1, 2, 9, 0],
    ])
    const two = sheetOf(8, [
      [7, 1, 0, 0],
      [1, 2, 5, 0],
    ])
    const slip = { ...two, rows: [{ ...two.rows[0]!, high: 6, medium: 2 }, two.rows[1]!] }
    for (const [client, counts] of [
      [first, [one, two]],
      [second, [one, slip]],
    ] as const)
      for (const [at, sheet] of sheets.entries()) {
        const pass = (await ok(client('POST', `/sheets/${sheet.id}/pass`))) as { counts: unknown }
        expect(JSON.stringify(pass.counts)).not.toMatch(/:[1-9]/)
        await ok(client('PUT', `/sheets/${sheet.id}/pass`, counts[at]))
        await ok(client('POST', `/sheets/${sheet.id}/pass/submission`, counts[at]))
      }
    const path = `/sheets/${sheets[1]!.id}/differences`
    expect((await second('GET', path)).status).toBe(403)
    const seen = (await ok(head('GET', path))) as { passes: { id: string }[]; cells: unknown[] }
    expect(seen.cells).toHaveLength(2)
    await ok(
      head('POST', `/sheets/${sheets[1]!.id}/settlements`, {
        decision: 'choose',
        passNo: 1,
        passIds: seen.passes.map((pass) => pass.id),
        reason: 'Đối chiếu phiếu giấy',
      }),
    )
  })

  test('the head closes and computes: 14 low of 20 is the upper band, by Điều 11.3', async () => {
    await ok(head('POST', `/sessions/${id}/close`))
    await ok(head('POST', `/sessions/${id}/compute`))
    expect(await ok(head('GET', `/sessions/${id}/outcome`))).toMatchObject({
      outcome: {
        status: 'computed',
        subjects: [
          { low: { count: 0 }, band: 'none' },
          {
            low: { fraction: '14/20', percent: '70,00' },
            band: 'two_thirds',
            provision: 'Điều 11.3',
          },
        ],
      },
    })
  })

  test('a committee sees the outcome only once the minutes are made', async () => {
    expect((await committee('GET', `/sessions/${id}/outcome`)).status).toBe(409)
    await ok(head('POST', `/sessions/${id}/documents`))
    await ok(committee('GET', `/sessions/${id}/outcome`))
  })

  test('all sign, the newest minutes are downloaded and verified', async () => {
    type Listed = { id: string; name: string; current: boolean }
    const newest = async (name: string) =>
      ((await ok(head('GET', `/sessions/${id}/documents`))) as Listed[]).find(
        (each) => each.current && each.name === name,
      )!
    for (const [client, name] of [
      [first, 'minutes'],
      [head, 'minutes'],
      [chair, 'minutes'],
      [chair, 'summary'],
    ] as const)
      await ok(
        client('POST', `/documents/${(await newest(name)).id}/signatures`, { keyStore: null }),
      )
    await ok(chair('POST', `/sessions/${id}/publish`))
    const cookie = await browser.cookieOf('org-committee', PASSWORD)
    const download = await browser.app.request(
      `/api/v1/documents/${(await newest('minutes')).id}/content`,
      { headers: { cookie } },
    )
    expect(download.headers.get('content-type')).toBe('application/pdf')
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="bien-ban/)
    const pdf = await download.arrayBuffer()
    const verified = await browser.app.request('/api/v1/verify', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/pdf' },
      body: pdf,
    })
    expect(await verified.json()).toMatchObject({ holds: true, rehearsal: true })
  })

  test('the competent level records what it decided, and others read it', async () => {
    type Register = {
      people: {
        subject: { id: string }
        followUps: { rule: { id: string } }[]
        records: unknown[]
      }[]
    }
    const register = async () => (await ok(committee('GET', `/sessions/${id}/uses`))) as Register
    const [, person] = (await register()).people
    await ok(
      committee('POST', `/sessions/${id}/uses`, {
        subject: person!.subject.id,
        use: person!.followUps[0]!.rule.id,
        decision: 'Thực hiện',
        number: '01-QĐ/TU',
        decidedOn: '2026-02-20',
        decidedBy: 'Ban Thường vụ Tỉnh ủy',
        dueOn: null,
        supersedes: null,
      }),
    )
    expect((await register()).people[1]!.records).toMatchObject([{ number: '01-QĐ/TU' }])
    expect((await first('GET', `/sessions/${id}/uses`)).status).toBe(403)
  })

  test('an auditor, and nobody else, has the journal computed anew', async () => {
    const auditor = await browser.logIn('org-auditor', PASSWORD)
    const { entries, broken } = (await ok(auditor('GET', '/journal/verification'))) as {
      entries: number
      broken: unknown
    }
    expect(broken).toBeNull()
    expect(entries).toBeGreaterThan(30)
    expect((await head('GET', '/journal/verification')).status).toBe(403)
  })
})
