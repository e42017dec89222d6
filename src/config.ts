import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { z } from 'zod'
import type { BackupSettings } from './actions/backup-keeping.ts'
import type { LogInRules } from './context.ts'
import { ROLES, type Role } from './domain/roles.ts'
import { AppError } from './errors.ts'
import { type InputRule, checked } from './formats/issues.ts'
import type { IdentityProviderSettings } from './identity-provider.ts'
import {
  type NetworkSettings,
  isDatabaseOpen,
  networkOf,
  networkShape,
} from './network-settings.ts'
import type { KeyFile } from './secrets.ts'
import type { TimestampAuthority } from './tsa.ts'

/** Several values with commas between them, of which each is one; none when nothing is set. */
function list<T extends string>(isOne: (part: string) => part is T, rule: InputRule) {
  const parts = (text: string) => text.split(',').flatMap((part) => part.trim() || [])
  return z
    .string()
    .default('')
    .refine((text) => parts(text).every(isOne), rule)
    .transform((text) => parts(text).filter(isOne))
}

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)
const isAddress = (text: string): text is string => isIP(text) !== 0
const isAny = (text: string): text is string => text !== ''

/** A whole number of these bounds. */
function whole(least: number, most: number, usual: number) {
  const number = z.coerce.number('number').int('number').min(least, 'number').max(most, 'number')
  return number.default(usual)
}

const settings = z.object({
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  PGSSLMODE: z.string().optional(),
  ...networkShape,
  TRUSTED_ROOTS: z.string().min(1).optional(),
  PKCS11_MODULE: z.string().min(1).optional(),
  REVOCATION_LISTS: z.string().min(1).optional(),
  TEMPLATES_FOLDER: z.string().min(1).optional(),
  TSA_URL: z.string().min(1).optional(),
  TSA_POLICY: z
    .string()
    .regex(/^[0-2](\.(0|[1-9]\d*))+$/, 'object_identifier')
    .optional(),
  TSA_TIMEOUT: z.coerce
    .number('number')
    .int('number')
    .min(1, 'number')
    .max(180, 'number')
    .default(60),
  PDF_WORKERS: z.coerce
    .number('number')
    .int('number')
    .min(0, 'number')
    .max(64, 'number')
    .optional(),
  IDLE_MINUTES: z.coerce
    .number('number')
    .int('number')
    .min(1, 'number')
    .max(60, 'number')
    .default(30),
  SECOND_FACTOR: list(isRole, 'choice'),
  SECRETS_KEY_FILE: z.string().min(1).optional(),
  OIDC_ISSUER: z.string().min(1).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  OIDC_CALLBACK: z.string().min(1).optional(),
  OIDC_LABEL: z.string().trim().min(1).max(60).optional(),
  OIDC_ORIGINS: list(isAny, 'choice'),
  OIDC_SECOND_FACTOR: list(isAny, 'choice'),
  TRUSTED_PROXIES: list(isAddress, 'network_address'),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_HOURS: whole(0, 8760, 24),
  BACKUP_KEEP: whole(1, 1000, 14),
  BACKUP_MINUTES: whole(0, 1440, 0),
  BACKUP_PASSPHRASE_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'choice').default('warn'),
})

/** Every setting, decided. */
export type Config = {
  /** The folder of the running database; made when absent. */
  readonly dataDir: string
  /** The program's own regulation files, then those of the organisation; the second may be missing. */
  readonly regimeFolders: readonly string[]
  /** `postgres://…`, or the file of the SQLite database. */
  readonly database: string
  /** Whether others on the way to the database read along, or can take its place. */
  readonly databaseOpen: boolean
  readonly network: NetworkSettings
  /** A PEM file of certificates that signatures must lead to, if one is set. */
  readonly trustedRoots: string | null
  /** The library of the tokens plugged into this machine, if they are to be signed with here. */
  readonly pkcs11Module: string | null
  /** A revocation list, PEM or DER, or a folder of them, if one is set. */
  readonly crls: string | null
  /** The organisation's own templates, which stand in the place of the program's, if such a folder is set. */
  readonly templatesFolder: string | null
  /** The authority that stamps signatures with a trusted time, if one is set. */
  readonly timestamps: TimestampAuthority | null
  /** Threads that draw papers; 0 draws them in the thread that serves. */
  readonly pdfWorkers: number
  /** Files of words that many passwords are made of; the organisation's own may be missing. */
  readonly commonWords: readonly string[]
  /** The key that secrets in the database are sealed under. */
  readonly secretsKey: KeyFile
  readonly logInRules: LogInRules
  /** Where people of the unit log in elsewhere, if such a provider is set. */
  readonly identityProvider: IdentityProviderSettings | null
  /** The proxies whose word is taken for where a request comes from. */
  readonly trustedProxies: readonly string[]
  readonly backups: BackupSettings
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** The settings of the environment with their defaults; `root` is the folder of the program. `invalid_input`. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Config {
  const set = checked(settings, env)
  const dataDir = set.DATA_DIR ?? `${root}/data/local`
  const network = networkOf(set, dataDir)
  const database = set.DATABASE_URL ?? `${dataDir}/tin-nhiem.sqlite`
  const isServer = /^postgres(ql)?:/.test(database)
  return Object.freeze({
    dataDir,
    regimeFolders: [`${root}/data/regimes`, `${dataDir}/regimes`],
    database,
    databaseOpen: isDatabaseOpen(database, set.PGSSLMODE),
    network,
    trustedRoots: set.TRUSTED_ROOTS ?? null,
    pkcs11Module: set.PKCS11_MODULE ?? null,
    crls: set.REVOCATION_LISTS ?? null,
    templatesFolder: set.TEMPLATES_FOLDER ?? null,
    timestamps:
      set.TSA_URL === undefined
        ? null
        : {
            url: plainAddress('/TSA_URL', set.TSA_URL),
            policy: set.TSA_POLICY ?? null,
            timeoutMs: set.TSA_TIMEOUT * 1000,
          },
    pdfWorkers: set.PDF_WORKERS ?? Math.max(1, availableParallelism() - 1),
    commonWords: [`${root}/data/passwords/common-words.txt`, `${dataDir}/common-words.txt`],
    secretsKey:
      set.SECRETS_KEY_FILE === undefined
        ? { file: `${dataDir}/secrets.key`, makes: true }
        : { file: set.SECRETS_KEY_FILE, makes: false },
    logInRules: { idleMinutes: set.IDLE_MINUTES, secondFactorRoles: set.SECOND_FACTOR },
    identityProvider: identityProviderOf(set),
    // one on this machine is named by TLS=proxy
    trustedProxies: [
      ...(network.tls === 'proxy' ? ['127.0.0.1', '::1'] : []),
      ...set.TRUSTED_PROXIES,
    ],
    backups: {
      database: isServer ? null : database,
      folder: set.BACKUP_DIR ?? `${dataDir}/backups`,
      scheduled: set.BACKUP_DIR !== undefined,
      hours: set.BACKUP_HOURS,
      keep: set.BACKUP_KEEP,
      minutes: set.BACKUP_MINUTES,
      passphraseFile: set.BACKUP_PASSPHRASE_FILE ?? null,
    },
    logLevel: set.LOG_LEVEL,
  })
}

/** An http(s) address without credentials; the refusal does not repeat what was found, which may hold a password. */
function plainAddress(path: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const plain = url !== null && url.username === '' && url.password === ''
  if (plain && /^https?:$/.test(url.protocol)) return url.href
  throw new AppError('invalid_input', { issues: [{ path, rule: 'address' }] })
}

/** The path the provider sends people back to. */
const CALLBACK_PATH = '/login/oidc/callback'

/** The settings of an identity provider: all that it needs, or none at all. */
function identityProviderOf(set: z.infer<typeof settings>): Config['identityProvider'] {
  const issuer = set.OIDC_ISSUER
  if (issuer === undefined) return null
  const needed = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET_FILE', 'OIDC_CALLBACK'] as const
  const missing = needed.filter((name) => set[name] === undefined)
  if (missing.length > 0)
    throw new AppError('invalid_input', {
      issues: missing.map((name) => ({ path: `/${name}`, rule: 'with_issuer' })),
    })
  const callback = encryptedAddress('/OIDC_CALLBACK', set.OIDC_CALLBACK ?? '')
  if (callback.pathname !== CALLBACK_PATH || callback.search !== '' || callback.hash !== '')
    throw new AppError('invalid_input', {
      issues: [{ path: '/OIDC_CALLBACK', rule: 'callback_address' }],
    })
  encryptedAddress('/OIDC_ISSUER', issuer)
  return {
    issuer,
    clientId: set.OIDC_CLIENT_ID ?? '',
    clientSecretFile: set.OIDC_CLIENT_SECRET_FILE ?? '',
    callback: callback.href,
    label: set.OIDC_LABEL ?? null,
    origins: set.OIDC_ORIGINS.map((each) => encryptedAddress('/OIDC_ORIGINS', each).origin),
    secondFactor: set.OIDC_SECOND_FACTOR,
  }
}

/** An address over TLS; over plain HTTP only on this very machine. */
function encryptedAddress(path: string, text: string): URL {
  const url = new URL(plainAddress(path, text))
  const here = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url.protocol === 'https:' || here) return url
  throw new AppError('invalid_input', { issues: [{ path, rule: 'https_address' }] })
}
