import type { VerifiedFigures } from '../../actions/verified-figures.ts'
import { ShareTable } from './share-table.tsx'

type Kind = VerifiedFigures['ballotKinds'][number]

/** The figures attached to a document with their shares counted anew, to be laid beside the paper. */
export function VerifiedFiguresTables({ ballotKinds }: VerifiedFigures) {
  return (
    <section aria-labelledby="figures">
      <h3 id="figures">Số liệu trong tệp, tỷ lệ do máy này tính lại</h3>
      {ballotKinds.map((kind) => (
        <KindTable kind={kind} />
      ))}
    </section>
  )
}

function KindTable({ kind }: { readonly kind: Kind }) {
  const levels = kind.subjects[0]?.shares.map(({ level }) => level) ?? []
  const rows = kind.subjects.map(({ provision, ...subject }) => {
    return { ...subject, ruling: provision ?? '–' }
  })
  const { issued, collected, valid, invalid: spoilt } = kind
  return (
    <>
      <p>
        <strong>{kind.title}</strong>{' '}
        <small>
          phát ra {issued ?? '…'} · thu về {collected ?? '…'} · hợp lệ {valid ?? '…'} · không hợp lệ{' '}
          {spoilt ?? '…'}
        </small>
      </p>
      <ShareTable label={kind.title} levels={levels} rows={rows} />
    </>
  )
}
