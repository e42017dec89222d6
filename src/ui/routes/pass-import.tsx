import { Hono } from 'hono'
import type { Context as HonoContext } from 'hono'
import { type OwnPass, getOwnPass } from '../../actions/entries.ts'
import {
  type PassFile,
  type PassPreview,
  importPass,
  previewPassImport,
} from '../../actions/pass-imports.ts'
import type { Context } from '../../context.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import { asks } from '../../http/permissions.ts'
import { type SentForm, readForm, textOf } from '../forms/form.ts'
import {
  carriedText,
  importedBytes,
  importChoiceOf,
  importPlace,
  isChoice,
  mappingTyped,
} from '../forms/import-form.ts'
import { type Refusal, refusalFrom } from '../forms/refusal.ts'
import { PassImportPage } from '../pages/pass-import.tsx'
import { sendOn, show, visitorOf } from '../visitor.ts'

type Web = HonoContext<WebEnv, '/:id'>

/** Filling one's own pass from a file: choice, preview, confirmation. */
export function passImportPages(ctx: Context) {
  return new Hono<WebEnv>()
    .get('/sheets/:id/import', asks('enter_pass'), async (c) => {
      const pass = await getOwnPass(ctx, actorOf(c), c.req.param('id'))
      if (!pass.open || pass.session.entryMode !== 'totals')
        return sendOn(c, `/sheets/${pass.sheet.id}/entry`)
      return showChoice(c, pass)
    })
    .post('/sheets/:id/import', asks('enter_pass'), async (c) => {
      const pass = await getOwnPass(ctx, actorOf(c), c.req.param('id'))
      const sent = await readForm(c)
      const read: { bytes?: Uint8Array } = {}
      const refusal = await refusalFrom(async () => {
        read.bytes = await importedBytes(sent)
      })
      if (!read.bytes) return showChoice(c, pass, sent, refusal)
      return answerFile(ctx, c, pass, sent, read.bytes)
    })
}

/** Imports the file when asked to; else, and when that is refused, shows what it would do. */
async function answerFile(
  ctx: Context,
  c: Web,
  pass: OwnPass,
  sent: SentForm,
  bytes: Uint8Array,
): Promise<Response> {
  const { typed } = sent
  const actor = actorOf(c)
  const id = pass.sheet.id
  const asked = typed.do === 'import'
  const chosen: { file: PassFile } = { file: { bytes } }
  const refused = await refusalFrom(async () => {
    const { mappings } = importChoiceOf(typed)
    chosen.file = { bytes, mapping: mappings?.[0] }
    if (asked) await importPass(ctx, actor, id, { ...chosen.file, digest: textOf(typed, 'digest') })
  }, importPlace(typed))
  if (asked && !refused) return sendOn(c, `/sheets/${id}/entry`, 'pass_imported')
  const found: { preview?: PassPreview } = {}
  const unreadable = await refusalFrom(async () => {
    found.preview = await previewPassImport(ctx, actor, id, chosen.file)
  })
  const { preview } = found
  if (!preview) return showChoice(c, pass, sent, unreadable)
  const shown = { preview, content: carriedText(bytes) }
  const fields = refused && isChoice(typed) ? typed : mappingTyped(preview.sheets)
  const refusal = refused && withoutLines(refused)
  const props = { visitor: visitorOf(c), pass, shown, typed: fields, refusal }
  return show(c, <PassImportPage {...props} />, refusal?.status)
}

function showChoice(c: Web, pass: OwnPass, sent?: SentForm, refusal?: Refusal) {
  const props = { visitor: visitorOf(c), pass, typed: sent?.typed ?? {}, refusal }
  return show(c, <PassImportPage {...props} />, refusal?.status)
}

/** The refusal without what the preview says itself. */
function withoutLines(refusal: Refusal): Refusal {
  return { ...refusal, faults: refusal.faults.filter(({ field }) => field.startsWith('sheets.')) }
}
