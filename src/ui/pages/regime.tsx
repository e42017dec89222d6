import type { ReadRegime } from '../../actions/regimes.ts'
import type { Regime } from '../../domain/regime.ts'
import { EVIDENCE } from '../../formats/regime-schema.ts'
import { word } from '../../messages/message.ts'
import { ArticleSection, EvidenceBadge, SourceList } from '../components/provision-lines.tsx'
import { dayText, periodText } from '../day-text.ts'
import { Layout } from '../layout.tsx'
import { type Article, articlesOf } from '../regime-articles.ts'
import type { Visitor } from '../visitor.ts'

/** A regulation article by article: its words, where they were read, how sure that is, what it decides. */
export function RegimePage(props: { readonly visitor: Visitor; readonly file: ReadRegime }) {
  const { visitor, file } = props
  const { regime, recorded } = file
  const articles = articlesOf(regime.provisions)
  return (
    <Layout title={regime.number} visitor={visitor}>
      <div class="heading">
        <p class="crumbs">
          <a href="/regimes">Quy định</a>
        </p>
        <h1>{regime.number}</h1>
        <p class="facts">{regime.title}</p>
      </div>
      {recorded && (
        <p class="refusal">
          Tệp của quy định này không còn hoặc không dùng được. Đây là bản đã ghi khi có kỳ lấy phiếu
          dùng nó; các kỳ ấy vẫn theo bản này, không mở được kỳ mới.
        </p>
      )}
      <Facts file={file} />
      <EvidenceCounts regime={regime} />
      <Contents articles={articles} />
      {articles.map((article) => (
        <ArticleSection article={article} regime={regime} />
      ))}
      <SourceList provisions={regime.provisions} />
    </Layout>
  )
}

function Facts({ file: { regime, sha256, replacedBy } }: { file: ReadRegime }) {
  return (
    <dl class="pairs">
      <dt>Ban hành</dt>
      <dd>
        {regime.issuer}, {dayText(regime.issuedOn)}
      </dd>
      <dt>Bên</dt>
      <dd>{word('sides', regime.side)}</dd>
      <dt>Hiệu lực</dt>
      <dd>{periodText(regime.effectiveFrom, regime.effectiveTo)}</dd>
      <dt>Được chọn</dt>
      <dd>{word('chosen', regime.chosen)}</dd>
      {regime.replaces && (
        <>
          <dt>Thay thế tệp</dt>
          <dd>
            <a href={`/regimes/${regime.replaces}`}>{regime.replaces}</a>
          </dd>
        </>
      )}
      {replacedBy && (
        <>
          <dt>Đã có tệp thay thế</dt>
          <dd>
            <a href={`/regimes/${replacedBy}`}>{replacedBy}</a>
          </dd>
        </>
      )}
      <dt>Tệp, SHA-256</dt>
      <dd>
        {regime.id}.json <code>{sha256}</code>
      </dd>
    </dl>
  )
}

function EvidenceCounts({ regime: { provisions } }: { regime: Regime }) {
  const counts = EVIDENCE.map((evidence) => ({
    evidence,
    count: provisions.filter((each) => each.evidence === evidence).length,
  }))
  return (
    <section>
      <h2>Độ chắc chắn của bản này</h2>
      <ul class="legend">
        {counts.map(({ evidence, count }) => (
          <li>
            <strong>{count}</strong> <EvidenceBadge evidence={evidence} />
          </li>
        ))}
      </ul>
      <p>
        Tổng số {provisions.length} điều khoản; điều khoản liền nhau có cùng lời được gộp lại. Điều
        khoản nào không phải “{word('evidence', 'quoted')}” phải đối chiếu với toàn văn trước khi
        dùng chính thức.
      </p>
    </section>
  )
}

function Contents({ articles }: { articles: readonly Article[] }) {
  return (
    <nav class="contents" aria-label="Mục lục">
      <ul>
        {articles.map(({ name, anchor, provisions }) => (
          <li>
            <a href={`#${anchor}`}>{name}</a> <small>({provisions.length})</small>
          </li>
        ))}
      </ul>
    </nav>
  )
}
