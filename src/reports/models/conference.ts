import { z } from 'zod'
import { NO_DOCUMENT_SETTINGS } from '../../domain/document-settings.ts'
import type { Conference } from '../../domain/proceedings.ts'
import { type Regime, levelsOf } from '../../domain/regime.ts'
import { dateText, shortDateText } from '../vietnamese.ts'
import { entered, named, printed, shortDigest } from './printed.ts'
import { settingsModel, settingsSchema } from './settings.ts'

/** What every printed paper of a conference can name, before the vote and after it. */
export const conferenceShape = {
  side: z.enum(['party', 'state']),
  /** Lấy phiếu tín nhiệm, in three levels, or bỏ phiếu tín nhiệm, in two. */
  vote: z.enum(['three_levels', 'two_levels']),
  rehearsal: z.boolean(),
  letterhead: z.object({
    superior: printed,
    organisation: z.string(),
    locality: printed,
    symbol: printed,
  }),
  title: z.string(),
  organisation: z.string(),
  heldOn: z.string(),
  regime: z.object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    issuer: z.string(),
    issuedOn: z.string(),
    /** As offices cite it: "Quy định số 96-QĐ/TW, ngày 02/02/2023 của Bộ Chính trị về việc …". */
    citation: z.string(),
    sha256: z.string(),
    /** The first 16 hex digits of `sha256` in fours. */
    shortDigest: z.string(),
  }),
  settings: settingsSchema,
}
const conferenceSchema = z.object(conferenceShape)
type ConferenceModel = z.infer<typeof conferenceSchema>

/** Which conference it is, under which regulation, ready to print. */
export function conferenceModel(conference: Conference): ConferenceModel {
  const { side, mode, letterhead, title, organisation, heldOn, regime } = conference
  return {
    side,
    vote: levelsOf(regime.regime).includes('no_confidence') ? 'two_levels' : 'three_levels',
    rehearsal: mode === 'rehearsal',
    letterhead: {
      superior: entered(letterhead.superior),
      organisation: named(letterhead.organisation),
      locality: entered(letterhead.locality),
      symbol: entered(letterhead.symbol),
    },
    title: named(title),
    organisation: named(organisation),
    heldOn: dateText(heldOn),
    regime: regimeModel(regime),
    settings: settingsModel(conference.settings ?? NO_DOCUMENT_SETTINGS),
  }
}

function regimeModel({ regime, sha256 }: Conference['regime']): ConferenceModel['regime'] {
  return {
    id: regime.id,
    number: named(regime.number),
    title: named(regime.title),
    issuer: named(regime.issuer),
    issuedOn: shortDateText(regime.issuedOn),
    citation: named(citationOf(regime)),
    sha256,
    shortDigest: shortDigest(sha256),
  }
}

/** The Party sets a comma before the day, the State does not. */
function citationOf({ title, number, issuedOn, issuer, side }: Regime): string {
  const [kind, ...about] = title.split(' về ')
  const comma = side === 'party' ? ',' : ''
  return [
    `${kind} số ${number}${comma} ngày ${shortDateText(issuedOn)} của ${issuer}`,
    ...about,
  ].join(' về ')
}
