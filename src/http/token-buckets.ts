/** Tokens each key may take: `burst` at once, refilled by `perSecond`. */
export type BucketSize = { readonly burst: number; readonly perSecond: number }

type Bucket = { tokens: number; at: number }

/** How many keys are remembered; then those that are full again are forgotten, and if need be a tenth, oldest first. */
const MOST_KEYS = 10_000
const KEPT_KEYS = 9_000

/** A bucket of tokens for each key; `now` in milliseconds. */
export type Buckets = {
  /** Takes one token: 0, or the whole seconds until there is one. */
  take(key: string): number
  /** How many keys are remembered. */
  size(): number
}

/** All buckets are full. */
export function createBuckets({ burst, perSecond }: BucketSize, now: () => number): Buckets {
  const buckets = new Map<string, Bucket>()
  const filled = ({ tokens, at }: Bucket, moment: number) =>
    Math.min(burst, tokens + ((moment - at) / 1000) * perSecond)
  const makeRoom = (moment: number) => {
    for (const [key, bucket] of buckets) if (filled(bucket, moment) >= burst) buckets.delete(key)
    for (const key of buckets.keys()) {
      if (buckets.size <= KEPT_KEYS) return
      buckets.delete(key)
    }
  }
  return {
    take(key) {
      const moment = now()
      const bucket = buckets.get(key)
      if (!bucket && buckets.size >= MOST_KEYS) makeRoom(moment)
      const tokens = bucket ? filled(bucket, moment) : burst
      const enough = tokens >= 1
      buckets.set(key, { tokens: enough ? tokens - 1 : tokens, at: moment })
      return enough ? 0 : Math.ceil((1 - tokens) / perSecond)
    },
    size: () => buckets.size,
  }
}
