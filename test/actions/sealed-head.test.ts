import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyArchiveFor } from '../../src/actions/archives/verify-archive.ts'
import type { Context } from '../../src/context.ts'
import type { SealedHead } from '../../src/domain/proceedings.ts'
import { extractText } from '../../src/reports/attachments.ts'
import { type Files, edit, filesIn, resealed, textIn } from '../support/archive-forgery.ts'
import { archiveOf, signedSession } from '../support/archives.ts'
import { type People, seatPeople, testContext } from '../support/context.ts'

type Register = {
  readonly documents: readonly {
    readonly name: string
    readonly path: string
    readonly drawn: { readonly journalHead: { sealId?: string } & SealedHead } | null
  }[]
}

let ctx: Context
let people: People
let files: Files
beforeEach(async () => {
  ctx = await testContext('sqlite')
  people = await seatPeople(ctx)
  files = filesIn(await archiveOf(ctx, people, await signedSession(ctx, people)))
})
afterEach(() => ctx.store.db.destroy())

const register = () => JSON.parse(textIn(files, 'documents.json')) as Register
const drawn = () => register().documents.flatMap((each) => each.drawn?.journalHead ?? [])

test('documents name the head of the journal and the seal of their mode in the file, minutes on paper too', async () => {
  const { id: sealId } = ctx.seals.rehearsal
  expect(drawn().map((head) => head.sealId)).toEqual([sealId, sealId])
  for (const { name, path } of register().documents) {
    const pdf = files.get(path)!
    const last = (await extractText(pdf)).at(-1)!.replace(/\s+/g, ' ')
    const printed = `Khóa niêm phong của máy chủ, SHA-256: ${sealId}`
    expect([name, last.includes(printed)]).toEqual([name, name === 'minutes'])
    const trust = { roots: [], crls: [], now: ctx.now() }
    const { attachments } = await ctx.pdf.inspectPdf(pdf, trust)
    expect(JSON.parse(new TextDecoder().decode(attachments.get('journal.json')))).toEqual({
      format: 'tin-nhiem/journal-head@1',
      ...drawn()[0],
    })
  }
})

test('they are drawn again with that seal, and with no other and none they are not', async () => {
  const reasons = async (change: (head: { sealId?: string }) => void) => {
    edit(files, 'documents.json', (value) => {
      for (const each of (value as unknown as Register).documents)
        if (each.drawn) change(each.drawn.journalHead)
    })
    const { verification } = await verifyArchiveFor(ctx, people.auditor, resealed(files))
    const steps = verification.steps.filter(({ id }) => id === 'drawn_again')
    return steps.map(({ status, detail }) => detail['reason'] ?? status)
  }
  expect(await reasons(() => undefined)).toEqual(['ok', 'ok'])
  const differs = ['drawn_differs', 'drawn_differs']
  expect(await reasons((head) => (head.sealId = ctx.seals.real.id))).toEqual(differs)
  expect(await reasons((head) => delete head.sealId)).toEqual(differs)
})
