import { referredSide, titlesOf } from '../../domain/catalogue.ts'
import type { Regime, Sourced } from '../../domain/regime.ts'
import { TIERS, type Tier, type TitleRule } from '../../domain/rule.ts'
import { word } from '../../messages/message.ts'
import type { Typed } from '../forms/form.ts'
import { ProvisionRef } from './provision-ref.tsx'

type CatalogueProps = {
  readonly regime: Regime
  readonly typed: Typed
  /** How many ballot kinds the form shows. */
  readonly blocks: number
  /** The form the controls belong to. */
  readonly form: string
}

/** The level the reader looks at, if the regulation has titles of it. */
function shownTier(regime: Regime, asked: string | undefined): Tier | undefined {
  return tiersOf(regime).find((tier) => tier === asked)
}

function tiersOf(regime: Regime): readonly Tier[] {
  return TIERS.filter((tier) => titlesOf(regime, tier).length > 0)
}

/** The titles the regulation puts to the vote, level by level, to be ticked into the list. */
export function TitleCatalogue({ regime, typed, blocks, form }: CatalogueProps) {
  const tiers = tiersOf(regime)
  if (tiers.length === 0) return null
  const tier = shownTier(regime, typed.tier)
  return (
    <section class="catalogue" aria-labelledby="catalogue">
      <h2 id="catalogue">Chức danh theo {regime.number}</h2>
      <div class="field">
        <label for="tier">Cấp</label>
        <div class="inline">
          <select id="tier" name="tier" form={form}>
            {tiers.map((each) => (
              <option value={each} selected={each === tier}>
                {word('tiers', each)}
              </option>
            ))}
          </select>
          <button form={form} name="do" value="tier">
            Xem chức danh
          </button>
        </div>
      </div>
      {tier && (
        <>
          <p class="hint">
            Đánh dấu rồi bấm nút ở dưới: mỗi chức danh thành một dòng “| chức vụ |” trong danh sách
            để điền họ tên. Danh mục để gợi ý, đơn vị ghi chức danh khác vẫn được.
          </p>
          <ul class="titles" tabindex={0} aria-label="Chức danh">
            {titlesOf(regime, tier).map((title) => (
              <TitleLine regime={regime} title={title} typed={typed} form={form} />
            ))}
          </ul>
          {blocks > 1 && <IntoField blocks={blocks} typed={typed} form={form} />}
          <button form={form} name="do" value="titles">
            Thêm vào danh sách
          </button>
        </>
      )}
    </section>
  )
}

function TitleLine(props: {
  readonly regime: Regime
  readonly title: Sourced<TitleRule>
  readonly typed: Typed
  readonly form: string
}) {
  const { regime, typed, form } = props
  const { rule, provision } = props.title
  const referred = referredSide(regime, rule.title)
  const name = `title.${rule.id}`
  const voters = rule.venues.map((venue) => venue.voters).join('; và ')
  return (
    <li>
      {referred ? (
        <strong>{rule.title}</strong>
      ) : (
        <label class="choice">
          <input
            type="checkbox"
            name={name}
            value="on"
            form={form}
            checked={typed[name] !== undefined}
          />
          <strong>{rule.title}</strong>
        </label>
      )}
      <small>
        Người ghi phiếu: {voters}. <ProvisionRef provision={provision} />
      </small>
      {referred && (
        <small class="warn">
          Không đưa vào danh sách này: lấy phiếu theo quy định bên {word('sides', referred.side)} (
          {referred.provision.ref}).
        </small>
      )}
    </li>
  )
}

function IntoField({ blocks, typed, form }: Omit<CatalogueProps, 'regime'>) {
  return (
    <div class="field">
      <label for="into">Đưa vào</label>
      <select id="into" name="into" form={form}>
        {Array.from({ length: blocks }, (_, at) => (
          <option value={String(at)} selected={typed.into === String(at)}>
            Loại phiếu {typed[`kinds.${at}.code`]?.trim() || at + 1}
          </option>
        ))}
      </select>
    </div>
  )
}
