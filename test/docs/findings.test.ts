import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  FINDING_CATALOGUE,
  type FindingEntry,
  answerOf,
} from '../../src/domain/finding-catalogue.ts'
import { PERMISSIONS } from '../../src/domain/roles.ts'
import { ROOT } from '../../src/program.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }

const FILE = `${ROOT}/docs/findings.md`

const HEAD = `# Findings

Contradictions and oddities the program finds in what was counted, in the order in which they are to be
looked at: causes before what follows from them. Every list is sorted by this order, then by place. Codes
are stable and never reused; E blocks, W asks for a reason. The data are in
\`src/domain/finding-catalogue.ts\`, the words in \`src/messages/vi.json\`; a test holds this page against
both (\`GOLDEN=write\` writes it anew).

Each finding names its place by a JSON pointer, into \`tally@1\` for a session and into the counts of a
sheet for a pass. Head and auditor read the head's words, with the numbers of both sides filled in. Whoever
types reads where to look on the paper, and never a number.

Answered by: \`correction\` – the numbers are put right; \`reason\` – the ${PERMISSIONS.acknowledge_warning[0].roles.join(', ')} writes a reason, on a
sheet also whoever types says that it was looked at again; \`decision\` – the committee may let the
figures stand, the head records why. A reason or decision holds for those very numbers only. \`none\` – told,
and in nobody's way.
`

function equationText({ equation }: FindingEntry): string {
  if (!equation) return '–'
  const { left, relation, right } = equation
  return `${left.join(' + ')} ${relation.replace('_', ' ')} ${right.join(' + ')}`
}

function partOf(entry: FindingEntry, at: number): string {
  const { code, levels, law } = entry
  return `
## ${at + 1}. ${code}

- Level: ${levels.join(', ')}. Answered by: ${answerOf(code)}.
- Has to hold: ${equationText(entry)}
- Provision: ${law ?? '–'}
- Whoever typed reads: ${vi.findingsForTypist[code]}
- The head reads: ${vi.findings[code]}
- To do: ${vi.findingRemedies[code]}
`
}

test('docs/findings.md says what the catalogue and the words say', () => {
  const page = HEAD + FINDING_CATALOGUE.map(partOf).join('')
  if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, page)
  expect(readFileSync(FILE, 'utf8')).toBe(page)
})
