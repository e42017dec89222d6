import { type Desk, invalidPapers, isFull, isReady } from './ballot-desk.ts'
import type { Sending } from './ballot-queue.ts'
import { savingText, troubleText } from './ballot-words.ts'

/** The page of a bundle, as its script sees it. */
export type View = {
  /** Shows the desk; with `reading`, the line being read has the focus. */
  readonly showDesk: (desk: Desk, reading: boolean) => void
  readonly showSending: (sending: Sending) => void
  /** Says why a key changed nothing; an empty text takes it back. */
  readonly complain: (text: string) => void
  readonly setRevision: (revision: number) => void
}

/** The elements of the page put to use. */
export function viewOf(page: Document): View {
  const find = (id: string) => page.querySelector<HTMLElement>(`#${id}`)!
  const lines = [...page.querySelectorAll<HTMLElement>('.paper-line')]
  const say = (id: string, text: string, bad: boolean) => {
    const place = find(id)
    if (place.textContent !== text) place.textContent = text
    place.classList.toggle('bad', bad)
  }
  const head = page.querySelector<HTMLElement>('.desk-head')!
  const measure = () => find('desk').style.setProperty('--head', `${head.offsetHeight}px`)
  new ResizeObserver(measure).observe(head)
  return {
    showDesk(desk, reading) {
      showCounter(find, desk)
      showPaper(find, desk)
      for (const [at, line] of lines.entries()) showLine(line, at, desk)
      if (!reading) return
      if (isFull(desk)) return find('full').focus()
      focusLine(lines[desk.paper.at], find('save'))
      const told = page.querySelector('main > .refusal, main > .notice') !== null
      const below = find('desk').getBoundingClientRect().top > 0
      if (below && !(told && scrollY === 0)) find('desk').scrollIntoView()
    },
    showSending(sending) {
      const { trouble, waiting } = sending
      say('save-status', savingText(sending), trouble !== undefined)
      find('trouble').hidden = !trouble
      say('trouble-text', trouble ? troubleText(trouble, waiting) : '', false)
      find('again').hidden = trouble?.kind !== 'refused' && trouble?.kind !== 'unreachable'
      find('take').hidden = trouble?.kind !== 'elsewhere'
      find('follow').hidden = trouble?.kind !== 'conflict' && trouble?.kind !== 'refused'
    },
    complain: (text) => say('complaint', text, text !== ''),
    setRevision(revision) {
      for (const field of page.querySelectorAll<HTMLInputElement>('input[name="revision"]'))
        field.value = String(revision)
    },
  }
}

type Find = (id: string) => HTMLElement

function showCounter(find: Find, desk: Desk): void {
  const { papers, place } = desk
  const full = isFull(desk)
  find('place').hidden = full
  find('place').querySelector('strong')!.textContent = String(place)
  find('place-full').hidden = !full
  find('place-full').querySelector('strong')!.textContent = String(papers.length)
  find('invalid-papers').textContent = String(invalidPapers(papers))
  const done = papers.filter((paper) => !paper.includes('_')).length
  ;(find('progress') as HTMLProgressElement).value = done
}

function showPaper(find: Find, desk: Desk): void {
  const { papers, place, paper, again } = desk
  const full = isFull(desk)
  find('paper').hidden = full
  find('paper').classList.toggle('void', paper.invalid)
  find('mending').hidden = place > papers.length || again.length > 0
  find('earlier').hidden = place === 1
  find('drop').hidden = place !== papers.length
  find('hand-in-form').hidden = !isReady(desk)
  find('hand-in-form').classList.toggle('full', full)
  for (const id of ['full', 'more', 'last']) find(id).hidden = !full
  find('early').hidden = full || find('hand-in-form').classList.contains('asked')
  find('void').hidden = !paper.invalid
  const whole = find('paper').querySelector<HTMLInputElement>('.whole input')!
  whole.checked = paper.invalid
}

function showLine(line: HTMLElement, at: number, { paper }: Desk): void {
  const current = at === paper.at && !paper.invalid
  const open = paper.open.includes(at)
  line.classList.toggle('current', current)
  line.classList.toggle('kept', !open)
  line.classList.remove('missing')
  if (current) line.setAttribute('aria-current', 'true')
  else line.removeAttribute('aria-current')
  for (const box of line.querySelectorAll<HTMLInputElement>('input')) {
    box.checked = paper.signs[at] === box.value
    box.disabled = !open
  }
}

function focusLine(line: HTMLElement | undefined, save: HTMLElement): void {
  const boxes = [...(line?.querySelectorAll<HTMLInputElement>('input:not(:disabled)') ?? [])]
  const box = boxes.find(({ checked }) => checked) ?? boxes[0]
  if (!line || !box) return save.focus({ preventScroll: true })
  box.focus({ preventScroll: true })
  line.scrollIntoView({ block: 'center' })
}
