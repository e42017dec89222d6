import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveDraft } from '../../src/actions/drafts.ts'
import { takePass } from '../../src/actions/entries.ts'
import { submitPass } from '../../src/actions/submissions.ts'
import { checkJournal } from '../../src/actions/journal.ts'
import { type PassFile, importPass, previewPassImport } from '../../src/actions/pass-imports.ts'
import {
  type ConfirmedRoster,
  type RosterPreview,
  importRoster,
  previewRosterImport,
  proveRoster,
} from '../../src/actions/roster-imports.ts'
import { saveRoster } from '../../src/actions/rosters.ts'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import { listSheets } from '../../src/actions/sheets.ts'
import type { Context } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { SheetCounts } from '../../src/domain/entry.ts'
import type { Tally } from '../../src/domain/tally.ts'
import { AppError } from '../../src/errors.ts'
import { hiddenGroups, rosterFingerprint } from '../../src/formats/fingerprint.ts'
import { tallyText } from '../../src/formats/tally.ts'
import { utf8, xlsx } from '../formats/workbooks.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import {
  type CountingSession,
  NEW_SESSION,
  countingSession,
  soundSheet,
  typeSheet,
} from '../support/session.ts'
import { DIALECTS } from '../support/stores.ts'
import { twoLevelSession, twoLevelSheet } from '../support/two-level-session.ts'

const SHEET =
  'Số phiếu thu về: 10\nSố phiếu hợp lệ: 9\nSố phiếu không hợp lệ: 1\n' +
  'TT;Họ và tên;TNC;TN;TNT;KHL\n1;Nguyễn Văn Một;7;1;1;0\n2;Trần Thị Hai;2;0;6;1\n'
const ROSTER = 'TT;Họ và tên;Chức vụ\n1;Uỷ Thuỷ;Bí thư\n2;An Ân;Phó Bí thư\n'

async function eventsOf(ctx: Context, type: string): Promise<readonly object[]> {
  const rows = await ctx.store.db.selectFrom('journal').select('entry').orderBy('seq').execute()
  return rows
    .map(({ entry }) => (JSON.parse(entry) as { event: { type: string } }).event)
    .filter((event) => event.type === type)
}

describe.each(DIALECTS)('counts from a file on %s', (dialect) => {
  let ctx: Context
  let people: People
  let counting: CountingSession
  let sheet: string
  let sound: SheetCounts
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    counting = await countingSession(ctx, people)
    sheet = counting.sheets[0]!.id
    sound = soundSheet(counting)
  })
  afterEach(async () => ctx.store.db.destroy())

  const file = (text: string): PassFile => ({ bytes: utf8(text) })
  const preview = (actor: Actor, text: string) => previewPassImport(ctx, actor, sheet, file(text))
  const draftOf = async (actor: Actor) => (await takePass(ctx, actor, sheet)).counts
  async function taken(actor: Actor, text: string) {
    await takePass(ctx, actor, sheet)
    const { digest } = await preview(actor, text)
    return importPass(ctx, actor, sheet, { ...file(text), digest })
  }

  test('are shown as they would stand, with what a submission would be told, and not stored', async () => {
    await takePass(ctx, people.first, sheet)
    const shown = await preview(people.first, SHEET.replace('7;1;1', '7;1;'))
    expect(shown.counts).toEqual({
      ...sound,
      rows: [{ ...sound.rows[0]!, low: null }, sound.rows[1]],
    })
    expect(shown).toMatchObject({ source: 'text', passNo: 1, clean: true })
    expect(shown.findings).toMatchObject([{ code: 'E101', path: '/rows/0/low' }])
    expect(shown.rows.map(({ name, place }) => [name, place.row])).toEqual([
      ['Nguyễn Văn Một', 5],
      ['Trần Thị Hai', 6],
    ])
    expect((await draftOf(people.first)).collected).toBeNull()
    expect(await eventsOf(ctx, 'pass_imported')).toEqual([])
  })

  test('fill the draft of whoever took the pass, who submits them as usual', async () => {
    await taken(people.first, SHEET)
    expect(await draftOf(people.first)).toEqual(sound)
    const [progress] = await listSheets(ctx, people.head, counting.session.id)
    expect(progress).toMatchObject({ state: 'first_in_progress', passes: [{ status: 'typing' }] })
    expect((await submitPass(ctx, people.first, sheet, sound)).findings).toEqual([])
    expect((await typeSheet(ctx, people.second, sheet, sound)).state).toBe('definitive')
  })

  test('are recorded with the file by its hash, and with no name of it', async () => {
    const { fileSha256 } = await taken(people.first, SHEET)
    expect(fileSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await eventsOf(ctx, 'pass_imported')).toEqual([
      {
        type: 'pass_imported',
        session: counting.session.id,
        sheet,
        passNo: 1,
        fileSha256,
        source: 'text',
      },
    ])
    expect(await checkJournal(ctx, people.auditor)).toMatchObject({ broken: null })
  })

  test('find each person by name, in whatever order the rows stand', async () => {
    const lines = SHEET.trim().split('\n')
    const swapped = [...lines.slice(0, 4), lines[5]!, lines[4]!].join('\n')
    await takePass(ctx, people.first, sheet)
    expect((await preview(people.first, swapped)).counts).toEqual(sound)
  })

  test.each([
    ['somebody unknown', `${SHEET}3;Lê Văn Lạ;1;1;1;1`, ['person_unknown B7 Lê Văn Lạ']],
    ['somebody missing', SHEET.replace(/2;Trần.*/, ''), ['person_missing  Trần Thị Hai']],
    [
      'somebody twice',
      `${SHEET}3;Trần Thị Hai;2;0;6;1`,
      ['person_twice B6 Trần Thị Hai', 'person_twice B7 Trần Thị Hai'],
    ],
    [
      'no count',
      SHEET.replace('7;1;1', '-7;1.5;1e3'),
      ['count C5 -7', 'count D5 1.5', 'count E5 1e3'],
    ],
  ])('with %s are refused whole, each fault with its place', async (_, text, expected) => {
    await takePass(ctx, people.first, sheet)
    const shown = await preview(people.first, text)
    const errors = shown.faults.filter(({ severity }) => severity === 'error')
    expect(
      errors.map(
        ({ rule, row, column, value }) => `${rule} ${row ? `${column}${row}` : ''} ${value}`,
      ),
    ).toEqual(expected)
    expect(shown.clean).toBe(false)
    const refused = importPass(ctx, people.first, sheet, { ...file(text), digest: shown.digest })
    await expect(refused).rejects.toMatchObject({
      code: 'import_faults',
      detail: { issues: errors.map(({ rule }) => expect.objectContaining({ rule })) },
    })
    expect((await draftOf(people.first)).collected).toBeNull()
    expect(await eventsOf(ctx, 'pass_imported')).toEqual([])
  })

  test('of a file that is not the one shown are refused', async () => {
    await takePass(ctx, people.first, sheet)
    const { digest } = await preview(people.first, SHEET)
    const other = { ...file(SHEET.replace('7;1;1', '6;2;1')), digest }
    await expect(importPass(ctx, people.first, sheet, other)).rejects.toMatchObject({
      code: 'import_changed',
    })
    const spaced = { ...file(`${SHEET}\n`), digest } // the same figures in another file
    await expect(importPass(ctx, people.first, sheet, spaced)).rejects.toMatchObject({
      code: 'import_changed',
    })
  })

  test('read by another choice of columns are not those shown', async () => {
    await takePass(ctx, people.first, sheet)
    const { digest, mapping } = await preview(people.first, SHEET)
    const { C, D, ...columns } = mapping!.columns
    const swapped = { ...mapping!, columns: { ...columns, C: D!, D: C! } }
    const chosen = { ...file(SHEET), mapping: swapped }
    await expect(importPass(ctx, people.first, sheet, { ...chosen, digest })).rejects.toMatchObject(
      { code: 'import_changed' },
    )
    const shown = await previewPassImport(ctx, people.first, sheet, chosen)
    expect(shown.counts.rows[0]).toMatchObject({ high: 1, medium: 7 })
    expect(
      (await importPass(ctx, people.first, sheet, { ...chosen, digest: shown.digest })).clean,
    ).toBe(true)
  })

  test('are not stored over what was typed since they were shown, nor typed over unseen', async () => {
    const { revision } = await takePass(ctx, people.first, sheet)
    const { digest } = await preview(people.first, SHEET)
    const typed = { counts: { ...sound, collected: 11 }, revision }
    const saved = await saveDraft(ctx, people.first, sheet, typed)
    const late = importPass(ctx, people.first, sheet, { ...file(SHEET), digest })
    await expect(late).rejects.toMatchObject({ code: 'import_changed' })
    expect((await draftOf(people.first)).collected).toBe(11)
    await taken(people.first, SHEET)
    const window = { counts: sound, revision: saved.revision }
    await expect(saveDraft(ctx, people.first, sheet, window)).rejects.toMatchObject({
      code: 'draft_changed',
    })
    expect(await takePass(ctx, people.first, sheet)).toMatchObject({ counts: sound, seen: [] })
  })

  test('are refused where ballots are typed one by one', async () => {
    const single = await countingSession(ctx, people, { session: { entryMode: 'ballots' } })
    const id = single.sheets[0]!.id
    await takePass(ctx, people.first, id)
    await expect(previewPassImport(ctx, people.first, id, file(SHEET))).rejects.toMatchObject({
      code: 'entry_mode_differs',
    })
  })

  test('are for whoever took the sheet, as long as the pass is open', async () => {
    await expect(preview(people.first, SHEET)).rejects.toMatchObject({ code: 'not_your_pass' })
    await typeSheet(ctx, people.first, sheet, sound)
    await expect(preview(people.first, SHEET)).rejects.toMatchObject({ code: 'pass_final' })
    const forced = importPass(ctx, people.first, sheet, { ...file(SHEET), digest: '0'.repeat(64) })
    await expect(forced).rejects.toMatchObject({ code: 'pass_final' })
    await expect(preview(people.head, SHEET)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('shown to the second typist hold no figure of the first', async () => {
    const strange = { collected: 10, valid: 8, invalid: 2 }
    const rows = [
      { ...sound.rows[0]!, high: 4, medium: 4, low: 0 },
      { ...sound.rows[1]!, high: 3, medium: 4, low: 1, invalid: 0 },
    ]
    await typeSheet(ctx, people.first, sheet, { ...strange, rows })
    await takePass(ctx, people.second, sheet)
    const empty = 'TT;Họ và tên;TNC;TN;TNT;KHL\n1;Nguyễn Văn Một;;;;\n2;Trần Thị Hai;;;;\n'
    const blind = await preview(people.second, empty)
    const figures = [blind.counts, ...blind.counts.rows].flatMap(
      ({ rows: _, subject: __, ...cells }: Record<string, unknown>) => Object.values(cells),
    )
    expect(new Set(figures)).toEqual(new Set([null]))
    expect((await preview(people.second, SHEET)).counts).toEqual(sound)
  })

  test('of one file never fill two passes of a sheet: two people read it, one wrote it', async () => {
    await taken(people.first, SHEET)
    await takePass(ctx, people.second, sheet)
    await expect(preview(people.second, SHEET)).rejects.toMatchObject({ code: 'import_file_used' })
    const forced = importPass(ctx, people.second, sheet, { ...file(SHEET), digest: '0'.repeat(64) })
    await expect(forced).rejects.toMatchObject({ code: 'import_file_used', detail: { sheet: 1 } })
    expect(await taken(people.second, `Tổ 2\n${SHEET}`)).toMatchObject({ passNo: 2 })
    expect(await taken(people.first, SHEET)).toMatchObject({ passNo: 1 }) // their own, once more
  })

  test('of a workbook are the same as of text', async () => {
    const bytes = await xlsx({
      name: 'Tập 1',
      rows: [
        ['Số phiếu thu về', 10],
        ['Số phiếu hợp lệ', 9],
        ['Số phiếu không hợp lệ', 1],
        ['TT', 'Họ và tên', 'TNC', 'TN', 'TNT', 'KHL'],
        [1, 'Nguyễn Văn Một'.normalize('NFD'), 7, 1, 1, 0],
        [2, ' Trần  Thị Hai ', 2, '0', 6, 1],
        [null, 'Tổng', 9, 1, 7, 1],
      ],
    })
    await takePass(ctx, people.first, sheet)
    const shown = await previewPassImport(ctx, people.first, sheet, { bytes })
    expect(shown).toMatchObject({ source: 'xlsx', counts: sound, clean: true })
    await importPass(ctx, people.first, sheet, { bytes, digest: shown.digest })
    expect(await draftOf(people.first)).toEqual(sound)
  })

  test('of a vote in two levels have its marks', async () => {
    const two = await twoLevelSession(ctx, people)
    const id = two.sheets[0]!.id
    const text =
      'Số phiếu thu về: 10;Số phiếu hợp lệ: 9;Số phiếu không hợp lệ: 1\n' +
      'Họ và tên;Tín nhiệm;Không tín nhiệm;Không hợp lệ\nNguyễn Văn Một;4;5;0\nTrần Thị Hai;2;6;1'
    await takePass(ctx, people.first, id)
    const shown = await previewPassImport(ctx, people.first, id, file(text))
    expect(shown.counts).toEqual(twoLevelSheet(two))
  })

  describe('in a tally file', () => {
    const tally = (overrides: Partial<Tally> = {}, rename = (name: string) => name): string =>
      tallyText({
        regime: null,
        side: 'party',
        heldOn: NEW_SESSION.heldOn,
        title: 'Lấy phiếu',
        organisation: 'Đảng ủy xã Mẫu',
        voters: { members: 10, summoned: 10, present: 10 },
        ballotKinds: [
          {
            id: 'A',
            title: 'Ban Thường vụ',
            issued: 10,
            collected: 10,
            valid: 9,
            invalid: 1,
            subjects: counting.roster.ballotKinds[0]!.subjects.map(({ name, position }, at) => {
              const { subject: _, ...marks } = sound.rows[at]!
              return { id: String(at + 1), name: rename(name), position, block: null, ...marks }
            }),
          },
        ],
        ...overrides,
      })
    const rules = async (text: string) =>
      (await preview(people.first, text)).faults.map(({ rule, path }) => `${rule} ${path}`)

    test('fill the sheet that holds all ballots of the kind', async () => {
      expect(await taken(people.first, tally())).toMatchObject({ source: 'tally', counts: sound })
      expect(await draftOf(people.first)).toEqual(sound)
    })

    test('of another day, another kind or other people are told by their place', async () => {
      await takePass(ctx, people.first, sheet)
      expect(await rules(tally({ heldOn: '2026-02-04' }))).toEqual(['held_on_differs /heldOn'])
      const [kind] = (JSON.parse(tally()) as Tally).ballotKinds
      const other = tally({ ballotKinds: [{ ...kind!, id: 'B' }] })
      expect(await rules(other)).toEqual(['ballot_kind_unknown /ballotKinds'])
      const strange = tally({}, (name) => name.replace('Văn', 'Vân'))
      expect(await rules(strange)).toEqual([
        'person_missing null',
        'person_unknown /ballotKinds/0/subjects/0',
      ])
    })

    test('of another kind of vote are told', async () => {
      await takePass(ctx, people.first, sheet)
      const [kind] = (JSON.parse(tally()) as Tally).ballotKinds
      const subjects = kind!.subjects.map(({ id, name, position, block, invalid }) => ({
        id,
        name,
        position,
        block,
        confidence: 9,
        no_confidence: 0,
        invalid,
      }))
      const text = tally({ ballotKinds: [{ ...kind!, subjects }] })
      expect(await rules(text)).toEqual(['level_unknown /ballotKinds/0/subjects'])
    })

    test('are refused where the ballots lie in several sheets', async () => {
      const split = await countingSession(ctx, people, { bundles: [6, 4] })
      const id = split.sheets[0]!.id
      await takePass(ctx, people.first, id)
      await expect(previewPassImport(ctx, people.first, id, file(tally()))).rejects.toMatchObject({
        code: 'import_sheets_split',
        detail: { ballotKind: 'A', sheets: 2 },
      })
    })

    test('that is damaged is refused by the reader of tally files', async () => {
      await takePass(ctx, people.first, sheet)
      await expect(preview(people.first, tally().slice(0, -9))).rejects.toMatchObject({
        code: 'invalid_json',
      })
      await expect(preview(people.first, '{"format": "x"}')).rejects.toMatchObject({
        code: 'unknown_format',
      })
    })
  })

  test('whatever the bytes, come to a preview or a refusal', async () => {
    await takePass(ctx, people.first, sheet)
    const text = fc.string({
      unit: fc.constantFrom('TT', 'Họ và tên', 'TNC', ';', '\t', '\n', '1', '"', ' ', '{', ':'),
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(text.map(utf8), fc.uint8Array()), async (bytes) => {
        await previewPassImport(ctx, people.first, sheet, { bytes }).catch((error: unknown) =>
          expect(error).toBeInstanceOf(AppError),
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe.each(DIALECTS)('a roster from a file on %s', (dialect) => {
  let ctx: Context
  let people: People
  let id: string
  beforeEach(async () => {
    ctx = await testContext(dialect)
    people = await seatPeople(ctx)
    id = (await createSession(ctx, people.first, NEW_SESSION)).id
  })
  afterEach(async () => ctx.store.db.destroy())

  const KINDS = [{ key: '', code: 'A', title: 'Ban Thường vụ' }]
  const file = (text: string) => ({ bytes: utf8(text), kinds: KINDS })
  const preview = (text: string) => previewRosterImport(ctx, people.first, id, file(text))
  /** What stands on paper at the places that are hidden. */
  const onPaper = ({ ballotKinds, challenge }: RosterPreview): [string, string] => {
    const groups = rosterFingerprint(ballotKinds)
    const [first, second] = hiddenGroups(challenge)!
    return [groups[first]!, groups[second]!]
  }
  const confirmed = (text: string, shown: RosterPreview): ConfirmedRoster => ({
    ...file(text),
    digest: shown.digest,
    challenge: shown.challenge,
    groups: onPaper(shown),
  })
  const storedNames = async () =>
    (await getSession(ctx, people.first, id)).roster.ballotKinds.map(({ code, subjects }) => [
      code,
      subjects.map(({ name }) => name),
    ])

  test('is shown with its fingerprint but for two groups, and not stored', async () => {
    const shown = await preview(ROSTER)
    expect(shown.ballotKinds).toMatchObject([
      { code: 'A', title: 'Ban Thường vụ', subjects: [{ name: 'Uỷ Thuỷ' }, { name: 'An Ân' }] },
    ])
    const whole = rosterFingerprint(shown.ballotKinds)
    const [first, second] = hiddenGroups(shown.challenge)!
    expect(shown.fingerprint).toEqual(
      whole.map((group, at) => (at === first || at === second ? null : group)),
    )
    expect(shown.clean).toBe(true)
    expect(await storedNames()).toEqual([])
  })

  test('hides other groups each time, by chance', async () => {
    const hidden = new Set<string>()
    for (let at = 0; at < 12; at += 1)
      hidden.add((await preview(ROSTER)).fingerprint.map((group) => (group ? '.' : 'x')).join(''))
    expect(hidden.size).toBeGreaterThan(3)
  })

  test('is stored when the groups are typed from paper, capitals and blanks aside', async () => {
    const shown = await preview(ROSTER)
    const typed = onPaper(shown).map((group) => ` ${group.toUpperCase()} `) as [string, string]
    const stored = await importRoster(ctx, people.first, id, {
      ...confirmed(ROSTER, shown),
      groups: typed,
    })
    expect(await storedNames()).toEqual([['A', ['Uỷ Thuỷ', 'An Ân']]])
    expect(stored.fingerprint).toEqual(rosterFingerprint(shown.ballotKinds))
    expect((await proveRoster(ctx, people.chair, id)).fingerprint).toEqual(stored.fingerprint)
    expect(await eventsOf(ctx, 'roster_imported')).toEqual([
      {
        type: 'roster_imported',
        session: id,
        fileSha256: shown.fileSha256,
        source: 'text',
        fingerprint: stored.fingerprint.join(' '),
      },
    ])
    expect(await eventsOf(ctx, 'roster_saved')).toHaveLength(1)
  })

  test.each([
    ['a wrong group', (groups: [string, string]) => [groups[0], '0000'] as const],
    ['the groups the other way round', ([one, other]: [string, string]) => [other, one] as const],
    ['nothing', () => ['', ''] as const],
  ])('with %s is refused, and that is recorded with the file', async (_, typed) => {
    const shown = await preview(ROSTER)
    const wrong = { ...confirmed(ROSTER, shown), groups: typed(onPaper(shown)) }
    await expect(importRoster(ctx, people.first, id, wrong)).rejects.toMatchObject({
      code: 'fingerprint_wrong',
      detail: { groups: hiddenGroups(shown.challenge)!.map((place) => place + 1) },
    })
    expect(await storedNames()).toEqual([])
    expect(await eventsOf(ctx, 'roster_import_refused')).toEqual([
      {
        type: 'roster_import_refused',
        session: id,
        reason: 'fingerprint_wrong',
        fileSha256: shown.fileSha256,
        source: 'text',
      },
    ])
  })

  test('that is not the one shown is refused, whatever is typed', async () => {
    const shown = await preview(ROSTER)
    const other = confirmed(ROSTER.replace('An Ân', 'An Ấn'), shown)
    await expect(importRoster(ctx, people.first, id, other)).rejects.toMatchObject({
      code: 'import_changed',
    })
    const forged = { ...confirmed(ROSTER, shown), challenge: '5555' }
    await expect(importRoster(ctx, people.first, id, forged)).rejects.toMatchObject({
      code: 'import_changed',
    })
  })

  test('has the fingerprint of the list, not of the file it came in', async () => {
    const [head = '', ...rows] = ROSTER.trim().split('\n')
    const sheet = { name: '', rows: [head, ...rows].map((line) => line.split(';')) }
    const bytes = await xlsx({ ...sheet, name: 'Sheet1' })
    const kinds = [{ ...KINDS[0]!, key: 'Sheet1' }]
    const shown = await previewRosterImport(ctx, people.first, id, { bytes, kinds })
    expect(rosterFingerprint(shown.ballotKinds)).toEqual(
      rosterFingerprint((await preview(ROSTER)).ballotKinds),
    )
  })

  test.each([
    [
      'a character the documents cannot print',
      ROSTER.replace('An Ân', 'An 𠀀'),
      'glyph_missing B3 𠀀',
    ],
    ['one person twice', `${ROSTER}3;An Ân;Phó Bí thư`, 'person_twice 3 An Ân'],
    [
      'a sign that is not printed',
      ROSTER.replace('An Ân', 'An\u200bÂn'),
      'control_character B3 An\u200bÂn',
    ],
  ])('with %s is refused with its place', async (_, text, expected) => {
    const shown = await preview(text)
    const told = shown.faults.map(
      ({ rule, row, column, value }) => `${rule} ${column ?? ''}${row} ${value}`,
    )
    expect(told[0]).toBe(expected)
    await expect(importRoster(ctx, people.first, id, confirmed(text, shown))).rejects.toMatchObject(
      { code: 'import_faults' },
    )
    expect(await storedNames()).toEqual([])
  })

  test('may have namesakes with different positions', async () => {
    expect((await preview(`${ROSTER}3;An Ân;Trưởng ban`)).clean).toBe(true)
  })

  test('needs a title for each kind where the file has none', async () => {
    const shown = await previewRosterImport(ctx, people.first, id, { bytes: utf8(ROSTER) })
    expect(shown.keys).toEqual([''])
    expect(shown.faults.map(({ rule }) => rule)).toEqual(['title_missing'])
  })

  test('takes signs and titles from sheets, from a column, or from the roster there is', async () => {
    const rows = (name: string) => [['Họ và tên'], [name]]
    const bytes = await xlsx(
      { name: 'Khối Đảng', rows: rows('Ân') },
      { name: 'Sheet2', rows: rows('Bình') },
    )
    const sheets = await previewRosterImport(ctx, people.first, id, {
      bytes,
      kinds: [{ key: 'Sheet2', code: 'X', title: 'Ủy ban nhân dân' }],
    })
    const words = ({ ballotKinds }: RosterPreview) =>
      ballotKinds.map(({ code, title }) => `${code} ${title}`)
    expect(words(sheets)).toEqual(['A Khối Đảng', 'X Ủy ban nhân dân'])
    const column = 'Họ và tên;Loại phiếu\nÂn;Phiếu xanh\nBình;Phiếu dành cho khối chính quyền'
    const byColumn = await previewRosterImport(ctx, people.first, id, { bytes: utf8(column) })
    expect(words(byColumn)).toEqual(['Phiếu xanh Phiếu xanh', 'B Phiếu dành cho khối chính quyền'])
    await saveRoster(ctx, people.first, id, [
      { code: 'Z', title: 'Ban Thường vụ', subjects: [{ name: 'Cũ', position: '', block: null }] },
    ])
    const again = await previewRosterImport(ctx, people.first, id, { bytes: utf8(ROSTER) })
    expect(words(again)).toEqual(['Z Ban Thường vụ'])
  })

  test('with two kinds of one sign is refused', async () => {
    const bytes = await xlsx(
      { name: 'Một', rows: [['Họ và tên'], ['Ân']] },
      { name: 'Hai', rows: [['Họ và tên'], ['Bình']] },
    )
    const kinds = [{ key: 'Hai', code: 'A', title: 'Hai' }]
    const shown = await previewRosterImport(ctx, people.first, id, { bytes, kinds })
    expect(shown.faults.map(({ rule }) => rule)).toEqual(['duplicate_id'])
  })

  test('of two hundred people is taken, of one more it is not', async () => {
    const list = (most: number) =>
      `Họ và tên\n${Array.from({ length: most }, (_, at) => `Người thứ ${at}`).join('\n')}`
    expect((await preview(list(200))).clean).toBe(true)
    expect((await preview(list(201))).faults).toMatchObject([
      { rule: 'list_too_long', value: '201' },
    ])
  })

  test('leaves off whom the regulation exempts, as one that was typed', async () => {
    const text = 'Họ và tên;Chức vụ;Ngày có thông báo nghỉ hưu\nÂn;Bí thư;01/01/2026\nBình;Phó;'
    const shown = await preview(text)
    const { roster } = await importRoster(ctx, people.first, id, confirmed(text, shown))
    expect(roster.ballotKinds[0]).toMatchObject({
      subjects: [{ name: 'Bình' }],
      leftOut: [{ name: 'Ân', reason: 'retirement_notice' }],
    })
    expect((await proveRoster(ctx, people.first, id)).fingerprint).toEqual(
      rosterFingerprint(shown.ballotKinds),
    )
  })

  test('is for those who may change the roster, while it may be changed', async () => {
    await expect(previewRosterImport(ctx, people.head, id, file(ROSTER))).rejects.toMatchObject({
      code: 'forbidden',
    })
    const { session } = await countingSession(ctx, people)
    await expect(
      previewRosterImport(ctx, people.first, session.id, file(ROSTER)),
    ).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(proveRoster(ctx, people.first, id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
