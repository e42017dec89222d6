import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Act, PERMISSIONS, ROLES, type Role } from '../../src/domain/roles.ts'
import { SESSION_STATES, type SessionState } from '../../src/domain/session.ts'
import vi from '../../src/messages/vi.json' with { type: 'json' }
import { ROOT } from '../../src/program.ts'

const FILE = `${ROOT}/docs/permissions.md`

const HEAD = `# Permissions

Who may do what, when, where and on whose work. The data are \`PERMISSIONS\` in \`src/domain/roles.ts\`; a
test holds this page against them (\`GOLDEN=write\` writes it anew).

Every route of the API and every page names its act from this table, or one of three standings that are no
act: \`public\` (set-up, log-in, scripts and styles, the description of the API), \`anyone_logged_in\` (log-out,
one's own account, the first page) and \`hall_token\` (the link of a witness page). A route that names none
fails when the program is built. A role that may never do the act is refused with \`forbidden\` before anything
of the request is read; then come \`not_found\` for what is out of reach, \`wrong_state\` with who may act
instead, and the refusal of another's work or of one's own. The description of the API lists the roles of each
route as scopes of its \`security\`; \`test/http/permission-matrix.test.ts\` calls every route as everybody, in
every state, from inside the organisation, above, beside and below it, and holds the links and forms of every
page against this table too; \`test/http/permission-postgres.test.ts\` calls a part of them on PostgreSQL.

Roles: ${ROLES.map((role) => `\`${role}\` ${vi.roles[role]}`).join(', ')}.

- Where: _own_ is one's own organisation, _below_ also those below it, _all_ whatever the organisation. Nothing
  reaches upwards.
- Work: _own only_ is refused on another's work, _never own_ on one's own. Nobody has two passes of a sheet,
  types another's, decides between passes of which one is their own, completes a signature another prepared, or
  locks themselves out.
- States, in their order: ${SESSION_STATES.map((state) => `\`${state}\``).join(', ')}.

`

type Grant = {
  readonly roles: readonly Role[]
  readonly states?: readonly SessionState[]
  readonly below?: readonly Role[]
  readonly everywhere?: true
  readonly own?: 'only' | 'never'
}

/** The states in the order of the table: a run of them as from – to. */
function statesText(states: readonly SessionState[] | undefined): string {
  if (!states) return '–'
  const places = SESSION_STATES.flatMap((state, at) => (states.includes(state) ? [at] : []))
  if (places.length === SESSION_STATES.length) return 'any'
  const runs = places.reduce<number[][]>((found, at) => {
    const last = found.at(-1)
    if (last?.at(-1) === at - 1) last.push(at)
    else found.push([at])
    return found
  }, [])
  return runs
    .flatMap((run) => (run.length < 3 ? run.map((at) => [at]) : [[run[0]!, run.at(-1)!]]))
    .map((ends) => ends.map((at) => SESSION_STATES[at]).join(' – '))
    .join(', ')
}

function whereText({ everywhere, below }: Grant, roles: readonly Role[]): string {
  if (everywhere) return 'all'
  return below?.includes(roles[0]!) ? 'below' : 'own'
}

/** The cells of a line for the roles of a grant that reach equally far. */
function linesOf(act: Act, grant: Grant): readonly (readonly string[])[] {
  const near = grant.roles.filter((role) => !grant.below?.includes(role))
  const far = grant.roles.filter((role) => grant.below?.includes(role))
  const work = grant.own === undefined ? '' : grant.own === 'only' ? 'own only' : 'never own'
  return [near, far]
    .filter((roles) => roles.length > 0)
    .map((roles) => [
      `\`${act}\``,
      roles.join(', '),
      statesText(grant.states),
      whereText(grant, roles),
      work,
    ])
}

/** The table as the formatter of this project sets it. */
function tableOf([head = [], ...lines]: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) =>
    Math.max(...[head, ...lines].map((cells) => cells[at]!.length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |\n`
  const rule = line(widths.map((width) => '-'.repeat(width)))
  return line(head) + rule + lines.map(line).join('')
}

test('docs/permissions.md says what the permission table says', () => {
  const acts = Object.keys(PERMISSIONS) as Act[]
  const lines = acts.flatMap((act) =>
    (PERMISSIONS[act] as readonly Grant[]).flatMap((grant) => linesOf(act, grant)),
  )
  const page = HEAD + tableOf([['act', 'who', 'states', 'where', 'work'], ...lines])
  if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, page)
  expect(readFileSync(FILE, 'utf8')).toBe(page)
})
