import { DOCUMENT_NAMES, type DocumentName } from '../domain/proceedings.ts'
import { escaped } from './compare-print.ts'
import type { TextPart } from './placeholder.ts'
import { type PrintedPage, inOneLine } from './read-print.ts'
import type { Template } from './read-template.ts'
import type { Templates } from './template.ts'

/** The documents that tell nothing but the data they carry; a corrigendum tells of two. */
export const TOLD_BY_DATA = [...DOCUMENT_NAMES, 'notice'] as const

/** Which document the pages are, and the short digest of the data that each of them bears. */
export type PrintedIdentity = { readonly name: DocumentName; readonly digests: readonly string[] }

/**
 * The document whose identity line stands at the foot of every page; null if there is none such. The pages come back without
 * that line and without what stands below it, and without the number at their head.
 */
export function identifyPrint(
  pages: readonly PrintedPage[],
  templates: Templates,
): (PrintedIdentity & { readonly pages: readonly PrintedPage[] }) | null {
  for (const name of TOLD_BY_DATA) {
    const footers = pages.map((page) => footerOf(page, templates[name]))
    const found = footers.flatMap((footer) => footer ?? [])
    if (found.length === 0 || found.length < pages.length) continue
    const bodies = pages.map(({ lines }, at) => ({
      lines: lines.slice(lines[0] === String(at + 1) ? 1 : 0, found[at]!.line),
    }))
    return { name, digests: found.map(({ digest }) => digest), pages: bodies }
  }
  return null
}

/** The line where the identity begins, looked for from the foot; it may run over two lines. */
function footerOf(
  { lines }: PrintedPage,
  { footer }: Template,
): { readonly line: number; readonly digest: string } | null {
  for (let line = lines.length - 1; line >= Math.max(0, lines.length - 3); line -= 1) {
    const text = inOneLine(lines.slice(line).join(' '))
    for (const { text: parts } of footer) {
      const digest = new RegExp(`^${parts.map(partPattern).join('')}`, 'u').exec(text)?.[1]
      if (digest !== undefined) return { line, digest }
    }
  }
  return null
}

function partPattern(part: TextPart): string {
  if (typeof part === 'string') return escaped(part)
  return part.path.join('.') === 'identity.shortDigest' ? '([0-9a-f ]{19})' : '.{0,80}?'
}
