import { execFileSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'
import { buildClient } from '../../build-client.mjs'
import { buildOffline } from '../../build-offline.mjs'
import { openStore } from '../../src/storage/dialect.ts'
import { migrate } from '../../src/storage/migrations/index.ts'
import { POSTGRES_TEMPLATE, createDatabase, startPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the test PostgreSQL, without a database name. */
    postgresUrl: string
    /** The Chromium that the browser tests launch. */
    chromiumPath: string
  }
}

/** What is made once for all test files: the client script, the offline verifier, a database server, an unpacked browser. */
export default async function setup(project: TestProject) {
  const [postgres, chromiumPath] = await Promise.all([
    startPostgres(),
    unpackBrowser(),
    buildClient(),
    buildOffline(),
  ])
  await createDatabase(postgres.url, POSTGRES_TEMPLATE)
  const template = openStore(`${postgres.url}/${POSTGRES_TEMPLATE}`)
  await migrate(template)
  await template.db.destroy()
  project.provide('postgresUrl', postgres.url)
  project.provide('chromiumPath', chromiumPath)
  return () => postgres.stop()
}

/**
 * Unpacks the browser once. Where the system lacks the libraries it needs, the package brings its own,
 * but only believes it must when this variable says so.
 */
async function unpackBrowser(): Promise<string> {
  if (process.platform === 'linux' && !systemHas('libnss3.so'))
    process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

function systemHas(library: string): boolean {
  try {
    return execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).includes(library)
  } catch {
    return false // no ldconfig: a system without glibc's tools has no such library either
  }
}
