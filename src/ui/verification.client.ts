import type { ToldRun } from '../actions/verification-runs.ts'

/** In milliseconds: how often it is asked how far the verification is. */
const EVERY = 1000

const far = document.querySelector<HTMLElement>('[data-run]')
const bar = document.querySelector<HTMLProgressElement>('#done')
const numbers = new Intl.NumberFormat('vi-VN')
if (far && bar) follow(far, bar)

/** Keeps words and bar fresh; shows the page anew once the run is over. */
function follow(words: HTMLElement, progress: HTMLProgressElement): void {
  const timer = setInterval(() => {
    if (!document.hidden) void ask()
  }, EVERY)
  const ask = async () => {
    const answer = await fetch(words.dataset.run ?? '').catch(() => undefined)
    if (!answer) return // the server cannot be reached just now
    const run = answer.ok ? ((await answer.json()) as ToldRun) : undefined
    if (run?.state !== 'running') {
      clearInterval(timer)
      location.reload()
      return
    }
    const { stage, done, of } = run.progress
    const sentence = document.querySelector(`#far-${stage}`)?.textContent
    if (!sentence) return
    words.textContent = sentence
      .replace('{done}', numbers.format(done))
      .replace('{of}', numbers.format(of))
    progress.max = Math.max(of, 1)
    progress.value = done
  }
}
