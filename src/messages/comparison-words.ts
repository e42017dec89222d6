import { factText, relationText, sideText } from './fact-text.ts'
import { word } from './message.ts'
import vi from './vi.json' with { type: 'json' }

/** What the file of two sessions says. */
export const COMPARISON_WORDS = {
  columns: vi.factColumns,
  group: (group: string) => word('factGroups', group),
  fact: factText,
  side: sideText,
  relation: relationText,
}
