// Checks one signed PDF with tools that share no code with this program: qpdf for the structure,
// poppler's pdfsig and openssl for every signature, pdffonts and pdfdetach for what is inside.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const [file, scratch] = process.argv.slice(2)
const work = join(scratch, `${basename(file)}.d`)
mkdirSync(work, { recursive: true })
const bytes = readFileSync(file)
const faults = []
const expect = (what, holds) => {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`)
  if (!holds) faults.push(what)
}
const run = (command, ...args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  return { status, text: `${stdout}${stderr}` }
}

const checked = run('qpdf', '--check', file)
expect('qpdf --check finds nothing', checked.status === 0 && !/warning/i.test(checked.text))

const signatures = signedRanges(bytes)
expect('it is signed', signatures.length > 0)
trustSigners()
const sig = run('pdfsig', '-nssdir', join(work, 'nss'), file)
const valid = sig.text.match(/Signature Validation: Signature is Valid\./g) ?? []
expect(`pdfsig: ${signatures.length} signatures are valid`, valid.length === signatures.length)
expect('pdfsig: the last one covers the whole file', /Total document signed/.test(sig.text))
for (const [at, each] of signatures.entries())
  expect(`openssl cms -cades: signature ${at + 1}`, cades(each))
expect('openssl refuses other content', !cades({ ...signatures[0], content: Buffer.from('x') }))

const changed = Buffer.from(bytes)
changed[changed.indexOf('/Producer') + 12] ^= 1
writeFileSync(join(work, 'changed.pdf'), changed)
const broken = run('pdfsig', '-nssdir', join(work, 'nss'), join(work, 'changed.pdf')).text
expect('pdfsig refuses a changed byte', /Digest Mismatch/.test(broken))

const fonts = run('pdffonts', file).text.trim().split('\n').slice(2)
expect(
  'every font is embedded',
  fonts.length > 0 && fonts.every((line) => /\byes yes yes\b/.test(line)),
)
const attached = run('pdfdetach', '-list', file).text
expect(
  'tally.json and outcome.json are attached',
  /tally\.json/.test(attached) && /outcome\.json/.test(attached),
)
const text = run('pdftotext', '-layout', file, '-').text
expect(
  'its Vietnamese text can be read',
  text.includes('ĐẢNG CỘNG SẢN VIỆT NAM') && text === text.normalize('NFC'),
)
process.exitCode = faults.length === 0 ? 0 : 1

/** The bytes each signature covers, and its CMS without the padding. */
function signedRanges(pdf) {
  const source = pdf.toString('latin1')
  return [...source.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].map(
    (match) => {
      const [a, b, c, d] = match.slice(1).map(Number)
      const hex = source.slice(a + b + 1, c - 1)
      const der = Buffer.from(hex, 'hex')
      return {
        content: Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)]),
        cms: der.subarray(0, derLength(der)),
      }
    },
  )
}

function derLength(der) {
  if (der[1] < 0x80) return 2 + der[1]
  const size = der[1] & 0x7f
  return 2 + size + der.readUIntBE(2, size)
}

/** Puts the signers' own certificates into a fresh trust store: a rehearsal has no authority above. */
function trustSigners() {
  const nss = `sql:${join(work, 'nss')}`
  mkdirSync(join(work, 'nss'), { recursive: true })
  execFileSync('certutil', ['-N', '-d', nss, '--empty-password'])
  for (const [at, { cms }] of signatures.entries()) {
    writeFileSync(join(work, `${at}.cms`), cms)
    const pem = execFileSync('openssl', [
      'pkcs7',
      '-inform',
      'DER',
      '-in',
      join(work, `${at}.cms`),
      '-print_certs',
    ])
    writeFileSync(join(work, `${at}.pem`), pem)
    execFileSync('certutil', [
      '-A',
      '-d',
      nss,
      '-n',
      `signer ${at}`,
      '-t',
      'CT,C,C',
      '-a',
      '-i',
      join(work, `${at}.pem`),
    ])
  }
}

function cades({ cms, content }) {
  writeFileSync(join(work, 'one.cms'), cms)
  writeFileSync(join(work, 'one.bin'), content)
  const pem = execFileSync('openssl', [
    'pkcs7',
    '-inform',
    'DER',
    '-in',
    join(work, 'one.cms'),
    '-print_certs',
  ])
  writeFileSync(join(work, 'one.pem'), pem)
  const args = [
    'cms',
    '-verify',
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-in',
    join(work, 'one.cms'),
  ]
  const trust = [
    '-content',
    join(work, 'one.bin'),
    '-CAfile',
    join(work, 'one.pem'),
    '-purpose',
    'any',
  ]
  return run('openssl', ...args, ...trust, '-out', '/dev/null').status === 0
}
