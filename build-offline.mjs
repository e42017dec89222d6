// Makes dist/tin-nhiem-verify.html: the offline verifier, one file with everything in it.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('.', import.meta.url))
const target = ['es2022', 'chrome110', 'firefox121', 'safari16']
const regimes = `${root}data/regimes`

/** A USB stick and a slow machine; what grows past this brought something in that is not needed. */
export const MOST_BYTES = 1_500_000

/** The words the page uses, out of all there are. */
const WORDS = [
  'errors',
  'verification',
  'verificationRemedies',
  'verificationGroups',
  'verdicts',
  'levels',
  'bands',
  'bases',
  'fields',
  'documents',
  'offline',
  'offlineReasons',
  'offlineRemedies',
]

const words = () => JSON.parse(readFileSync(`${root}src/messages/vi.json`, 'utf8'))

/** What is taken instead of what a browser does not have or the page does not need. */
const standIns = {
  name: 'stand-ins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(?:crypto|zlib|util)$/ }, ({ path }) => ({
      path: `${root}src/offline/node/${path.slice(5)}.ts`,
    }))
    onResolve({ filter: /^node:buffer$/ }, () => ({ path: `${root}node_modules/buffer/index.js` }))
    // @libpdf/core signs and opens key files with these; nothing here does
    onResolve({ filter: /^(?:pkijs|asn1js)$/ }, ({ path }) => ({ path, namespace: 'left-out' }))
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: 'module.exports = { CryptoEngine: class {} }',
    }))
    onResolve({ filter: /^offline:regimes$/ }, ({ path }) => ({ path, namespace: 'embedded' }))
    onLoad({ filter: /.*/, namespace: 'embedded' }, () => ({
      contents: `export const REGIME_TEXTS = ${JSON.stringify(regimeTexts())}`,
    }))
    onLoad({ filter: /messages\/vi\.json$/ }, () => ({
      contents: JSON.stringify(
        Object.fromEntries(Object.entries(words()).filter(([group]) => WORDS.includes(group))),
      ),
      loader: 'json',
    }))
  },
}

function regimeTexts() {
  const names = readdirSync(regimes).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => {
    const bytes = readFileSync(`${regimes}/${name}`)
    const text = bytes.toString('utf8')
    if (!Buffer.from(text).equals(bytes)) throw new Error(`${name} is not UTF-8`)
    return text
  })
}

/** The script with all it needs, and which files went into it. */
export async function bundleScript(entry = `${root}src/offline/page.client.ts`) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    platform: 'browser',
    charset: 'utf8',
    legalComments: 'none',
    target,
    absWorkingDir: root,
    plugins: [standIns],
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    inject: [`${root}src/offline/node/buffer-global.ts`],
    logLevel: 'warning',
    logOverride: { 'import-is-undefined': 'silent' },
  })
  return { script: outputFiles[0].text, files: Object.keys(metafile.inputs) }
}

/** The page's bytes: the same each time from the same sources. */
export async function makeOfflinePage() {
  const [{ script }, style] = await Promise.all([bundleScript(), bundleStyle()])
  const safe = safeInHtml(script)
  const template = readFileSync(`${root}src/offline/page.html`, 'utf8')
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  const policy = [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src '${sourceHash(safe)}'`,
    `style-src '${sourceHash(style)}'`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types own-worker',
  ].join('; ')
  const { foot, ...others } = words().offline
  const said = Object.fromEntries(
    Object.entries({ ...others, foot: foot.replace('{version}', version) }).map(([key, value]) => [
      key,
      escaped(value),
    ]),
  )
  const parts = {
    ...said,
    policy,
    style: `<style>${style}</style>`,
    script: `<script>${safe}</script>`,
  }
  return template.replaceAll(/<!-- \{\{(\w+)\}\} -->|\{\{(\w+)\}\}/g, (_, block, text) => {
    const name = block ?? text
    if (!Object.hasOwn(parts, name)) throw new Error(`page.html: ${name}`)
    return parts[name]
  })
}

async function bundleStyle() {
  const { outputFiles } = await build({
    entryPoints: [`${root}src/offline/page.css`],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    target,
    logLevel: 'warning',
  })
  return outputFiles[0].text.trim()
}

/** A script that HTML reads to its end: `<!--` and `</script` stand in texts only, where a backslash changes nothing. */
function safeInHtml(script) {
  const safe = script.trim().replaceAll(/<(?=!--|\/?script)/gi, String.raw`\x3c`)
  if (safe.includes('\r')) throw new Error('a line end that HTML would change')
  return safe
}

function sourceHash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** Writes the page; what comes back is its size and SHA-256. Too large a page is refused. */
export async function buildOffline() {
  const page = Buffer.from(await makeOfflinePage())
  if (page.length > MOST_BYTES) throw new Error(`offline verifier: ${page.length} bytes`)
  mkdirSync(`${root}dist`, { recursive: true })
  writeFileSync(`${root}dist/tin-nhiem-verify.html`, page)
  return { bytes: page.length, sha256: createHash('sha256').update(page).digest('hex') }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bytes, sha256 } = await buildOffline()
  console.log(`dist/tin-nhiem-verify.html: ${bytes} bytes, SHA-256 ${sha256}`)
}
