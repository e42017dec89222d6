import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { DESTRUCTION, FORMS, MODELS } from '../../src/reports/document-models.ts'
import { printIdentitySchema } from '../../src/reports/own-paper-models.ts'
import { ordinal } from '../../src/reports/models/printed.ts'
import { PAPER_NAMES } from '../../src/reports/template.ts'

const PAGE = 'docs/template-fields.md'
const HEAD = `# Fields of the templates

What the template of each paper may name, with what it is: a text, a text that may be missing (printed as
dots), a list, a code (for \`word\` and \`is\`), yes or no (for \`when\`), a number (for bars and squares), or the
number of a list's item. Fields of a list's item stand under it and are named through \`as\`. How to use them:
[templates.md](templates.md). Made from the models in \`src/reports/models\`; a test holds this page against
them (\`GOLDEN=write\` writes it anew).
`

const PRINT = `
## Papers that an organisation adds

The fields of the paper that \`document\` names. Where that is \`minutes\`, \`summary\` or \`notice\`, \`identity\` is this
instead, and the day (\`issuedOn\`) is that of printing:
`

/** One line for each field, those inside of lists and objects indented below. */
function linesOf(fields: z.core.$ZodShape, indent = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const line = `${indent}- \`${name}\`: ${kindOf(field as z.ZodType)}`
    const inner = innerOf(field as z.ZodType)
    return inner ? [line, ...linesOf(inner.shape, `${indent}  `)] : [line]
  })
}

function innerOf(field: z.ZodType): z.ZodObject | null {
  if (field instanceof z.ZodArray) return innerOf(field.element as z.ZodType)
  return field instanceof z.ZodObject ? field : null
}

function kindOf(field: z.ZodType): string {
  if (field === ordinal) return 'number of the item'
  if (field instanceof z.ZodNullable) return 'text, or missing'
  if (field instanceof z.ZodString) return 'text'
  if (field instanceof z.ZodBoolean) return 'yes or no'
  if (field instanceof z.ZodNumber) return 'number'
  if (field instanceof z.ZodArray) return 'list of'
  if (field instanceof z.ZodObject) return 'with'
  if (field instanceof z.ZodEnum) return `code: ${field.options.join(', ')}`
  throw new TypeError('a field of a kind that templates do not know')
}

test('the page of fields names what each paper may name', () => {
  const models = { ...MODELS, ...FORMS, destruction: DESTRUCTION }
  const parts = PAPER_NAMES.map((paper) => {
    const lines = linesOf(models[paper].schema.shape)
    return `\n## ${paper}\n\n${lines.join('\n')}\n`
  })
  const printed = linesOf({ identity: printIdentitySchema })
  const text = `${HEAD}${parts.join('')}${PRINT}\n${printed.join('\n')}\n`
  if (process.env['GOLDEN'] === 'write') writeFileSync(PAGE, text)
  expect(existsSync(PAGE)).toBe(true)
  expect(readFileSync(PAGE, 'utf8')).toBe(text)
})
