import chromium from '@sparticuz/chromium'
import type { TestProject } from 'vitest/node'
import { buildClient } from '../../build-client.mjs'
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

/** What is made once for all test files: the client script, a database server, an unpacked browser. */
export default async function setup(project: TestProject) {
  const [postgres, chromiumPath] = await Promise.all([
    startPostgres(),
    chromium.executablePath(),
    buildClient(),
  ])
  await createDatabase(postgres.url, POSTGRES_TEMPLATE)
  const template = openStore(`${postgres.url}/${POSTGRES_TEMPLATE}`)
  await migrate(template)
  await template.db.destroy()
  project.provide('postgresUrl', postgres.url)
  project.provide('chromiumPath', chromiumPath)
  return () => postgres.stop()
}
