/**
 * A worker thread whom a file that says `endless` keeps busy for ever, and one that says `large` asks for all memory. No
 * TypeScript, so that it begins at once and its time is that of the file.
 */
export function work({ given: [file] }) {
  const meant = new TextDecoder().decode(file)
  if (meant === 'endless') for (;;);
  const held = []
  if (meant === 'large') for (;;) held.push(Array.from({ length: 100_000 }, Math.random))
  return { done: meant }
}
