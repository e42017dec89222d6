import { Layout } from '../layout.tsx'
import type { Visitor } from '../visitor.ts'

/** A refusal or a fault: the sentence, its lines, and the way on. */
export function ErrorPage(props: {
  readonly visitor: Visitor
  readonly title: string
  readonly sentence: string
  readonly lines: readonly string[]
  readonly ways: readonly { readonly href: string; readonly text: string }[]
  /** What to do about it, where the sentence does not say it. */
  readonly advice?: string | undefined
}) {
  const { visitor, title, sentence, lines, ways, advice } = props
  return (
    <Layout title={title} visitor={visitor}>
      <h1>{title}</h1>
      <div class="refusal" role="alert">
        <p>
          <strong>{sentence}</strong>
        </p>
        {lines.length > 0 && (
          <ul>
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        )}
      </div>
      {advice && <p>{advice}</p>}
      <ul class="links">
        {ways.map(({ href, text }) => (
          <li>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </Layout>
  )
}
