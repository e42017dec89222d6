const MEMBER = /^member(\d{1,4})$/

/** Where members stand; each takes its own number after that. */
const RANKS: Readonly<Record<string, number>> = {
  secretary: 0,
  head: 1,
  chair: 20_000,
  seal: 20_001,
}

/**
 * The place of a signature field in the order of signing: secretary, head, member1 … memberN, chair, seal; a smaller number
 * signs first, and null has no place in it.
 */
export function signingRank(field: string): number | null {
  const member = MEMBER.exec(field)
  return member ? 1 + Number(member[1]) : (RANKS[field] ?? null)
}
