import { z } from 'zod'
import { checked } from './formats/issues.ts'

const settings = z.object({
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number('number')
    .int('number')
    .min(0, 'number')
    .max(65_535, 'number')
    .default(9600),
  TRUSTED_ROOTS: z.string().min(1).optional(),
  PKCS11_MODULE: z.string().min(1).optional(),
  REVOCATION_LISTS: z.string().min(1).optional(),
  TEMPLATES_FOLDER: z.string().min(1).optional(),
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
  readonly host: string
  readonly port: number
  /** A PEM file of certificates that signatures must lead to, if one is set. */
  readonly trustedRoots: string | null
  /** The library of the tokens plugged into this machine, if they are to be signed with here. */
  readonly pkcs11Module: string | null
  /** A revocation list, PEM or DER, or a folder of them, if one is set. */
  readonly crls: string | null
  /** The organisation's own templates, which stand in the place of the program's, if such a folder is set. */
  readonly templatesFolder: string | null
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
    host: set.HOST,
    port: set.PORT,
    trustedRoots: set.TRUSTED_ROOTS ?? null,
    pkcs11Module: set.PKCS11_MODULE ?? null,
    crls: set.REVOCATION_LISTS ?? null,
    templatesFolder: set.TEMPLATES_FOLDER ?? null,
    logLevel: set.LOG_LEVEL,
  })
}
