import { AppError } from '../errors.ts'
import type { OwnPaperSource } from '../domain/own-paper.ts'
import type { Template } from './read-template.ts'
import { type PlacedFault, templateError } from './template-fault.ts'

/** A paper that an organisation added to those of the program. */
export type OwnPaper = {
  /** The name of its folder. */
  readonly name: string
  /** What people call it; one line, NFC. */
  readonly title: string
  /** The paper of the program whose data it prints. */
  readonly source: OwnPaperSource
  readonly template: Template
  /** What the program writes at the foot of every page; `null` where nothing is to be mistaken for a document. */
  readonly notice: string | null
}

/** The papers an organisation added, by their names, and why others of them are held back. */
export type OwnPapers = {
  readonly good: ReadonlyMap<string, OwnPaper>
  readonly held: ReadonlyMap<string, PlacedFault>
}

/** The own paper of that name. Throws `not_found`, and `template_invalid` when its template is at fault. */
export function ownPaperOf(papers: OwnPapers | undefined, name: string): OwnPaper {
  const paper = papers?.good.get(name)
  if (paper) return paper
  const fault = papers?.held.get(name)
  throw fault ? templateError(fault) : new AppError('not_found', { what: 'paper' })
}
