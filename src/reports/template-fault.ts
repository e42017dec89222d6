import { AppError } from '../errors.ts'

/** Where in a file, counted from 1. */
export type Position = { readonly line: number; readonly column: number }

/** The position of what has none. */
export const START: Position = { line: 1, column: 1 }

/**
 * What is wrong with a template or a layout: in which file, where in it (a JSON pointer), by which rule,
 * and what was found there. Sentences for the rules: `templateFaults` in `src/messages/vi.json`.
 */
export type TemplateFault = {
  readonly file: string
  readonly place: string
  readonly reason: string
  readonly found: string
}

/** A fault and its position in the file. */
export type PlacedFault = TemplateFault & Position

/** A fault with its folder and, for what showed only on paper, the sample and the layout it was drawn in. */
export type FoundFault = PlacedFault & {
  readonly dir: string
  readonly sample?: string
  readonly layout?: string
}

/** A `template_invalid` error for a fault. */
export function templateError(fault: PlacedFault): AppError {
  return new AppError('template_invalid', fault)
}
