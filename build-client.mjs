// Bundles the browser script and the styles into dist/static, where the server finds them.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('.', import.meta.url))

export async function buildClient() {
  await build({
    entryPoints: {
      entry: `${root}src/ui/entry.client.ts`,
      board: `${root}src/ui/board.client.ts`,
      pause: `${root}src/ui/pause.client.ts`,
      ballots: `${root}src/ui/ballots.client.ts`,
      verification: `${root}src/ui/verification.client.ts`,
      unsent: `${root}src/ui/unsent-notice.client.ts`,
      style: `${root}src/ui/style.css`,
    },
    outdir: `${root}dist/static`,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome110', 'firefox121', 'safari16'],
    logLevel: 'warning',
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient()
