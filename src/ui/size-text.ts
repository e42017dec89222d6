/** How large a file is: 812 byte, 34 kB, 7,4 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(Math.round(bytes / 100_000) / 10).toLocaleString('vi-VN')} MB`
}
