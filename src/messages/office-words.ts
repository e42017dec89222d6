import { bandText } from './band-text.ts'
import { findingMessage } from './message.ts'
import vi from './vi.json' with { type: 'json' }

/** Everything the office files say: headings, levels, sides, bases, bands and findings. */
export const OFFICE_WORDS = {
  labels: vi.office,
  levels: vi.levels,
  sides: vi.sides,
  bases: vi.bases,
  band: bandText,
  finding: findingMessage,
} as const
