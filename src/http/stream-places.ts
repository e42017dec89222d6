import { AppError } from '../errors.ts'

/** How many streams are open at most: in all, and for one log-in or one witness page. */
export type MostStreams = { readonly all: number; readonly each: number }
const MOST: MostStreams = { all: 200, each: 20 }

/** Counts the open streams, so that pages kept up to date never take the server from who works. */
export type StreamPlaces = {
  /** Takes a place; gives back how to leave it, once. `too_many_streams` when none is free. */
  take(whose: string): () => void
}

/** No place is taken yet. */
export function createStreamPlaces(most: MostStreams = MOST): StreamPlaces {
  const taken = new Map<string, number>()
  let all = 0
  return {
    take(whose) {
      const own = taken.get(whose) ?? 0
      if (all >= most.all || own >= most.each) throw new AppError('too_many_streams', most)
      all += 1
      taken.set(whose, own + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        all -= 1
        const rest = (taken.get(whose) ?? 0) - 1
        if (rest > 0) taken.set(whose, rest)
        else taken.delete(whose)
      }
    },
  }
}
