import { z } from 'zod'
import { type DocumentSettings, SECRECY_LEVELS } from '../../domain/document-settings.ts'
import { counted, entered, printed } from './printed.ts'

/** What a unit set for the papers of one session. */
export const settingsSchema = z.object({
  /** `none` prints no mark. */
  secrecy: z.enum(['none', ...SECRECY_LEVELS]),
  copying: z.enum(['none', 'allowed', 'forbidden']),
  copiesIssued: printed,
  drafter: printed,
  /** Those the paper goes to, without the marks before and after them. */
  recipients: z.array(z.object({ text: z.string() })),
  /** Where the paper is kept ("Lưu …"), when the unit's last line says so. */
  filing: printed,
  /** Something stands under "Nơi nhận": recipients, the place it is kept, or what is said of copies. */
  addressed: z.boolean(),
  /** Addressed, and the unit's lines do not say where it is kept. */
  unfiled: z.boolean(),
  /** Members of the committee sign in the program. */
  membersSign: z.boolean(),
  /** The organisation's seal is set in the program. */
  seal: z.boolean(),
})

/** The unit's settings as a template may name them. */
export function settingsModel(settings: DocumentSettings): z.infer<typeof settingsSchema> {
  const { secrecy, copying, copiesIssued, drafter, membersSign, seal } = settings
  const lines = settings.recipients.map(lineText).filter((each) => each !== null)
  const last = lines.at(-1)
  const filing = last !== undefined && /^lưu(?![\p{L}])/iu.test(last) ? last : null
  const recipients = (filing === null ? lines : lines.slice(0, -1)).map((text) => ({ text }))
  const copies = [copying, copiesIssued, entered(drafter)]
  const addressed = lines.length > 0 || copies.some((each) => each !== null)
  return {
    secrecy: secrecy ?? 'none',
    copying: copying ?? 'none',
    copiesIssued: counted(copiesIssued),
    drafter: entered(drafter),
    recipients,
    filing,
    addressed,
    unfiled: addressed && filing === null,
    membersSign,
    seal,
  }
}

/** A line without the dash before it and the sign after it, which the form sets. */
function lineText(line: string): string | null {
  return entered(line.replace(/^\s*[-–]\s*/, '').replace(/[\s;.]+$/, ''))
}
