import { mkdirSync } from 'node:fs'
import { backupKeeping } from './actions/backup-keeping.ts'
import { pdfWorkHere } from './actions/pdf-work.ts'
import { createVerifyingPlaces } from './actions/places.ts'
import { isSetUp } from './actions/setup.ts'
import { forgetOrder } from './actions/submissions.ts'
import { backupWorkers } from './backup-workers.ts'
import { now, today } from './clock.ts'
import { readCommonWords } from './common-words.ts'
import type { Config } from './config.ts'
import type { Context, Seals } from './context.ts'
import { setChangedAside } from './formats/changed-regimes.ts'
import { loadRegimes } from './formats/regime.ts'
import { newCode, newId } from './identities.ts'
import { identityProvider } from './identity-provider.ts'
import { openLog } from './log.ts'
import { passwords } from './passwords.ts'
import { pdfWorkers } from './pdf-workers.ts'
import { ROOT, VERSION } from './program.ts'
import { recount } from './recount/recount.ts'
import { loadFonts } from './reports/fonts.ts'
import { readTemplates } from './reports/template.ts'
import { readSecretsKey, sealsUnder, secretsUnder } from './secrets.ts'
import { openPkcs11 } from './signatures/pkcs11.ts'
import { openStore } from './storage/dialect.ts'
import { migrate } from './storage/migrations/index.ts'
import { listRegimes } from './storage/regimes.ts'
import { readCrls, readRoots } from './trusted-roots.ts'
import { totp } from './totp.ts'
import { timestampClient } from './tsa.ts'
import { verificationWorkers } from './verification-workers.ts'

export { type Running, startServer } from './web-server.ts'

/** Builds everything impure from the settings; the database is brought to its newest shape. */
export async function buildContext(config: Config): Promise<Context> {
  if (!/^postgres(ql)?:/.test(config.database))
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const store = openStore(config.database)
  await migrate(store)
  const log = openLog(config.logLevel)
  await forgetOrder({ store, log }) // a program that was killed may have left some
  const { regimes, refused } = setChangedAside(
    loadRegimes(config.regimeFolders),
    await listRegimes(store.db),
  )
  const { templates, own, faults } = readTemplates(`${ROOT}/templates`, config.templatesFolder)
  const reports = { templates, own, fonts: loadFonts() }
  const { pdfWorkers: threads, templatesFolder } = config
  const failed = (error: unknown) => log.error({ err: error }, 'worker ended')
  const secretsKey = readSecretsKey(config.secretsKey)
  const seals = sealsUnder(secretsKey)
  const ctx: Context = {
    store: { ...store, seal: seals.real },
    regimes,
    refusedRegimes: refused,
    reports,
    templateFaults: faults,
    pdf: threads === 0 ? pdfWorkHere(reports) : pdfWorkers({ threads, templatesFolder, failed }),
    verifying: createVerifyingPlaces(),
    verification: verificationWorkers({
      database: config.database,
      trusted: { real: [seals.real.id], rehearsal: [seals.rehearsal.id] },
      failed,
    }),
    verifications: { newest: null },
    recount,
    passwords,
    commonWords: readCommonWords(config.commonWords),
    secrets: secretsUnder(secretsKey),
    seals,
    totp,
    backups: backupKeeping(
      config.backups,
      backupWorkers((error) => log.error({ err: error }, 'backup worker ended')),
    ),
    logInRules: config.logInRules,
    identityProvider: config.identityProvider && identityProvider(config.identityProvider),
    trustedProxies: config.trustedProxies,
    setupCode: `${newCode(4)}-${newCode(4)}-${newCode(4)}`,
    trustedRoots: readRoots(config.trustedRoots),
    openToken: tokenOf(config),
    timestamps: config.timestamps && timestampClient(config.timestamps),
    crls: readCrls(config.crls),
    version: VERSION,
    log,
    now,
    today,
    newId,
    newCode,
  }
  for (const { code, detail } of refused) {
    const { issues: _, ...told } = detail
    ctx.log.error({ code, ...told }, 'regulation file set aside')
  }
  for (const fault of faults)
    ctx.log.error({ code: 'template_invalid', ...fault }, 'template at fault')
  return (await isSetUp(ctx)) ? { ...ctx, setupCode: null } : ctx
}

/** What signs in the name of the installation of these settings; its key is made where there is none. */
export function sealsOf({ secretsKey }: Pick<Config, 'secretsKey'>): Seals {
  return sealsUnder(readSecretsKey(secretsKey))
}

/** Opens the tokens of this machine with the module that is set; `null` where none is. */
function tokenOf({ pkcs11Module: module }: Config): Context['openToken'] {
  if (module === null) return null
  return ({ pin, keyLabel }) => openPkcs11({ module, pin, keyLabel: keyLabel ?? undefined })
}
