import type { Provision, Regime } from '../../domain/regime.ts'
import type { Rule } from '../../domain/rule.ts'
import { word } from '../../messages/message.ts'
import { dayText } from '../day-text.ts'
import {
  type Article,
  type ArticleLine,
  linesOf,
  sourceKey,
  sourcesOf,
} from '../regime-articles.ts'
import { ruleActs, ruleText } from '../rule-text.ts'

/** One article: each of its provisions with its words, where they were read, and what they decide here. */
export function ArticleSection({ article, regime }: { article: Article; regime: Regime }) {
  return (
    <section class="article" aria-labelledby={article.anchor}>
      <h2 id={article.anchor}>{article.name}</h2>
      {linesOf(article.provisions).map((line) => (
        <ProvisionLine line={line} regime={regime} />
      ))}
    </section>
  )
}

function ProvisionLine({ line, regime }: { line: ArticleLine; regime: Regime }) {
  const { words: provision, rules } = line
  const { ref, text, note, evidence } = provision
  return (
    <div class="provision">
      <div class="ref">
        <h3>{ref}</h3>
        <EvidenceBadge evidence={evidence} />
      </div>
      <div class="words">
        <p>{text}</p>
        {note && <p class="hint">Ghi chú: {note}</p>}
        <Source provision={provision} regime={regime} />
      </div>
      <div class="decides">
        <Decisions rules={rules} regime={regime} />
      </div>
    </div>
  )
}

/** What the words decide: each kind of rule once, with all it says, and where it acts. */
function Decisions({ rules, regime }: { rules: readonly Rule[]; regime: Regime }) {
  if (rules.length === 0) return <p class="hint">{word('ruleKinds', 'none')}</p>
  const kinds = [...new Set(rules.map((rule) => rule.kind))]
  return kinds.map((kind) => {
    const same = rules.filter((rule) => rule.kind === kind)
    return (
      <>
        <p>
          <strong>{word('ruleKinds', kind)}</strong>
        </p>
        {same.map((rule) => (
          <p>{ruleText(rule, regime)}</p>
        ))}
        {[...new Set(same.map(ruleActs))].map((acts) => (
          <p class="hint">{acts}</p>
        ))}
      </>
    )
  })
}

/** How sure the line is, never by colour alone. */
export function EvidenceBadge({ evidence }: Pick<Provision, 'evidence'>) {
  return <span class={`evidence ${evidence}`}>{word('evidence', evidence)}</span>
}

function Source({ provision: { source }, regime }: { provision: Provision; regime: Regime }) {
  const number =
    sourcesOf(regime.provisions).findIndex((each) => sourceKey(each) === sourceKey(source)) + 1
  return (
    <p class="hint">
      Nguồn: {source.title}, xem ngày {dayText(source.read)}{' '}
      <a href={`#nguon-${number}`}>[{number}]</a>
    </p>
  )
}

/** The addresses behind the numbers: text to read on paper, links that open only when somebody asks. */
export function SourceList({ provisions }: Pick<Regime, 'provisions'>) {
  return (
    <section class="sources" aria-labelledby="nguon">
      <h2 id="nguon">Nguồn</h2>
      <ol>
        {sourcesOf(provisions).map(({ title, href, read }, at) => (
          <li id={`nguon-${at + 1}`}>
            {title}, xem ngày {dayText(read)}
            <br />
            <a href={href} rel="noreferrer">
              {href}
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}
