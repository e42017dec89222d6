import { AppError, type ErrorCode } from '../errors.ts'
import { errorMessage } from '../messages/message.ts'
import { byId, element, inputById } from './dom.ts'
import { showFound } from './show-found.ts'
import { readCrls, readRoots } from './trust-files.ts'
import type { Asked } from './verify.ts'
import { type Ended, type Work, start } from './work.ts'
import { say } from './words.ts'

/** Brings the page to life; `script` is its own text, of which workers are made. */
export function startPage(script: string): void {
  let work: Work | null = null
  const check = async (file: File | undefined) => {
    if (!file) return
    work?.stop()
    const asked = await askedOf(file)
    if (typeof asked === 'string') return tell('refusal', asked)
    const own = start(script, asked)
    work = own
    showWorking(file.name, () => {
      own.stop()
      tell('notice', say('stopped'))
    })
    const end = await own.ended
    if (work === own) show(asked, end)
  }
  let dropped: File | undefined
  const input = inputById('file')
  input.addEventListener('change', () => {
    dropped = undefined
    void check(input.files?.[0])
  })
  byId('form').addEventListener('submit', (event) => {
    event.preventDefault()
    void check(dropped ?? input.files?.[0])
  })
  takeDrops((file) => {
    dropped = file
    void check(file)
  })
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
}

/** A file may be dropped anywhere on the page. */
function takeDrops(take: (file: File) => void): void {
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    const file = event.dataTransfer?.files[0]
    if (file) take(file)
  })
}

/** What is to be checked; a sentence where something chosen beside it cannot be read. */
async function askedOf(file: File): Promise<Asked | string> {
  const roots: Uint8Array[] = []
  const crls: Uint8Array[] = []
  for (const [id, read, list] of [
    ['roots', readRoots, roots],
    ['crls', readCrls, crls],
  ] as const)
    for (const each of inputById(id).files ?? []) {
      const found = read(await bytesOf(each))
      if (!found) return say('trust_unreadable', { name: each.name })
      list.push(...found)
    }
  const typed = inputById('seal')
    .value.replaceAll(/[\s:-]/g, '')
    .toLowerCase()
  if (typed !== '' && !/^[0-9a-f]{64}$/.test(typed)) return say('seal_wrong')
  return {
    name: file.name,
    bytes: await bytesOf(file),
    roots,
    crls,
    keyId: typed === '' ? null : typed,
    now: new Date().toISOString(),
  }
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer())
}

function showWorking(name: string, stop: () => void): void {
  const button = element('button', { type: 'button' }, say('stop'))
  button.addEventListener('click', stop)
  tell('notice', `${say('working', { name })} `, button)
}

function show(asked: Asked, end: Ended): void {
  if ('fault' in end) return tell('refusal', say('broken', { fault: end.fault }))
  const { answer } = end
  if (answer.refused) {
    const { code, detail } = answer.refused
    const why = errorMessage(new AppError(code as ErrorCode, detail))
    return tell('refusal', element('strong', {}, say('refused')), ` ${why}`)
  }
  const print = element('button', { type: 'button', class: 'main' }, say('print'))
  print.addEventListener('click', () => {
    window.print()
  })
  byId('status').replaceChildren(say(answer.found.verdict))
  byId('result').replaceChildren(...showFound(asked, answer.found), print)
  byId('report').focus()
}

/** One sentence in place of a result, told aloud. */
function tell(kind: 'notice' | 'refusal', ...said: readonly (Node | string)[]): void {
  const box = element('p', { class: kind }, said)
  byId('status').replaceChildren(box.textContent ?? '')
  byId('result').replaceChildren(box)
}
