import { z } from 'zod'
import {
  type ActivityReport,
  type ActivitySignature,
  ENTRY_FAULTS,
} from '../domain/activity-report.ts'
import { EVENT_CATALOGUE, type EventType } from '../domain/event-catalogue.ts'
import { FINAL_ACTS, type FinalAct } from '../domain/final-act.ts'
import { ROLES } from '../domain/roles.ts'
import { SESSION_STATES } from '../domain/session.ts'
import { COUNTERS, type Counter, type Counters } from '../domain/sheet-statistics.ts'
import { requireFormat } from './format.ts'
import { checked } from './issues.ts'
import { jsonText, parseJson } from './json.ts'
import { day, fileId, filledLine, sha256 } from './parts.ts'

const REPORT_FORMAT = 'tin-nhiem/activity-report@1'
const SIGNATURE_FORMAT = 'tin-nhiem/activity-signature@1'

/** The largest report read, in bytes: ten thousand sheets. */
const REPORT_LIMIT = 8_000_000
const SIGNATURE_LIMIT = 10_000

const words = filledLine(2000)
/** What somebody gave as a reason, line breaks and all. */
const reason = z.string('text').max(20_000, 'text_too_long')
const instant = z.iso.datetime({ precision: 3, error: 'text' })
const count = z.int('count').min(0, 'count')
const counters = Object.fromEntries(COUNTERS.map((name) => [name, count])) as Record<
  Counter,
  typeof count
>
const told = { place: count, at: instant, role: z.enum(ROLES, 'choice').nullable() }

const reportSchema = z.strictObject({
  format: z.literal(REPORT_FORMAT, 'choice'),
  mode: z.enum(['real', 'rehearsal'], 'choice'),
  side: z.enum(['party', 'state'], 'choice'),
  title: words,
  organisation: words,
  heldOn: day,
  letterhead: z.strictObject({
    superior: words.nullable(),
    organisation: words,
    locality: words.nullable(),
    symbol: words.nullable(),
  }),
  regime: z.strictObject({ id: fileId, sha256 }),
  session: fileId,
  shortId: filledLine(64),
  revision: z.int('count').min(1, 'count'),
  state: z.enum(SESSION_STATES, 'choice'),
  entries: count,
  from: instant,
  to: instant,
  head: z.strictObject({ place: count, hash: sha256, seq: count, journalHash: sha256 }),
  sealing: z.strictObject({ expected: count, found: count }),
  sealId: sha256,
  tableSha256: sha256,
  faults: z.array(
    z.strictObject({ place: count, seq: count, what: z.enum(ENTRY_FAULTS, 'choice') }),
    'list',
  ),
  kinds: z.array(
    z.strictObject({
      type: z.enum(Object.keys(EVENT_CATALOGUE) as EventType[], 'choice'),
      name: words,
      count,
    }),
    'list',
  ),
  acts: z.array(
    z.discriminatedUnion('what', [
      z.strictObject({
        ...told,
        what: z.literal('confirmed'),
        act: z.enum(Object.keys(FINAL_ACTS) as FinalAct[], 'choice'),
        second: z.boolean('truth'),
      }),
      z.strictObject({
        ...told,
        what: z.literal('moved'),
        from: z.enum(SESSION_STATES, 'choice'),
        to: z.enum(SESSION_STATES, 'choice'),
        reason: reason.nullable(),
      }),
      z.strictObject({ ...told, what: z.literal('reopened'), from: count, to: count, reason }),
    ]),
    'list',
  ),
  statistics: z.strictObject({
    passesRequired: count,
    sheets: z.array(
      z.strictObject({
        number: count,
        kind: z.string('text').max(100, 'text_too_long'),
        planned: count,
        ...counters,
        passes: z.array(
          z.strictObject({
            passNo: count,
            submitted: count,
            thrown: count,
            clockSeconds: z.array(count.nullable(), 'list'),
          }),
          'list',
        ),
      }),
      'list',
    ),
    totals: z.strictObject(counters),
    mostDiffering: z.array(count, 'list'),
    hours: z.array(
      z.strictObject({ hour: filledLine(13), taken: count, submitted: count, thrown: count }),
      'list',
    ),
  }),
})

const signatureSchema = z.strictObject({
  format: z.literal(SIGNATURE_FORMAT, 'choice'),
  algorithm: z.literal('Ed25519', 'choice'),
  keyId: sha256,
  publicKey: filledLine(200),
  signature: filledLine(200),
})

/** The canonical `tin-nhiem/activity-report@1` file: the same report, the same bytes. */
export function activityReportText(report: ActivityReport): string {
  const { letterhead, regime, head, sealing } = report
  return jsonText({
    format: REPORT_FORMAT,
    mode: report.mode,
    side: report.side,
    title: report.title,
    organisation: report.organisation,
    heldOn: report.heldOn,
    letterhead: {
      superior: letterhead.superior,
      organisation: letterhead.organisation,
      locality: letterhead.locality,
      symbol: letterhead.symbol,
    },
    regime: { id: regime.id, sha256: regime.sha256 },
    session: report.session,
    shortId: report.shortId,
    revision: report.revision,
    state: report.state,
    entries: report.entries,
    from: report.from,
    to: report.to,
    head: { place: head.place, hash: head.hash, seq: head.seq, journalHash: head.journalHash },
    sealing: { expected: sealing.expected, found: sealing.found },
    sealId: report.sealId,
    tableSha256: report.tableSha256,
    faults: report.faults.map(({ place, seq, what }) => ({ place, seq, what })),
    kinds: report.kinds.map(({ type, name, count: times }) => ({ type, name, count: times })),
    acts: report.acts.map(actOf),
    statistics: statisticsOf(report.statistics),
  })
}

function actOf(act: ActivityReport['acts'][number]) {
  const { place, at, role, what } = act
  if (act.what === 'confirmed') return { place, at, role, what, act: act.act, second: act.second }
  return { place, at, role, what, from: act.from, to: act.to, reason: act.reason }
}

function statisticsOf(statistics: ActivityReport['statistics']) {
  const { passesRequired, sheets, totals, mostDiffering, hours } = statistics
  return {
    passesRequired,
    sheets: sheets.map((sheet) => ({
      number: sheet.number,
      kind: sheet.kind,
      planned: sheet.planned,
      ...countersOf(sheet),
      passes: sheet.passes.map(({ passNo, submitted, thrown, clockSeconds }) => {
        return { passNo, submitted, thrown, clockSeconds }
      }),
    })),
    totals: countersOf(totals),
    mostDiffering,
    hours: hours.map(({ hour, taken, submitted, thrown }) => ({ hour, taken, submitted, thrown })),
  }
}

function countersOf(counted: Counters) {
  return Object.fromEntries(COUNTERS.map((name) => [name, counted[name]]))
}

/** The report in a file. Refusals: those of `parseJson`, `unknown_format`, `invalid_input`. */
export function parseActivityReport(bytes: Uint8Array): ActivityReport {
  const value = parseJson(bytes, REPORT_LIMIT)
  requireFormat(value, REPORT_FORMAT)
  const { format: _, ...report } = checked(reportSchema, value)
  return report
}

/** The bytes of a report's signature. */
export function activitySignatureText({ keyId, publicKey, signature }: ActivitySignature): string {
  return jsonText({ format: SIGNATURE_FORMAT, algorithm: 'Ed25519', keyId, publicKey, signature })
}

/** The signature of a report. Refusals: those of `parseJson`, `unknown_format`, `invalid_input`. */
export function parseActivitySignature(bytes: Uint8Array): ActivitySignature {
  const value = parseJson(bytes, SIGNATURE_LIMIT)
  requireFormat(value, SIGNATURE_FORMAT)
  const { keyId, publicKey, signature } = checked(signatureSchema, value)
  return { keyId, publicKey, signature }
}
