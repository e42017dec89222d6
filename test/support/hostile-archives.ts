import {
  MANIFEST,
  MANIFEST_SIGNATURE,
  archiveSignatureText,
} from '../../src/formats/archive/archive-manifest.ts'
import {
  FORGER,
  type Files,
  bytesOf,
  filesIn,
  fixture,
  packed,
  resealed,
} from './archive-forgery.ts'

/** The archive that is spoiled. */
export const WHOLE = fixture('v1-real')
const END = WHOLE.length - 22

/** The archive with bytes changed in its directory entry (and before the file) of that number, or in its end. */
function patched(
  change: (view: DataView, central: number, local: number) => void,
  nth = 1,
): Uint8Array {
  const bytes = WHOLE.slice()
  const view = new DataView(bytes.buffer)
  let at = view.getUint32(END + 16, true)
  for (let left = nth; left > 0; left -= 1) at += 46 + view.getUint16(at + 28, true)
  change(view, at, view.getUint32(at + 42, true))
  return bytes
}
const both = (field: number, value: number, size: 2 | 4 = 2) =>
  patched((view, central, local) => {
    const set = (at: number) =>
      size === 2 ? view.setUint16(at, value, true) : view.setUint32(at, value, true)
    set(central + field)
    set(local + field - 2)
  })
/** A zip of one file of that name. */
const named = (path: string) => packed([[path, bytesOf('x')]])
const spelled = (path: string) => {
  const bytes = named('x'.repeat(path.length))
  const text = Buffer.from(bytes).toString('latin1').replaceAll('x'.repeat(path.length), path)
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** Each with the reason for which its container is refused. */
export const CONTAINER: readonly (readonly [string, string, Uint8Array])[] = [
  ['no zip at all', 'no_archive', bytesOf('Biên bản kiểm phiếu')],
  ['nothing', 'no_archive', new Uint8Array()],
  ['cut off in the middle', 'truncated', WHOLE.slice(0, WHOLE.length / 2)],
  ['without its last byte', 'truncated', WHOLE.slice(0, -1)],
  [
    'cut in its directory',
    'truncated',
    Buffer.concat([WHOLE.slice(0, END - 40), WHOLE.slice(END)]),
  ],
  ['with a byte before it', 'leading_bytes', Buffer.concat([bytesOf('#'), WHOLE])],
  ['with a byte behind it', 'bytes_behind', Buffer.concat([WHOLE, bytesOf('#')])],
  ['with another archive behind it', 'leading_bytes', Buffer.concat([WHOLE, WHOLE])],
  ['that says it has a comment', 'truncated', patched((view) => view.setUint16(END + 20, 1, true))],
  [
    'in the form for large files',
    'zip64',
    patched((view) => view.setUint16(END + 10, 0xffff, true)),
  ],
  ['on several disks', 'zip64', patched((view) => view.setUint16(END + 4, 1, true))],
  [
    'of more files than may be',
    'too_many_files',
    patched((view) => {
      view.setUint16(END + 8, 5001, true)
      view.setUint16(END + 10, 5001, true)
    }),
  ],
  ['with an encrypted file', 'encrypted_file', both(8, 1)],
  ['with a packed file', 'compressed_file', both(10, 8)],
  [
    'with a symbolic link',
    'special_file',
    patched((view, at) => view.setUint32(at + 38, 0xa1ff0000, true)),
  ],
  [
    'with a file that says it is packed from 4 GB',
    'size_differs',
    patched((view, at) => view.setUint32(at + 24, 0xfffffffe, true)),
  ],
  [
    'with a file that says it has 4 GB',
    'size_differs',
    patched((view, at) => {
      view.setUint32(at + 20, 0xfffffffe, true)
      view.setUint32(at + 24, 0xfffffffe, true)
    }),
  ],
  [
    'with a size that runs into the next file',
    'entry_differs',
    patched((view, at) => {
      view.setUint32(at + 20, view.getUint32(at + 20, true) + 50, true)
      view.setUint32(at + 24, view.getUint32(at + 24, true) + 50, true)
    }),
  ],
  [
    'with two files on the same bytes',
    'files_overlap',
    patched((view, at) => view.setUint32(at + 42, 0, true)),
  ],
  [
    'with another date before a file',
    'entry_differs',
    patched((view, _, at) => view.setUint16(at + 12, 0x5000, true)),
  ],
  [
    'with a changed byte of content',
    'crc_differs',
    patched((view, _, at) => view.setUint8(at + 60, 0)),
  ],
  ['with a file of another archive', 'nested_archive', packed([['a.bin', WHOLE]])],
  ['with a file called zip', 'nested_archive', named('x.zip')],
  [
    'with the same path twice',
    'path_twice',
    packed([
      ['a.json', bytesOf('1')],
      ['a.json', bytesOf('2')],
    ]),
  ],
  [
    'with paths of other case',
    'path_case_twice',
    packed([
      ['manifest.json', bytesOf('1')],
      ['Manifest.json', bytesOf('2')],
    ]),
  ],
  ...[
    '../x',
    'a/../../x',
    '/etc/x',
    'C:/x',
    'a\\x',
    'a/b\0',
    '.x',
    'a//b',
    'a/',
    './x',
    'CON',
    'a/nul.txt',
    'a b',
    'b\xe9',
  ].map((path) => [`with the path ${JSON.stringify(path)}`, 'unsafe_path', spelled(path)] as const),
]

const changed = (change: (files: Files) => void) => {
  const files = filesIn(WHOLE)
  change(files)
  return packed(files)
}
const otherManifest = (change: (manifest: Record<string, unknown>) => void) =>
  resealed(filesIn(WHOLE), { change })

/** Each with the step that fails on it and the reason; their containers hold. */
export const LATER: readonly (readonly [string, string, string, () => Uint8Array])[] = [
  [
    'without a manifest',
    'archive_manifest',
    'manifest_missing',
    () => changed((files) => files.delete(MANIFEST)),
  ],
  [
    'with a second manifest',
    'archive_manifest',
    'second_manifest',
    () => changed((files) => files.set(`earlier/${MANIFEST}`, bytesOf('{}'))),
  ],
  [
    'of a future version',
    'archive_manifest',
    'archive_newer',
    () => otherManifest((manifest) => (manifest['format'] = 'tin-nhiem/archive@2')),
  ],
  [
    'of another format',
    'archive_manifest',
    'manifest_invalid',
    () => otherManifest((manifest) => (manifest['format'] = 'zip')),
  ],
  [
    'with an unknown key',
    'archive_manifest',
    'manifest_invalid',
    () => otherManifest((manifest) => (manifest['more'] = 1)),
  ],
  [
    'with a manifest that is no JSON',
    'archive_manifest',
    'manifest_invalid',
    () => changed((files) => files.set(MANIFEST, bytesOf('{'))),
  ],
  [
    'that lists a path outside',
    'archive_manifest',
    'manifest_invalid',
    () =>
      otherManifest((manifest) => {
        ;(manifest['files'] as { path: string }[])[0]!.path = '../x'
      }),
  ],
  [
    'without a signature',
    'archive_signature',
    'signature_missing',
    () => changed((files) => files.delete(MANIFEST_SIGNATURE)),
  ],
  [
    'with a manifest changed after it was signed',
    'archive_signature',
    'archive_seal_wrong',
    () =>
      changed((files) => {
        const text = new TextDecoder()
          .decode(files.get(MANIFEST))
          .replace('"signed"', '"issued"')
          .replace('"published"', '"signed"')
        files.set(MANIFEST, bytesOf(text))
      }),
  ],
  [
    'signed for another purpose',
    'archive_signature',
    'archive_seal_wrong',
    () =>
      changed((files) => {
        const signature = FORGER.sign('backup', files.get(MANIFEST)!)
        files.set(
          MANIFEST_SIGNATURE,
          bytesOf(
            archiveSignatureText({ keyId: FORGER.id, publicKey: FORGER.publicKey, signature }),
          ),
        )
      }),
  ],
  [
    'that names another key',
    'archive_signature',
    'archive_seal_wrong',
    () =>
      changed((files) => {
        const signature = FORGER.sign('archive', files.get(MANIFEST)!)
        files.set(
          MANIFEST_SIGNATURE,
          bytesOf(
            archiveSignatureText({ keyId: '0'.repeat(64), publicKey: FORGER.publicKey, signature }),
          ),
        )
      }),
  ],
  [
    'with a signature that is none',
    'archive_signature',
    'archive_seal_wrong',
    () => changed((files) => files.set(MANIFEST_SIGNATURE, bytesOf('[]'))),
  ],
  [
    'without a file that is listed',
    'archive_files',
    'file_missing',
    () => changed((files) => files.delete('roster.json')),
  ],
  [
    'with a file that was renamed',
    'archive_files',
    'file_missing',
    () =>
      packed(
        [...filesIn(WHOLE)].map(([path, bytes]) => [
          path === 'roster.json' ? 'rosters.json' : path,
          bytes,
        ]),
      ),
  ],
  [
    'with a file that is not listed',
    'archive_files',
    'file_not_listed',
    () => changed((files) => files.set('x.txt', bytesOf('x'))),
  ],
  [
    'with files in another order',
    'archive_files',
    'file_order',
    () => packed([...filesIn(WHOLE)].toReversed()),
  ],
  [
    'with a file of another content',
    'archive_files',
    'file_differs',
    () => changed((files) => files.set('roster.json', bytesOf('{}'))),
  ],
]
