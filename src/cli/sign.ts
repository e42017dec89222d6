import { parseArgs } from 'node:util'
import { AppError } from '../errors.ts'
import { fieldText, phrase, word } from '../messages/message.ts'
import { readTitle } from '../reports/attachments.ts'
import { momentText } from '../reports/vietnamese.ts'
import { signCms } from '../signatures/cms.ts'
import { type PreparedWords, readPreparedSignature } from '../signatures/read-prepared.ts'
import type { Signer } from '../signatures/signer.ts'
import { sha256 } from '../storage/sha256.ts'
import { EXIT, type Io } from './io.ts'
import { namesOneKey, openKey } from './signing-key.ts'
import {
  type Preparation,
  type SigningServer,
  logInAt,
  plainText,
  serverAddress,
} from './signing-server.ts'

const SIGN_HELP = `tin-nhiem sign --server URL --document ID [--field FIELD] [--user NAME]
               (--p12 FILE | --pkcs11 MODULE [--slot N | --token LABEL] [--key LABEL])
               [--save FILE] [--yes] [--insecure-lan]
  Ký một văn bản đang ở trên máy chủ bằng khóa ở máy này; khóa và mã PIN không rời máy này. Trước khi ký, máy này
  tự so: thứ máy chủ đưa ra để ký phải đúng là văn bản đã tải về cộng một chữ ký, không gì khác.
  --field         chỗ ký (secretary, head, chair, seal, …); không ghi thì là chỗ ký của mình
  --p12           tệp khóa .p12, .pfx
  --pkcs11        thư viện PKCS#11 của thiết bị ký (.so, .dll); --slot, --token, --key khi có nhiều thiết bị, nhiều khóa
  --save          ghi văn bản sắp ký ra tệp để mở ra đọc trước khi nhập mã PIN
  --yes           ký luôn, không hỏi lại
  --insecure-lan  cho phép http:// đến một máy khác trong mạng nội bộ
  Mật khẩu và mã PIN được hỏi, không ghi trong lệnh. Không có màn hình thì đọc từng dòng từ đầu vào chuẩn:
  [tên đăng nhập nếu thiếu --user,] mật khẩu đăng nhập, mật khẩu tệp khóa hoặc mã PIN[, câu trả lời nếu thiếu --yes].
  Mã thoát: 0 đã ký · 2 không ký
`

const YES = new Set(['có', 'co', 'c', 'ký', 'ky', 'yes', 'y'])
const OPTIONS = {
  server: { type: 'string' },
  document: { type: 'string' },
  field: { type: 'string' },
  user: { type: 'string' },
  p12: { type: 'string' },
  pkcs11: { type: 'string' },
  slot: { type: 'string' },
  token: { type: 'string' },
  key: { type: 'string' },
  save: { type: 'string' },
  yes: { type: 'boolean' },
  'insecure-lan': { type: 'boolean' },
} as const
type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']

export const signCommand = { run: sign, help: SIGN_HELP }

/** `sign`: signs one document of a server with a key of this machine. */
async function sign(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const { server, document } = values
  if (!server || !document || !namesOneKey(values)) {
    io.err(SIGN_HELP)
    return EXIT.refused
  }
  const url = serverAddress(server, values['insecure-lan'] ?? false)
  const username = values.user ?? (await io.ask(word('agent', 'username')))
  const password = await io.ask(phrase('agent', 'password', { username }), 'secret')
  const at = await logInAt(url, { username, password }, () =>
    io.ask(word('agent', 'code'), 'secret'),
  )
  try {
    const shown = await showDocument(at, document, values, io)
    const signer = await openKey(values, io)
    try {
      return await signAt(at, { document, bytes: shown, signer, values }, io)
    } finally {
      signer.close()
    }
  } finally {
    await at.logOut().catch(() => undefined) // it ends by itself; what was signed is signed
  }
}

/** The document as it was downloaded, told and saved before anybody types a PIN. */
async function showDocument(
  at: SigningServer,
  document: string,
  { save }: Values,
  io: Io,
): Promise<Uint8Array> {
  const { bytes, fileName: file } = await at.download(document)
  const { title, pages } = await readTitle(bytes)
  const named = /-([A-Z]{2}-[0-9A-Z]+)(?:-lan\d+)?-v(\d+)\.pdf$/.exec(file)
  const [session, version] = [named?.[1], named?.[2]]
  const told = { title: title && plainText(title), session, version, pages, file }
  io.err(`${phrase('agent', 'document', { ...told, sha256: sha256(bytes) })}\n`)
  if (save !== undefined) {
    io.write(save, bytes)
    io.err(`${phrase('agent', 'saved', { save })}\n`)
  }
  return bytes
}

async function signAt(
  at: SigningServer,
  wanted: {
    readonly document: string
    readonly bytes: Uint8Array
    readonly signer: Signer
    readonly values: Values
  },
  io: Io,
): Promise<number> {
  const { document, bytes, signer, values } = wanted
  const prepared = await at.prepare(document, values.field ?? null, signer.commonName)
  if (values.field !== undefined && prepared.field !== values.field)
    throw new AppError('server_unreachable', { server: values.server, reason: 'answer' })
  const file = await at.prepared(document, prepared.preparation)
  const words = await readPreparedSignature(bytes, file, prepared)
  io.err(`${asked(prepared, words, signer)}\n`)
  if (!values.yes) {
    const answer = await io.ask(word('agent', 'confirm'))
    if (!YES.has(answer.normalize('NFC').trim().toLowerCase())) {
      io.err(`${word('agent', 'declined')}\n`)
      return EXIT.refused
    }
  }
  const cms = await signCms(signer, prepared.digest)
  const signed = await at.complete(document, prepared.preparation, cms)
  io.out(`${phrase('agent', 'signed', { field: fieldText(prepared.field), signed })}\n`)
  return EXIT.ok
}

function asked(
  { field, digest, expiresAt }: Preparation,
  { signedAt, reason, location }: PreparedWords,
  signer: Signer,
): string {
  const words = [signedAt && momentText(signedAt), reason, location].filter(Boolean)
  return phrase('agent', 'asked', {
    field: fieldText(field),
    digest: Buffer.from(digest).toString('hex'),
    expiresAt: momentText(expiresAt),
    signer: signer.commonName,
    notAfter: momentText(signer.notAfter),
    words: plainText(words.join('; ')),
  })
}
