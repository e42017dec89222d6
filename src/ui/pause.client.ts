import type { SessionProgress } from '../actions/progress.ts'
import { followProgress, reveal } from './live.client.ts'

const place = document.querySelector<HTMLElement>('[data-pause]')
let paused = false
if (place)
  followProgress<SessionProgress>(place.dataset.pause ?? '', {
    progress: ({ state }) => show(state),
    live: () => undefined, // whether the server can be reached is told by the saving
    over: () => undefined,
  })

// Handing in now would be refused on another page, and what was typed since would be gone.
document.addEventListener('submit', holdBack, { capture: true })

function holdBack(event: SubmitEvent): void {
  if (!paused || !(event.target as Element | null)?.matches('#entry, #hand-in-form')) return
  event.preventDefault()
  event.stopImmediatePropagation()
  place?.scrollIntoView({ block: 'nearest' })
}

/** Says that counting is paused, goes on, or is over; what was typed meanwhile is saved when it goes on. */
function show(state: SessionProgress['state']): void {
  const resumed = paused && state === 'counting'
  paused = state === 'paused'
  reveal('[data-paused]', paused)
  reveal('[data-ended]', state !== 'counting' && !paused)
  if (!resumed && !paused) return
  reveal('[data-resumed]', resumed)
  if (!resumed) return
  document.querySelector('#entry')?.dispatchEvent(new Event('input'))
  dispatchEvent(new Event('resumed'))
}
