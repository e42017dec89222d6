import { type Progress, SHEET_GROUPS, type SheetGroup } from '../../domain/progress.ts'
import { word } from '../../messages/message.ts'
import { barParts, barText, boardNumbers } from '../board-parts.ts'

const FILL = {
  definitive: 'url(#group-definitive)',
  different: 'url(#group-different)',
  inWork: 'url(#group-inWork)',
  empty: '#ffffff',
} as const satisfies Record<SheetGroup, string>

/** How groups are drawn, once for a page: told apart by their hatching too, for whoever sees no colours. */
export function GroupPatterns() {
  const pattern = (group: SheetGroup) => ({
    id: `group-${group}`,
    width: '10',
    height: '10',
    patternUnits: 'userSpaceOnUse',
  })
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern {...pattern('definitive')}>
          <rect width="10" height="10" fill="#17603a" />
        </pattern>
        <pattern {...pattern('different')}>
          <rect width="10" height="10" fill="#ffffff" />
          <path d="M-2 2 2 -2M0 10 10 0M8 12 12 8" stroke="#a01818" stroke-width="4" />
        </pattern>
        <pattern {...pattern('inWork')}>
          <rect width="10" height="10" fill="#dcebf7" />
          <circle cx="5" cy="5" r="2.2" fill="#1f4e79" />
        </pattern>
      </defs>
    </svg>
  )
}

/** The sheets as one bar, the definitive ones from the left. */
export function SheetBar({ progress }: { progress: Progress }) {
  return (
    <svg
      class="board-bar"
      role="progressbar"
      aria-label="Số tập đã khớp"
      aria-valuemin={0}
      aria-valuenow={progress.sheets.definitive}
      aria-valuemax={progress.total}
      aria-valuetext={barText(progress)}
    >
      <rect width="100%" height="100%" fill={FILL.empty} />
      {barParts(progress).map(({ group, x, width }) => (
        <rect data-bar={group} x={x} width={width} height="100%" fill={FILL[group]} />
      ))}
    </svg>
  )
}

/** What the parts of the bar mean, and how many sheets each stands for. */
export function Legend({ progress }: { progress: Progress }) {
  return (
    <ul class="board-legend">
      {SHEET_GROUPS.map((group) => (
        <li>
          <svg class="swatch" aria-hidden="true">
            <rect width="100%" height="100%" fill={FILL[group]} />
          </svg>{' '}
          {word('sheetGroups', group)}{' '}
          <strong>
            <BoardNumber progress={progress} name={group} />
          </strong>
        </li>
      ))}
    </ul>
  )
}

/** A number that the script keeps as it is now. */
export function BoardNumber({ progress, name }: { progress: Progress; name: string }) {
  return <span data-number={name}>{boardNumbers(progress)[name]}</span>
}
