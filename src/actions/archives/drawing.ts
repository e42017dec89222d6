import type { FigureDocument, Proceedings } from '../../domain/proceedings.ts'
import { isDay } from '../../domain/time.ts'
import type { ArchivedDocument, Drawn } from '../../formats/archive/archived-facts.ts'
import type { DrawnAgain } from '../../reports/draw-again.ts'
import { sha256 } from '../../storage/sha256.ts'
import { listedFiles } from '../carried-files.ts'
import { attachmentsOf } from '../documents.ts'

/** The canonical texts that a document carries. */
type Texts = { readonly tally: string; readonly outcome: string; readonly regime: string }

/** What a document is drawn with again: its facts, the texts it carries, and those of its template and layout. */
export type DrawingFacts = {
  readonly proceedings: Proceedings
  readonly shortId: string
  readonly document: Pick<ArchivedDocument, 'revision' | 'createdAt'> & {
    readonly name: FigureDocument
  }
  readonly drawn: Pick<Drawn, 'program' | 'issuedOn' | 'journalHead' | 'replaces'>
  readonly texts: Texts
  readonly template: string
  readonly layout: string
}

/** All that `drawAgain` needs to give the bytes of the unsigned first version. */
export function drawingOf(facts: DrawingFacts): DrawnAgain {
  const { proceedings, shortId, document, drawn, texts, template, layout } = facts
  const { name, revision, createdAt } = document
  const { program: programVersion, issuedOn, journalHead, replaces } = drawn
  const files = attachmentsOf({ ...texts, journalHead })
  return {
    proceedings,
    identity: {
      document: name,
      session: shortId,
      revision,
      issuedOn,
      createdAt,
      dataSha256: sha256(texts.tally),
      journalHead,
      programVersion,
      ...(replaces ? { replaces } : {}),
    },
    attachments: listedFiles(name, sha256(template), files),
    templateText: template,
    layoutText: layout,
  }
}

/** The days a document of that moment may bear, wherever the program ran: a notice bears the day it was made. */
export function daysAround(createdAt: string): readonly string[] {
  const days = [0, 1, -1].map((more) => {
    const at = new Date(createdAt)
    at.setUTCDate(at.getUTCDate() + more)
    return at.toISOString().slice(0, 10)
  })
  return days.filter(isDay)
}
