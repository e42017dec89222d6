import type { ListedPaper } from '../../actions/own-papers.ts'
import { type OwnPaperSource, printsDocument } from '../../domain/own-paper.ts'

type OwnPaperLinksProps = {
  /** What the reader may print now. */
  readonly papers: readonly ListedPaper[]
  /** Only those that print the data of this paper. */
  readonly source: OwnPaperSource
  /** Where the paper of that name is. */
  readonly fileOf: (name: string) => string
}

/** The papers the organisation added that print the data of one paper, each a link; nothing when there are none. */
export function OwnPaperLinks({ papers, source, fileOf }: OwnPaperLinksProps) {
  const own = papers.filter((each) => each.source === source)
  if (own.length === 0) return null
  return (
    <div class="screen-only">
      <p>
        Văn bản riêng của đơn vị, cùng số liệu
        {printsDocument(source) && ', không ký và không thay văn bản này'}:
      </p>
      <ul>
        {own.map(({ name, title }) => (
          <li>
            <a href={fileOf(name)}>{title} (PDF)</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Where an own paper about a session is, as its pages link it. */
export function ownPaperFile(session: string, name: string): string {
  return `/sessions/${session}/papers/${name}/file`
}
