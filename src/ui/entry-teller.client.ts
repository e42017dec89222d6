/** Says what a key did or why something was refused, in a place of its own: saving never writes there. */
export type Teller = {
  say(text: string): void
  /** Also marks the cell for a moment. */
  refuse(text: string, cell?: HTMLElement): void
}

/** What is said goes when somebody types on. */
export function tellerOf(form: HTMLFormElement): Teller {
  const place = form.querySelector<HTMLElement>('#complaint')
  const put = (text: string, look: string) => {
    if (!place) return
    place.textContent = text
    place.className = look
  }
  form.addEventListener('input', () => put('', ''))
  return {
    say: (text) => put(text, ''),
    refuse(text, cell) {
      put(text, 'bad')
      cell?.classList.add('refused')
      setTimeout(() => cell?.classList.remove('refused'), 600)
    },
  }
}
