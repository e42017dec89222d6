import type { ShownFact } from '../domain/final-act.ts'
import { fieldText, phrase, word } from './message.ts'

/** One thing shown before a final act, as a sentence: codes in words, a digest by its first 16 digits. */
export function shownFactText({ fact, values }: ShownFact): string {
  const { state, document, field, digest, lastDay } = values
  return phrase('confirmationFacts', fact, {
    ...values,
    ...(typeof state === 'string' && { state: word('states', state).toLowerCase() }),
    ...(typeof document === 'string' && { document: word('documents', document) }),
    ...(typeof lastDay === 'string' && { lastDay: lastDay.split('-').reverse().join('/') }),
    ...(typeof field === 'string' && { field: fieldText(field) }),
    ...(typeof digest === 'string' && { digest: digest.slice(0, 16).match(/.{4}/g)!.join(' ') }),
  })
}
