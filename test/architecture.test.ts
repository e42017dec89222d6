import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const SRC = resolve(import.meta.dirname, '../src')

/** What each folder of `src` may import: other folders, and packages. This table is the architecture. */
const LAYERS: Readonly<
  Record<string, { folders: readonly string[]; packages: readonly string[] }>
> = {
  domain: { folders: [], packages: [] },
  formats: { folders: ['domain'], packages: ['zod', 'ical-generator', 'hucre', 'node:'] },
  storage: { folders: ['domain'], packages: ['kysely', 'better-sqlite3', 'pg', 'zod', 'node:'] },
  reports: {
    folders: ['domain'],
    packages: ['pdfkit', 'fontkit', 'docx', 'yaml', 'zod', '@libpdf/core', 'uqr', 'node:'],
  },
  signatures: { folders: [], packages: ['@libpdf/core', 'pkijs', 'asn1js', 'pkcs11js', 'node:'] },
  recount: { folders: [], packages: [] },
  messages: { folders: ['domain'], packages: [] },
  // never domain or formats: what the service counts by is not in the page (decision 024)
  offline: {
    folders: ['reports', 'signatures', 'recount', 'actions', 'messages'],
    packages: ['@noble/curves', '@noble/hashes', 'pako', 'node:buffer', 'offline:regimes'],
  },
  actions: {
    folders: ['domain', 'formats', 'storage', 'reports', 'signatures', 'recount'],
    packages: ['kysely', 'node:'],
  },
  http: {
    folders: ['domain', 'formats', 'actions', 'messages'],
    packages: ['hono', '@hono/zod-openapi', 'zod'],
  },
  ui: {
    folders: ['domain', 'formats', 'actions', 'http', 'messages'],
    packages: ['hono', '@hono/node-server', 'zod', 'node:'],
  },
  serving: {
    folders: ['domain', 'signatures', 'actions', 'http'],
    packages: ['@hono/node-server', 'node:'],
  },
  cli: {
    folders: [
      'domain',
      'formats',
      'storage',
      'reports',
      'signatures',
      'recount',
      'actions',
      'http',
      'messages',
    ],
    packages: ['zod', 'node:'],
  },
}

/** Root files a folder may import. The rest of the root builds everything and is imported by nobody. */
const ROOT_FILES: Readonly<Record<string, readonly string[]>> = {
  actions: ['errors.ts', 'context.ts'],
  http: ['errors.ts', 'context.ts'],
  ui: ['errors.ts', 'context.ts'],
  serving: ['errors.ts', 'context.ts'],
  cli: [
    'errors.ts',
    'clock.ts',
    'context.ts',
    'config.ts',
    'main.ts',
    'program.ts',
    'secrets.ts',
    'trusted-roots.ts',
    'turns.ts',
    'verifier-workers.ts',
    'verifier.ts',
  ],
}

type Import = { readonly file: string; readonly from: string; readonly names: string }

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .sort()

const imports: readonly Import[] = files.flatMap((file) =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(IMPORT())].map((match) => ({
    file,
    names: match[1] ?? '',
    from: match[2]!,
  })),
)

function IMPORT(): RegExp {
  return /(?:^(?:import|export)\s+([^'"]*?from\s+)?|\bimport\()['"]([^'"]+)['"]/gm
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : ''
}

function target({ file, from }: Import): string {
  return relative(SRC, resolve(SRC, dirname(file), from))
}

describe('the folders of src', () => {
  test('are all in the table, and were really read', () => {
    const folders = new Set(files.map(folderOf).filter((folder) => folder !== ''))
    expect([...folders].sort()).toEqual(Object.keys(LAYERS).sort())
    expect(imports.length).toBeGreaterThan(300)
  })

  test.each(Object.entries(LAYERS))(
    '%s imports only what it may',
    (folder, { folders, packages }) => {
      const rootFiles = ROOT_FILES[folder] ?? ['errors.ts']
      const wrong = imports
        .filter((each) => folderOf(each.file) === folder)
        .filter((each) => {
          if (!each.from.startsWith('.'))
            return !packages.some((allowed) =>
              allowed.endsWith(':')
                ? each.from.startsWith(allowed)
                : each.from === allowed || each.from.startsWith(`${allowed}/`),
            )
          const to = target(each)
          const other = folderOf(to)
          if (other === '') return !rootFiles.includes(to)
          return other !== folder && !folders.includes(other)
        })
      expect(wrong.map((each) => `${each.file} imports ${each.from}`)).toEqual([])
    },
  )

  test('errors.ts imports nothing', () => {
    expect(imports.filter((each) => each.file === 'errors.ts')).toEqual([])
  })

  test('actions draw papers through the workers only', () => {
    const drawing = imports.filter(
      ({ file, names }) =>
        folderOf(file) === 'actions' &&
        !['actions/pdf-work.ts', 'actions/visible-signature.ts'].includes(file) &&
        /\b(renderDocument|renderForm|renderDocx|officeWorkbook|signatureAppearance|prepareSignature)\b/.test(
          names,
        ),
    )
    expect(drawing).toEqual([])
  })

  test('actions know kysely only as a type', () => {
    const values = imports.filter(
      (each) =>
        folderOf(each.file) === 'actions' &&
        each.from === 'kysely' &&
        !each.names.startsWith('type '),
    )
    expect(values).toEqual([])
  })
})

describe('the source', () => {
  const texts = files.map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }))
  const filesWith = (pattern: RegExp) =>
    texts.filter(({ text }) => pattern.test(text)).map(({ file }) => file)

  test('never writes unescaped HTML', () => {
    expect(filesWith(/[^.]\braw\(|dangerouslySetInnerHTML|innerHTML/)).toEqual([])
  })

  test('reads the environment in one place', () => {
    expect(filesWith(/process\.env/)).toEqual(['cli/io.ts'])
  })

  test('knows the database dialect in one file only, and that one how SQLite is opened', () => {
    const knowing = filesWith(/dialect\.name|\bjournal_mode\b|pg_advisory|SQLITE_CONSTRAINT/)
    expect(knowing).toEqual(['storage/dialect.ts', 'storage/sqlite-file.ts'])
    expect(filesWith(/import .*openSqlite.* from/)).toEqual(['storage/dialect.ts'])
  })

  test('decides nothing in the domain by clock, chance or float', () => {
    const impure = /Date\.now|new Date|Math\.random|parseFloat|toFixed|async |Promise/
    const domain = texts.filter(({ file }) => file.startsWith('domain/'))
    expect(domain.length).toBeGreaterThan(10)
    expect(domain.filter(({ text }) => impure.test(text)).map(({ file }) => file)).toEqual([])
  })

  test('runs no text as a program, and no other program', () => {
    const running =
      /\beval\b|new Function|\bset(?:Timeout|Interval)\(\s*['"`]|child_process|node:vm/
    // a thread whose program is a text of that file, with nothing put into it
    expect(filesWith(running)).toEqual(['formats/spreadsheet.ts'])
    const { text } = texts.find(({ file }) => file === 'formats/spreadsheet.ts')!
    const program = /^const READER = `([^`]*)`$/m.exec(text)?.[1] ?? ''
    expect(program).toContain('parentPort')
    expect(program).not.toContain('${')
    expect(text.match(/eval: true/g)).toHaveLength(1)
  })

  test('draws nothing by Math.random', () => {
    expect(filesWith(/Math\.random/)).toEqual([])
  })

  test('has no default exports and no file over 300 lines', () => {
    expect(filesWith(/^export default/m)).toEqual([])
    expect(
      texts.filter(({ text }) => text.split('\n').length > 300).map(({ file }) => file),
    ).toEqual([])
  })
})

test('every package of the lock file has an exact version and a digest', () => {
  const { packages } = JSON.parse(readFileSync(join(SRC, '../package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { version?: string; integrity?: string; link?: true }>>
  }
  const others = Object.entries(packages).filter(([path]) => path !== '')
  expect(others.length).toBeGreaterThan(100)
  for (const [path, { version, integrity, link }] of others)
    expect([path, link, version, integrity]).toEqual([
      path,
      undefined,
      expect.stringMatching(/^\d+\.\d+\.\d+/),
      expect.stringMatching(/^sha512-[\w+/]{86}==$/),
    ])
})
