import type { Browser, Page } from 'playwright-core'

export const PASSWORD = 'mat khau rat dai'
export const SETUP_CODE = 'ABCD-EFGH-JKMN'

/** The people of a counting, by user name: role as the account form names it, and full name. */
export const STAFF = {
  'thu-ky-1': { role: 'secretary', fullName: 'Lê Thị Mẫu Một' },
  'thu-ky-2': { role: 'secretary', fullName: 'Phạm Văn Mẫu Hai' },
  'truong-ban': { role: 'head', fullName: 'Hoàng Mẫu Ba' },
  'chu-tri': { role: 'chair', fullName: 'Đặng Mẫu Bốn' },
  'cap-uy': { role: 'committee', fullName: 'Vũ Thị Mẫu Sáu' },
  'kiem-tra': { role: 'auditor', fullName: 'Bùi Mẫu Năm' },
} as const

/** Presses the button or link of that name and waits for the page it leads to. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const called = { name, exact: typeof name === 'string' }
  const control = page.getByRole('button', called).or(page.getByRole('link', called)).first()
  await Promise.all([page.waitForNavigation(), control.click()])
}

/** Does a final act: types the password into the form of that button, and presses Enter. */
export async function confirmWith(page: Page, name: string, password = PASSWORD): Promise<void> {
  const button = page.getByRole('button', { name, exact: true })
  const proof = page.locator('form').filter({ has: button }).first().locator('[name^="proof"]')
  await proof.fill(password)
  await Promise.all([page.waitForNavigation(), proof.press('Enter')])
}

/** Fills the fields by their labels. */
export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(text)
}

/** Sets the program up with one organisation and logs the administrator in. */
export async function setUpAsAdministrator(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await fill(page, {
    'Mã thiết lập': SETUP_CODE,
    'Tên tổ chức': 'ĐẢNG ỦY XÃ MẪU',
    'Họ tên người quản trị': 'Quản Trị Mẫu',
    'Tên đăng nhập': 'quan-tri',
    'Mật khẩu': PASSWORD,
    'Gõ lại mật khẩu': PASSWORD,
  })
  await page.getByLabel('Đảng', { exact: true }).check()
  await press(page, 'Thiết lập')
  await logInOn(page, 'quan-tri')
}

/** What the administrator gives out, changed by each at the first log-in. */
const GIVEN_OUT = 'con trau di truoc cai cay'

/** Makes the accounts of the staff as the administrator; each of them has changed the password. */
export async function makeStaff(page: Page, url: string): Promise<void> {
  for (const [username, { role, fullName }] of Object.entries(STAFF)) {
    await page.goto(`${url}/accounts`)
    await fill(page, {
      'Họ tên': fullName,
      'Tên đăng nhập': username,
      'Mật khẩu tạm': GIVEN_OUT,
      'Gõ lại mật khẩu': GIVEN_OUT,
    })
    await page.getByLabel('Vai', { exact: true }).selectOption(role)
    await press(page, 'Tạo tài khoản')
    await changeGivenOut(page, url, username)
  }
}

/** The first log-in of that account, in a browser of its own. */
async function changeGivenOut(admin: Page, url: string, username: string): Promise<void> {
  const context = await admin.context().browser()!.newContext()
  const page = await context.newPage()
  await page.goto(`${url}/login`)
  await logInOn(page, username, GIVEN_OUT)
  await fill(page, { 'Mật khẩu mới': PASSWORD, 'Gõ lại mật khẩu': PASSWORD })
  await press(page, 'Đổi mật khẩu')
  await context.close()
}

/** A browser of one's own, logged in. */
export async function logIn(browser: Browser, url: string, username: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${url}/login`)
  await logInOn(page, username)
  return page
}

/** Logs in on the page that asks for it. */
export async function logInOn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await fill(page, { 'Tên đăng nhập': username, 'Mật khẩu': password })
  await press(page, 'Đăng nhập')
}

/** Types the cells one after the other with the keyboard alone, from the cell that has the focus. */
export async function typeCells(page: Page, counts: readonly number[]): Promise<void> {
  for (const count of counts) {
    await page.keyboard.type(String(count))
    await page.keyboard.press('Enter')
  }
}

/** Submits the pass by keyboard and waits for the answer. */
export async function handIn(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Shift+Enter')])
}
