const DIGITS = 2

/**
 * `count` of `base` as printed on paper: two decimals, half up, decimal comma: 48 of 52 is "92,31".
 *
 * `null` when `base` is 0: there is nothing to measure. Ink only: no band is decided from it.
 */
export function percentText(count: number, base: number): string | null {
  if (base === 0) return null
  const scale = 10n ** BigInt(DIGITS)
  const hundredths = (BigInt(count) * 100n * scale * 2n + BigInt(base)) / (BigInt(base) * 2n)
  const whole = hundredths / scale
  const rest = (hundredths % scale).toString().padStart(DIGITS, '0')
  return `${whole},${rest}`
}
