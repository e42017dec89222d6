/** The letters of `text` that `other` has not as often, sorted. */
export function surplus(text: string, other: string): string[] {
  const left = Array.from(other)
  return Array.from(text)
    .filter((letter) => {
      const at = left.indexOf(letter)
      if (at >= 0) left.splice(at, 1)
      return at < 0 && letter.trim() !== ''
    })
    .toSorted()
}
