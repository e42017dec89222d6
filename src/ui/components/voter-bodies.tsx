import { titleOf } from '../../domain/catalogue.ts'
import { type Regime, type Sourced, rulesOf } from '../../domain/regime.ts'
import type { Roster } from '../../domain/roster.ts'
import type { TitleRule } from '../../domain/rule.ts'
import { ProvisionRef } from './provision-ref.tsx'

/** Who votes on each title of the list according to the catalogue; nothing where there is none. */
export function VoterBodies({ roster, regime }: { roster: Roster; regime: Regime }) {
  const titles = rulesOf(regime, 'title')
  const posts = roster.ballotKinds
    .flatMap((kind) => kind.subjects.map((each) => each.position))
    .filter((post) => post.trim() !== '')
  if (titles.length === 0 || posts.length === 0) return null
  const found = titles.flatMap((title) => {
    const people = posts.filter((post) => titleOf(regime, post)?.rule.id === title.rule.id).length
    return people > 0 ? [{ title, people }] : []
  })
  const others = [...new Set(posts.filter((post) => !titleOf(regime, post)))]
  const appendix = titles[0]!.provision.ref.split(',')[0]
  return (
    <section aria-labelledby="bodies">
      <h2 id="bodies">Thành phần ghi phiếu theo {appendix}</h2>
      <dl class="bodies">
        {found.map(({ title, people }) => (
          <>
            <dt>
              {title.rule.title} <small>({people} người)</small>
            </dt>
            <dd>
              <Voters title={title} regime={regime} />
            </dd>
          </>
        ))}
      </dl>
      {others.length > 0 && (
        <p class="hint">
          Không thấy trong danh mục, đơn vị tự đối chiếu với {appendix}: {others.join('; ')}.
        </p>
      )}
    </section>
  )
}

function Voters({ title, regime }: { title: Sourced<TitleRule>; regime: Regime }) {
  const venue = title.rule.venues.find(({ side }) => side === regime.side)
  return (
    <>
      {venue ? (
        venue.voters
      ) : (
        <span class="warn">Không theo quy định này. Kiểm tra lại danh sách.</span>
      )}
      <small>
        <ProvisionRef provision={title.provision} />
      </small>
    </>
  )
}
