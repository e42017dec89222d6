import { AppError, type ErrorCode } from '../errors.ts'

/** How many are taken at most: in all, and by one. */
export type MostPlaces = { readonly all: number; readonly each: number }

/** Counts what is under way, so that nobody takes the server from who works. */
export type Places = {
  /** Takes a place; gives back how to leave it, once. Refused when none is free. */
  take(whose: string): () => void
}

/** No place is taken yet; `code` is the refusal, with `most` as its detail. */
export function createPlaces(most: MostPlaces, code: ErrorCode): Places {
  const taken = new Map<string, number>()
  let all = 0
  return {
    take(whose) {
      const own = taken.get(whose) ?? 0
      if (all >= most.all || own >= most.each) throw new AppError(code, most)
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

/** Whoever is logged in may send 30 MB to be checked: so many files at once are held in memory. */
export function createVerifyingPlaces(most: MostPlaces = { all: 10, each: 2 }): Places {
  return createPlaces(most, 'too_many_verifications')
}
