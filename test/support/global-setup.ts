import chromium from '@sparticuz/chromium'
import type { TestProject } from 'vitest/node'
import { buildClient } from '../../build-client.mjs'
import { startPostgres } from './postgres.ts'

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
  project.provide('postgresUrl', postgres.url)
  project.provide('chromiumPath', chromiumPath)
  return () => postgres.stop()
}
