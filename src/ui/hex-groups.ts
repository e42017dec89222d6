/** Hexadecimal digits in groups of four, for people to compare with paper. */
export function hexGroups(hex: string): readonly string[] {
  return hex.match(/.{1,4}/g) ?? []
}
