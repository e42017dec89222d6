/** The 67 letters of Vietnamese with a mark, each in both cases: 134. */
export const VIETNAMESE_LETTERS: readonly string[] = (() => {
  const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
  const lower = Array.from('aăâeêioôơuưy')
    .flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC')))
    .concat('đ')
    .filter((letter) => !/[a-z]/.test(letter))
  return lower.flatMap((letter) => [letter, letter.toUpperCase()])
})()
