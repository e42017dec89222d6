import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { seatPeople, testContext } from '../support/context.ts'
import { visitAs } from './app.ts'

let ctx: Context
beforeEach(async () => {
  ctx = await testContext()
})
afterEach(async () => ctx.store.db.destroy())

describe('set-up', () => {
  const form = {
    code: 'abcd efgh jkmn',
    organisation: 'ĐẢNG ỦY XÃ MẪU',
    side: 'party',
    fullName: 'Quản Trị Mẫu',
    username: 'quan-tri',
    password: 'mat khau rat dai',
    again: 'mat khau rat dai',
  }

  test('is where every page leads until an administrator exists', async () => {
    const nobody = await visitAs(ctx, null)
    expect(await nobody.get('/sessions/new')).toMatchObject({ status: 303, to: '/setup' })
    expect(await nobody.post('/setup', form)).toMatchObject({
      status: 303,
      to: '/login?notice=set_up',
    })
    expect(await nobody.get('/setup')).toMatchObject({ status: 303, to: '/login' })
  })

  test('refused shows what was typed, but no password', async () => {
    const nobody = await visitAs(ctx, null)
    const answer = await nobody.post('/setup', { ...form, code: 'WRONG' })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Mã thiết lập không đúng')
    expect(answer.html).toContain('value="ĐẢNG ỦY XÃ MẪU"')
    expect(answer.html).not.toContain('mat khau')
  })

  test('marks the second password when it differs', async () => {
    const answer = await (await visitAs(ctx, null)).post('/setup', { ...form, again: 'khac' })
    expect(answer.status).toBe(422)
    expect(answer.html).toMatch(/<input id="again"[^>]* aria-invalid="true"/)
    expect(answer.text).toContain('hai lần gõ mật khẩu không giống nhau')
  })
})

describe('log-in', () => {
  beforeEach(async () => void (await seatPeople(ctx)))

  test('is asked of whoever opens a page, and leads back to it', async () => {
    const nobody = await visitAs(ctx, null)
    expect(await nobody.get('/')).toMatchObject({ status: 303, to: '/login' })
    expect((await nobody.get('/sessions/abc')).to).toBe('/login?next=%2Fsessions%2Fabc')
    const sent = { username: 'org-first', password: 'mat khau rat dai', next: '/sessions/abc' }
    expect((await nobody.post('/login', sent)).to).toBe('/sessions/abc')
  })

  test.each(['https://example.org/', '//example.org', '/\\example.org', 'javascript:alert(1)'])(
    'never leads to another site: %s',
    async (next) => {
      const sent = { username: 'org-first', password: 'mat khau rat dai', next }
      expect((await (await visitAs(ctx, null)).post('/login', sent)).to).toBe('/')
    },
  )

  test('refused keeps the user name and not the password', async () => {
    const answer = await (
      await visitAs(ctx, null)
    ).post('/login', { username: 'org-first', password: 'sai' })
    expect(answer.status).toBe(401)
    expect(answer.html).toContain('value="org-first"')
    expect(answer.html).not.toContain('value="sai"')
  })

  test('that has ended while a form was filled says how to go on', async () => {
    const answer = await (await visitAs(ctx, null)).post('/sessions/new', { title: 'x' })
    expect(answer.status).toBe(401)
    expect(answer.text).toContain('Đăng nhập ở thẻ mới')
  })
})

test('a form from another site is refused', async () => {
  await seatPeople(ctx)
  const { createApp } = await import('../../src/app.ts')
  const answer = await createApp(ctx).request('http://localhost/login', {
    method: 'POST',
    headers: { origin: 'http://example.org' },
    body: new URLSearchParams({ username: 'org-first', password: 'mat khau rat dai' }),
  })
  expect(answer.status).toBe(403)
  expect(answer.headers.get('set-cookie')).toBe(null)
})

test('script and style come from files the browser may keep and must ask about', async () => {
  const nobody = await visitAs(ctx, null)
  const answer = await nobody.get('/static/style.css')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-cache')
  expect(answer.headers.get('etag')).toMatch(/"/)
  expect((await nobody.get('/static/../../package.json')).status).not.toBe(200)
})
