import type { Closing, ClosingPoint } from '../domain/closing.ts'
import type { Roster } from '../domain/roster.ts'
import type { Count } from '../domain/tally.ts'
import { word } from '../messages/message.ts'
import { tallyPlace } from './places.ts'

/** What the checklist of closing says of one point, line by line; nothing where its name says all. */
export function closingLines(
  point: ClosingPoint,
  closing: Closing,
  roster: Roster,
): readonly string[] {
  return LINES[point](closing, roster)
}

type Lines = (closing: Closing, roster: Roster) => readonly string[]

const LINES: Readonly<Record<ClosingPoint, Lines>> = {
  sheets: ({ missingSheets, uncovered }) => [
    ...(missingSheets.length > 0 ? [`Còn tập số ${missingSheets.join(', ')}.`] : []),
    ...(uncovered.length > 0 ? [`Loại phiếu chưa chia tập: ${uncovered.join(', ')}.`] : []),
  ],
  ballots: ({ ballots }) => ballots.map(ballotsLine),
  voters: ({ voters }) => [`Triệu tập ${shown(voters.summoned)}, có mặt ${shown(voters.present)}.`],
  findings: findingLines,
  recheck: ({ recheck }) => [recheckLine(recheck)],
  steps: ({ missingSteps }) => missingSteps.map(({ name, provision }) => `${name} (${provision}).`),
  minutes_facts: ({ emptyFacts }) => {
    const names = emptyFacts.map((each) => word('minutesFacts', each))
    return names.length > 0 ? [`Biên bản để trống: ${names.join(', ')}.`] : []
  },
}

function findingLines({ status, open, answered, explained }: Closing, roster: Roster) {
  if (status.sheets === 'open') return ['Xét được khi mọi tập phiếu đã có số liệu.']
  const done = `đã trả lời ${answered.length}; đã giải trình ${explained.length}`
  return [
    `Còn ${open.length} mục; ${done}.`,
    ...open.map((each) => `${each.code}: ${tallyPlace(each.path, roster)}.`),
  ]
}

function ballotsLine({ code, issued, collected, onSheets, addUp }: Closing['ballots'][number]) {
  const numbers = `phát ra ${shown(issued)}, thu về ${shown(collected)}, ở các tập ${shown(onSheets)}`
  return `Loại phiếu ${code}: ${numbers}${addUp ? '' : ' (chưa khớp)'}.`
}

function recheckLine({ size, drawn, open }: Closing['recheck']): string {
  if (size === 0) return 'Kỳ này không đặt yêu cầu kiểm lại.'
  if (!drawn) return `Chưa bốc ${size} tập để kiểm lại.`
  return open.length > 0 ? `Chưa kiểm lại xong tập số ${open.join(', ')}.` : 'Đã kiểm lại, khớp.'
}

function shown(count: Count): string {
  return count === null ? 'chưa có' : String(count)
}
