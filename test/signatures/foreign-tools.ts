/**
 * Signs with a token, stamps with an authority of openssl's, and asks tools that share no code with this program what they
 * think of it: qpdf, pdfsig, `openssl cms` and `openssl ts`. Run by `.ci/run`; needs SoftHSM2 and those tools.
 */
import { spawnSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDF } from '@libpdf/core'
import { readChildren, readElement } from '../../src/signatures/der.ts'
import { stampDocument } from '../../src/signatures/document-timestamp.ts'
import { openPkcs11 } from '../../src/signatures/pkcs11.ts'
import { readCms } from '../../src/signatures/read-cms.ts'
import { signPdf } from '../../src/signatures/sign-pdf.ts'
import { readSignatureDictionaries } from '../../src/signatures/signature-dictionary.ts'
import { verifySignatures } from '../../src/signatures/verify-pdf.ts'
import { timestampClient } from '../../src/tsa.ts'
import { POLICY, stamper, stampRoot, startAuthority } from './authority.ts'
import { makeToken, softHsm, tokenFolder, USER_PIN } from './softhsm.ts'
import { ecKeys, issue, rsaKeys, signing, unsignedPdf } from './specimens.ts'

const work = mkdtempSync(join(tmpdir(), 'foreign-'))
const file = (name: string) => join(work, name)
let faults = 0

function check(what: string, holds: boolean): void {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`)
  if (!holds) faults += 1
}

function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  return { ok: status === 0, text: `${stdout}${stderr}` }
}

const pem = ({ certificate }: { certificate: Uint8Array }) =>
  new X509Certificate(certificate).toString()

/** What `openssl ts -reply` needs of an authority. */
function writeAuthority(): void {
  writeFileSync(file('tsa.pem'), pem(stamper))
  writeFileSync(file('tsa-root.pem'), pem(stampRoot))
  const key = stamper.keys.privateKey.export({ type: 'pkcs8', format: 'pem' })
  writeFileSync(file('tsa.key'), key)
  writeFileSync(file('serial'), '01')
  const settings = {
    serial: file('serial'),
    signer_cert: file('tsa.pem'),
    certs: file('tsa-root.pem'),
    signer_key: file('tsa.key'),
    signer_digest: 'sha256',
    default_policy: POLICY,
    digests: 'sha256',
    ess_cert_id_alg: 'sha256',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  writeFileSync(file('tsa.cnf'), ['[tsa]', 'default_tsa = one', '[one]', ...lines, ''].join('\n'))
}

function reply(request: Uint8Array): Uint8Array {
  writeFileSync(file('query'), request)
  const args = ['ts', '-reply', '-config', file('tsa.cnf'), '-queryfile', file('query')]
  const made = run('openssl', ...args, '-out', file('reply'))
  if (!made.ok) throw new Error(made.text)
  return new Uint8Array(readFileSync(file('reply')))
}

/** The token among the unsigned attributes, which are the last part of the only SignerInfo. */
function tokenOf(cms: Uint8Array): Uint8Array {
  let element = readElement(cms)
  for (let depth = 0; depth < 4; depth++) element = readChildren(element).at(-1)!
  const attribute = readChildren(readChildren(element).at(-1)!)[0]!
  return readChildren(readChildren(attribute)[1]!)[0]!.raw
}

function stampHolds(token: Uint8Array, ...over: readonly string[]): boolean {
  writeFileSync(file('token'), token)
  const trust = ['-CAfile', file('tsa-root.pem')]
  return run('openssl', 'ts', '-verify', ...over, '-in', file('token'), '-token_in', ...trust).ok
}

function cadesHolds(cms: Uint8Array, content: Uint8Array, root: string): boolean {
  writeFileSync(file('cms'), cms)
  writeFileSync(file('content'), content)
  const given = ['-binary', '-inform', 'DER', '-in', file('cms'), '-content', file('content')]
  const trust = ['-CAfile', root, '-purpose', 'any', '-out', file('out')]
  return run('openssl', 'cms', '-verify', '-cades', ...given, ...trust).ok
}

const { module, missing } = softHsm()
if (!module) throw new Error(missing)
const notAfter = '2049-12-31T00:00:00.000Z'
const root = issue({ name: 'Gốc thử', keys: rsaKeys(), ca: true, notAfter })
const people = [
  issue({ name: 'Thư ký thử', keys: rsaKeys(), issuer: root, notAfter }),
  issue({ name: 'Trưởng ban thử', keys: ecKeys(), issuer: root, notAfter }),
]
writeFileSync(file('root.pem'), pem(root))
writeAuthority()
const authority = await startAuthority((request) => ({ body: reply(request) }))
const timestamps = timestampClient({ url: authority.url, policy: POLICY, timeoutMs: 20_000 })
const tokens = tokenFolder()
const signedAt = new Date(Date.now() - 1000).toISOString()
let pdf = await unsignedPdf()
for (const [at, own] of people.entries()) {
  makeToken(module, `USB${at}`, [
    { key: own.keys.privateKey, label: 'khoa', id: 'a' },
    { certificate: own.certificate, label: 'chung thu', id: 'a' },
    { certificate: root.certificate, label: 'goc', id: 'b' },
  ])
  const signer = await openPkcs11({ module, tokenLabel: `USB${at}`, pin: USER_PIN })
  const field = ['TruongBan', 'ThuKy'][at]!
  pdf = await signPdf(pdf, { ...signing(signer, field), signedAt, certify: at === 0, timestamps })
  signer.close()
}
const signed = pdf
pdf = await stampDocument(pdf, timestamps, { certificates: [stampRoot.certificate], crls: [] })
await authority.close()
tokens.remove()

writeFileSync(file('signed.pdf'), signed)
writeFileSync(file('stamped.pdf'), pdf)
for (const name of ['signed.pdf', 'stamped.pdf']) {
  const checked = run('qpdf', '--check', file(name))
  check(`qpdf --check ${name}`, checked.ok && !/warning/i.test(checked.text))
}
const dictionaries = readSignatureDictionaries(await PDF.load(pdf)).map((each) => each.dictionary!)
for (const { contents, byteRange, subFilter, field } of dictionaries) {
  const [, before = 0, gapEnd = 0, after = 0] = byteRange
  const content = Buffer.concat([pdf.subarray(0, before), pdf.subarray(gapEnd, gapEnd + after)])
  const der = readElement(contents).raw
  if (subFilter === 'ETSI.RFC3161') {
    writeFileSync(file('content'), content)
    check(`openssl ts: ${field} is over the document`, stampHolds(der, '-data', file('content')))
    const other = '0'.repeat(64)
    check(`openssl ts: ${field} is over nothing else`, !stampHolds(der, '-digest', other))
    continue
  }
  check(`openssl cms -cades: ${field}`, cadesHolds(der, content, file('root.pem')))
  check(`openssl cms: ${field}, other content`, !cadesHolds(der, Buffer.of(1), file('root.pem')))
  check(`openssl cms: ${field}, another root`, !cadesHolds(der, content, file('tsa-root.pem')))
  const value = createHash('sha256').update(readCms(contents).cms.signature).digest('hex')
  check(`openssl ts: stamp in ${field}`, stampHolds(tokenOf(der), '-digest', value))
}
check('two signatures and a timestamp were judged', dictionaries.length === 3)

mkdirSync(file('nss'))
const nss = `sql:${file('nss')}`
run('certutil', '-N', '-d', nss, '--empty-password')
run('certutil', '-A', '-d', nss, '-n', 'root', '-t', 'CT,C,C', '-a', '-i', file('root.pem'))
const told = run('pdfsig', '-nssdir', file('nss'), file('signed.pdf')).text
const count = (pattern: RegExp) => told.match(pattern)?.length ?? 0
check('pdfsig: both signatures are valid', count(/Signature is Valid\./g) === 2)
check('pdfsig: both certificates are trusted', count(/Certificate is Trusted\./g) === 2)
check('pdfsig: the last one covers the whole file', /Total document signed/.test(told))

const trust = { now: new Date().toISOString(), roots: [root.certificate, stampRoot.certificate] }
const verdicts = await verifySignatures(signed, trust)
const wrong = verdicts.flatMap(({ checks }) => checks.filter(({ result }) => result === 'failed'))
check('this program agrees', verdicts.length === 2 && wrong.length === 0)
rmSync(work, { recursive: true })
process.exitCode = faults === 0 ? 0 : 1
