import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { AppError } from './errors.ts'
import { checked } from './formats/issues.ts'
import { type NetworkSettings, networkOf, networkShape } from './network-settings.ts'
import type { TimestampAuthority } from './tsa.ts'

const settings = z.object({
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
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
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** The settings of the environment with their defaults; `root` is the folder of the program. `invalid_input`. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Config {
  const set = checked(settings, env)
  const dataDir = set.DATA_DIR ?? `${root}/data/local`
  return Object.freeze({
    dataDir,
    regimeFolders: [`${root}/data/regimes`, `${dataDir}/regimes`],
    database: set.DATABASE_URL ?? `${dataDir}/tin-nhiem.sqlite`,
    network: networkOf(set, dataDir),
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
