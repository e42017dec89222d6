import type { TextPart } from './placeholder.ts'
import { escaped } from './printed-leaves.ts'
import type { PrintedTemplate } from './printed-template.ts'
import { type PrintedPage, inOneLine } from './read-print.ts'

/** By which template the pages are, and the short digest of the data that each of them bears. */
export type PrintedIdentity = {
  readonly template: PrintedTemplate
  readonly digests: readonly string[]
}

/**
 * The first of the templates whose identity line stands at the foot of every page; null if there is none such. The pages
 * come back without that line and without what stands below it, and without the number at their head.
 */
export function identifyPrint(
  pages: readonly PrintedPage[],
  templates: readonly PrintedTemplate[],
): (PrintedIdentity & { readonly pages: readonly PrintedPage[] }) | null {
  for (const template of templates) {
    const footers = pages.map((page) => footerOf(page, template))
    const found = footers.flatMap((footer) => footer ?? [])
    if (found.length === 0 || found.length < pages.length) continue
    const bodies = pages.map(({ lines }, at) => ({
      lines: lines.slice(lines[0] === String(at + 1) ? 1 : 0, found[at]!.line),
    }))
    return { template, digests: found.map(({ digest }) => digest), pages: bodies }
  }
  return null
}

/** The line where the identity begins, looked for from the foot; it may run over two lines. */
function footerOf(
  { lines }: PrintedPage,
  { footer }: PrintedTemplate,
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
