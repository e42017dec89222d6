// Bundles the browser scripts and copies the styles into dist/static, where the server finds them.
import { cpSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('.', import.meta.url))

export async function buildClient() {
  mkdirSync(`${root}dist/static`, { recursive: true })
  await build({
    entryPoints: { entry: `${root}src/ui/entry.client.ts` },
    outdir: `${root}dist/static`,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  })
  cpSync(`${root}src/ui/style.css`, `${root}dist/static/style.css`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient()
