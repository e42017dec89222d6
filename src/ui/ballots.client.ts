import type { BundleData } from './ballot-data.ts'
import { type Desk, type Step, deskOf, isReady, step } from './ballot-desk.ts'
import { openDrawer } from './ballot-drawer.client.ts'
import { type Act, actOf } from './ballot-keys.ts'
import { type Queue, type Unsent, isStopped, sendQueue, stillUnsent } from './ballot-queue.ts'
import { dataOf, serverOf } from './ballot-server.client.ts'
import { type View, viewOf } from './ballot-view.client.ts'
import { STOPPED_TEXT, complaintText, forgetText, notReadyText } from './ballot-words.ts'
import { tellWindow, windowName } from './entry-window.client.ts'

const HEARD_MS = 25_000
/** How soon to ask again while another window has the bundle. */
const WAIT_MS = 3000

const data = dataOf(document)
if (data) void start(data)

/** Makes the page a desk: keys, papers sent while the next is read, unsent ones kept on this machine. */
async function start(bundle: BundleData): Promise<void> {
  const view = viewOf(document)
  const early: (Act | 'hand_in')[] = []
  let reader: Reader | undefined
  const act = (what: Act) => (reader ? reader.act(what) : void early.push(what))
  const handIn = () => (reader ? reader.handIn() : void early.push('hand_in'))
  onKeys(act, handIn)
  onPointer(act, handIn)
  const drawer = await openDrawer(bundle.name)
  const unsent = drawer.found ?? { revision: bundle.revision, papers: [] }
  const left = stillUnsent(unsent, bundle)
  const begin: Unsent = left ? { revision: bundle.revision, papers: left } : unsent
  const tab = windowName()
  addEventListener('pagehide', () => void tellWindow(`${bundle.api}/window`, tab, 'leave'))
  const queue = sendQueue(serverOf(bundle, tab), drawer, begin, (sending) => {
    view.showSending(sending)
    view.setRevision(sending.revision)
  })
  reader = readerOf(deskOf(bundle, withUnsent(bundle.papers, left ?? [])), queue, view)
  for (const what of early)
    if (what === 'hand_in') reader.handIn()
    else reader.act(what)
  onTrouble(queue)
  await queue.hold()
  await queue.retry()
}

function withUnsent(papers: readonly string[], unsent: Unsent['papers']): readonly string[] {
  let all = papers
  for (const { place, marks } of unsent)
    all = marks === null ? all.slice(0, -1) : all.toSpliced(place - 1, 1, marks)
  return all
}

/** What the keys and buttons of the page do. */
type Reader = { readonly act: (what: Act) => void; readonly handIn: () => void }

function readerOf(start: Desk, queue: Queue, view: View): Reader {
  let desk = start
  const take = ({ desk: next, keep, complaint }: Step) => {
    desk = next
    view.showDesk(desk, true)
    view.complain(complaint ? complaintText(complaint, desk) : '')
    if (keep) queue.send(keep)
  }
  let handing = false
  const handIn = async () => {
    if (isStopped(queue.state()) || isPaused()) return view.complain(STOPPED_TEXT)
    if (!isReady(desk)) return view.complain(notReadyText(desk))
    await queue.retry()
    if (queue.state().waiting.length > 0 || queue.state().trouble || handing) return
    handing = true
    document.querySelector<HTMLFormElement>('#hand-in-form')!.submit()
  }
  addEventListener('beforeunload', (event) => {
    if (queue.state().waiting.length > 0) event.preventDefault()
  })
  const warning = document.querySelector<HTMLElement>('.unseen input')
  view.showDesk(desk, !warning)
  warning?.focus()
  return {
    act(what) {
      if (!isStopped(queue.state())) return take(step(desk, what))
      view.showDesk(desk, false)
      view.complain(STOPPED_TEXT)
    },
    handIn: () => void handIn(),
  }
}

/** Whether the page says that counting is paused: handing in would be refused on another page. */
function isPaused(): boolean {
  return document.querySelector('[data-paused]:not([hidden])') !== null
}

function onKeys(act: (what: Act) => void, handIn: () => void): void {
  addEventListener('keydown', (event) => {
    const own =
      event.target instanceof Element && event.target.closest('#paper .paper, #save, .whole')
    const other =
      event.target instanceof Element && event.target.closest('a, button, summary, .unseen')
    if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault()
      return handIn()
    }
    if (other && !own && (event.key === 'Enter' || event.key === ' ')) return
    const what = actOf(event)
    if (!what && !(own && event.repeat)) return
    event.preventDefault()
    if (what) act(what)
  })
}

/** Buttons and boxes for whoever points instead of typing. */
function onPointer(act: (what: Act) => void, handIn: () => void): void {
  const paper = document.querySelector<HTMLFormElement>('#paper')!
  paper.addEventListener('submit', (event) => {
    event.preventDefault()
    const named = (event.submitter as HTMLButtonElement | null)?.value
    act({ do: named === 'rest' || named === 'drop' ? named : 'save' })
  })
  paper.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    const line = target.closest<HTMLElement>('.paper-line')?.dataset.line
    if (line === undefined) return act({ do: 'invalid' })
    act({ do: 'go', line: Number(line) })
    act({ do: 'mark', sign: target.value })
  })
  for (const [id, what] of [
    ['earlier', 'earlier'],
    ['last', 'earlier'],
    ['more', 'more'],
  ] as const)
    document.querySelector(`#${id}`)!.addEventListener('click', (event) => {
      event.preventDefault()
      act({ do: what })
    })
  document.querySelector('#hand-in-form')!.addEventListener('submit', (event) => {
    event.preventDefault()
    handIn()
  })
}

function onTrouble(queue: Queue): void {
  const on = (id: string, work: () => Promise<void>) =>
    document.querySelector(`#${id}`)!.addEventListener('click', () => void work())
  on('again', queue.retry)
  on('take', queue.take)
  on('follow', async () => {
    const { waiting } = queue.state()
    if (waiting.length > 0 && !confirm(forgetText(waiting))) return
    await queue.forget()
    location.reload()
  })
  for (const again of ['online', 'resumed']) addEventListener(again, () => void queue.retry())
  const beat = () => {
    void queue.hold()
    setTimeout(beat, queue.state().trouble?.kind === 'elsewhere' ? WAIT_MS : HEARD_MS)
  }
  setTimeout(beat, WAIT_MS)
}
