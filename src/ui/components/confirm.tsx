import type { Child } from 'hono/jsx'

/** A step that cannot be taken back: a first press opens what it means, a second one does it. */
export function Confirm(props: {
  readonly summary: string
  readonly action: string
  readonly button: string
  readonly children: Child
}) {
  const { summary, action, button, children } = props
  return (
    <details class="confirm">
      <summary>{summary}</summary>
      <form method="post" action={action}>
        {children}
        <button class="danger">{button}</button>
      </form>
    </details>
  )
}
