import type { AdoptedRegime } from '../domain/regime.ts'

/** A regulation with the text of its file, kept so that a result can be explained years later. */
export type RegimeFile = AdoptedRegime & { readonly body: string }
