import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSession, getSession } from '../../src/actions/sessions.ts'
import type { Context } from '../../src/context.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'
import { NEW_SESSION } from '../support/session.ts'
import { visitAs } from './app.ts'

const TYPED = {
  layout: 'hd36-2018',
  secrecy: 'toi_mat',
  copying: 'forbidden',
  copiesIssued: '5',
  drafter: 'Văn phòng Đảng ủy',
  recipients: 'Ban Tổ chức Tỉnh ủy\r\n\r\n  Lưu Văn phòng  \r\n',
  membersSign: 'yes',
  seal: 'no',
}

describe('the form of what the papers are given', () => {
  let ctx: Context
  let people: People
  let path: string
  beforeEach(async () => {
    ctx = await testContext()
    people = await seatPeople(ctx)
    const { id } = await createSession(ctx, people.first, NEW_SESSION)
    path = `/sessions/${id}`
  })
  afterEach(async () => ctx.store.db.destroy())
  const stored = async () =>
    (await getSession(ctx, people.first, path.split('/')[2]!)).session.documentSettings

  test('takes every setting, shows it on the session’s page and in the form again', async () => {
    const secretary = await visitAs(ctx, people.first)
    const answer = await secretary.post(`${path}/document-settings`, TYPED)
    expect(answer.to).toBe(`${path}?notice=document_settings_saved`)
    expect(await stored()).toEqual({
      layout: 'hd36-2018',
      secrecy: 'toi_mat',
      copying: 'forbidden',
      copiesIssued: 5,
      drafter: 'Văn phòng Đảng ủy',
      recipients: ['Ban Tổ chức Tỉnh ủy', 'Lưu Văn phòng'],
      membersSign: true,
      seal: false,
    })
    const { text } = await secretary.get(path)
    for (const shown of ['Tối mật', 'Không được sao chụp', 'Ban Tổ chức Tỉnh ủy; Lưu Văn phòng'])
      expect(text).toContain(shown)
    const { html } = await secretary.get(`${path}/document-settings`)
    expect(html).toMatch(/<option value="hd36-2018" selected/)
    expect(html).toContain('Ban Tổ chức Tỉnh ủy\nLưu Văn phòng</textarea>')
  })

  test('left empty sets nothing', async () => {
    const head = await visitAs(ctx, people.head)
    await head.post(`${path}/document-settings`, TYPED)
    await head.post(`${path}/document-settings`, {})
    expect(await stored()).toEqual({
      layout: null,
      secrecy: null,
      copying: null,
      copiesIssued: null,
      drafter: null,
      recipients: [],
      membersSign: false,
      seal: false,
    })
  })

  test('says at the field what is wrong, and keeps what was typed', async () => {
    const secretary = await visitAs(ctx, people.first)
    const wrong = { ...TYPED, copiesIssued: 'năm', recipients: `Nơi một\n${'x'.repeat(301)}` }
    const answer = await secretary.post(`${path}/document-settings`, wrong)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('id="copiesIssued-fault"')
    expect(answer.text).toContain('dòng 2: quá dài')
    expect(answer.html).toContain('value="Văn phòng Đảng ủy"')
    const unknown = await secretary.post(`${path}/document-settings`, { ...TYPED, layout: 'hd99' })
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('Không có thể thức trình bày “hd99”')
  })

  test('is for secretary and head', async () => {
    const chair = await visitAs(ctx, people.chair)
    expect((await chair.get(`${path}/document-settings`)).status).toBe(403)
    expect((await chair.get(path)).html).not.toContain('/document-settings"')
  })
})
