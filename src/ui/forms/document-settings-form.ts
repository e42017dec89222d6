import type { DocumentSettings } from '../../domain/document-settings.ts'
import { type Typed, countText, numberOf, textOrNull } from './form.ts'
import type { FieldPlace } from './refusal.ts'

/** What was typed, for the schema to check. */
export function documentSettingsOf(
  typed: Typed,
): Readonly<Record<keyof DocumentSettings, unknown>> {
  return {
    layout: textOrNull(typed, 'layout'),
    secrecy: textOrNull(typed, 'secrecy'),
    copying: textOrNull(typed, 'copying'),
    copiesIssued: numberOf(typed, 'copiesIssued'),
    drafter: textOrNull(typed, 'drafter'),
    recipients: linesOf(typed.recipients ?? ''),
    membersSign: typed.membersSign === 'yes',
    seal: typed.seal === 'yes',
  }
}

/** Where a pointer into the settings stands in the form. */
export function documentSettingsPlace(path: string): FieldPlace {
  const [, field = '', line] = path.split('/')
  return line === undefined ? { field } : { field, note: `dòng ${Number(line) + 1}` }
}

/** The stored settings as they stand in the form. */
export function documentSettingsTyped(settings: DocumentSettings): Typed {
  return {
    layout: settings.layout ?? '',
    secrecy: settings.secrecy ?? '',
    copying: settings.copying ?? '',
    copiesIssued: countText(settings.copiesIssued),
    drafter: settings.drafter ?? '',
    recipients: settings.recipients.join('\n'),
    membersSign: settings.membersSign ? 'yes' : 'no',
    seal: settings.seal ? 'yes' : 'no',
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
