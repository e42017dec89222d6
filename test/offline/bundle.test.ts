import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { MOST_BYTES, bundleScript, makeOfflinePage } from '../../build-offline.mjs'
import vi from '../../src/messages/vi.json' with { type: 'json' }

test('no arithmetic of the service is in the page: nothing of domain, formats or the register', async () => {
  const { files } = await bundleScript()
  const own = files.filter((file) => file.startsWith('src/'))
  expect(own).toContain('src/recount/recount.ts')
  const shared = own.filter((file) => !/^src\/(?:offline|recount|signatures|messages)\//.test(file))
  expect(shared.toSorted()).toEqual([
    'src/actions/inspection-steps.ts',
    'src/actions/pdf-inspection.ts',
    'src/actions/rehearsal-check.ts',
    'src/errors.ts',
    'src/reports/attachments.ts',
    'src/reports/read-print.ts',
    'src/reports/rehearsal-marks.ts',
    'src/storage/sha256.ts',
  ])
  expect(files.filter((file) => file.startsWith('node:'))).toEqual([])
})

test('the same sources give the same bytes, below the size a slow stick takes', async () => {
  const [once, twice] = [await makeOfflinePage(), await makeOfflinePage()]
  expect(twice === once).toBe(true)
  expect(Buffer.byteLength(once)).toBeLessThan(MOST_BYTES)
  expect(MOST_BYTES).toBeLessThanOrEqual(1_500_000)
})

test('the page names nothing outside it, and its rules let only its own script and style in', async () => {
  const page = await makeOfflinePage()
  const [, policy = ''] = /Content-Security-Policy"\s+content="([^"]+)"/.exec(page) ?? []
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(page) ?? []
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? []
  const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "connect-src 'none'",
      `script-src '${hash(script)}'`,
      `style-src '${hash(style)}'`,
    ]),
  )
  expect(policy).not.toContain('unsafe')
  const markup = page.replace(script, '').replace(style, '')
  expect(markup).not.toMatch(/(?:src|href)="(?!#)|url\(|@import/)
  expect(style).not.toMatch(/url\(|@import|@font-face/)
  expect(page.match(/<script/g)).toHaveLength(1)
})

test('every word of the page is there, and every placeholder filled', async () => {
  const page = await makeOfflinePage()
  const [before = ''] = page.split('<script>')
  expect(before).not.toMatch(/\{\{|undefined/)
  for (const words of [vi.offline.privacy, vi.offline.no_script, vi.offline.roots_hint])
    expect(before).toContain(words)
})
