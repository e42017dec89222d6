import pino from 'pino'
import { backupKeeping } from '../../src/actions/backup-keeping.ts'
import { backupWorkHere } from '../../src/actions/backup-work.ts'
import { pdfWorkHere } from '../../src/actions/pdf-work.ts'
import { createVerifyingPlaces } from '../../src/actions/places.ts'
import { verificationTasks } from '../../src/actions/verification-work.ts'
import { readCommonWords } from '../../src/common-words.ts'
import type { Context, Passwords } from '../../src/context.ts'
import type { Actor } from '../../src/domain/actor.ts'
import type { Role } from '../../src/domain/roles.ts'
import { readRegimes } from '../../src/formats/regime.ts'
import { newCode } from '../../src/identities.ts'
import { ROOT, VERSION } from '../../src/program.ts'
import { recount } from '../../src/recount/recount.ts'
import { loadFonts } from '../../src/reports/fonts.ts'
import { loadTemplates } from '../../src/reports/template.ts'
import { sealsUnder, secretsUnder } from '../../src/secrets.ts'
import { insertAccount } from '../../src/storage/accounts.ts'
import { insertOrganisation } from '../../src/storage/organisations.ts'
import { totp } from '../../src/totp.ts'
import { type DialectName, openTestStore } from './stores.ts'

/** Keeps the tests fast where hashing itself is not what is tested. */
const plainPasswords: Passwords = {
  hash: async (password) => `plain:${password}`,
  verify: async (stored, password) => stored === `plain:${password}`,
}

const commonWords = readCommonWords([`${ROOT}/data/passwords/common-words.txt`])
const machineKey = new Uint8Array(32).fill(7)
const seals = sealsUnder(machineKey)
const regimes = readRegimes(`${ROOT}/data/regimes`)
const reports = { templates: loadTemplates(`${ROOT}/templates`), fonts: loadFonts() }

/** A whole program over a fresh database: ids count up, the clock moves one second a look. */
export async function testContext(
  dialect: DialectName = 'sqlite',
  overrides: Partial<Context> = {},
): Promise<Context> {
  let ids = 0
  let seconds = 0
  const store = { ...(await openTestStore(dialect)), seal: seals.real }
  const trusted = { real: [seals.real.id], rehearsal: [seals.rehearsal.id] }
  return {
    store,
    regimes,
    refusedRegimes: [],
    reports,
    templateFaults: [],
    pdf: pdfWorkHere(reports),
    verifying: createVerifyingPlaces(),
    verification: {
      ...verificationTasks((work) => work(store), { recount, trusted }),
      close: async () => undefined,
    },
    verifications: { newest: null },
    recount,
    passwords: plainPasswords,
    commonWords,
    secrets: secretsUnder(machineKey),
    seals,
    totp,
    backups: backupKeeping(
      {
        database: null,
        folder: '/nonexistent/backups',
        scheduled: true,
        hours: 0,
        keep: 3,
        minutes: 0,
        passphraseFile: null,
      },
      backupWorkHere,
    ),
    logInRules: {
      idleMinutes: 480, // the clock runs fast when many requests look at it
      secondFactorRoles: [],
    },
    identityProvider: null,
    trustedProxies: [],
    setupCode: 'ABCD-EFGH-JKMN',
    trustedRoots: [],
    openToken: null,
    timestamps: null,
    crls: [],
    version: VERSION,
    log: pino({ level: 'silent' }),
    now: () => new Date(Date.UTC(2026, 1, 5, 12) + 1000 * (seconds += 1)).toISOString(),
    today: () => '2026-02-05',
    newId: () => `id-${(ids += 1)}`,
    newCode,
    ...overrides,
  }
}

export type People = Readonly<Record<Exclude<Role, 'secretary'>, Actor>> & {
  readonly first: Actor
  readonly second: Actor
  readonly third: Actor
}

/** An organisation of the Party, below `parent` if one is named, with one account of each role and three secretaries. */
export async function seatPeople(
  ctx: Context,
  organisation = 'org',
  parent: string | null = null,
): Promise<People> {
  const actor = (account: string, role: Role, fullName: string): Actor => ({
    account: `${organisation}-${account}`,
    role,
    fullName,
    organisation,
  })
  const people: People = {
    admin: actor('admin', 'admin', 'Quản Trị Mẫu'),
    first: actor('first', 'secretary', 'Thư Ký Thứ Nhất'),
    second: actor('second', 'secretary', 'Thư Ký Thứ Hai'),
    third: actor('third', 'secretary', 'Thư Ký Thứ Ba'),
    head: actor('head', 'head', 'Trưởng Ban Mẫu'),
    chair: actor('chair', 'chair', 'Chủ Trì Mẫu'),
    committee: actor('committee', 'committee', 'Cấp Ủy Mẫu'),
    auditor: actor('auditor', 'auditor', 'Kiểm Tra Mẫu'),
  }
  await ctx.store.db.transaction().execute(async (trx) => {
    await insertOrganisation(trx, {
      id: organisation,
      parent,
      side: 'party',
      name: 'Đảng ủy xã Mẫu',
      superior: 'Đảng bộ tỉnh Mẫu',
      locality: 'Xã Mẫu',
      symbol: 'ĐU',
    })
    for (const each of Object.values(people))
      await insertAccount(trx, {
        id: each.account,
        username: each.account,
        full_name: each.fullName,
        role: each.role,
        organisation_id: organisation,
        password_hash: 'plain:mat khau rat dai',
        disabled: 0,
        must_change: 0,
        created_at: '2026-02-05T00:00:00.000Z',
      })
  })
  return people
}
