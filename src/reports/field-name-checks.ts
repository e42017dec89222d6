import type { Block } from './blocks.ts'
import { type Check, type Fields, fieldAt } from './field-checks.ts'
import { canClash, fieldNameText } from './field-names.ts'
import { ordinal } from './models/printed.ts'
import type { TextPart } from './placeholder.ts'

/** Reports signature fields of the template that could ever have the same name. */
export function checkFieldNames(check: Check, blocks: readonly Block[]): void {
  const names = fieldNames(blocks, '/blocks')
  for (const [at, { name, place }] of names.entries())
    if (names.slice(0, at).some((each) => canClash(each.name, name)))
      check.report(place, 'field_repeated', fieldNameText(name))
}

type PlacedName = { readonly name: readonly TextPart[]; readonly place: string }

function fieldNames(blocks: readonly Block[], place: string): PlacedName[] {
  return blocks.flatMap((block, at): PlacedName[] => {
    if (block.block === 'group') return fieldNames(block.blocks, `${place}/${at}/blocks`)
    if (block.block !== 'signatures') return []
    return block.cells.flatMap(({ field, seal }, cell) => {
      const here = `${place}/${at}/cells/${cell}`
      return [
        ...(field ? [{ name: field, place: `${here}/field` }] : []),
        ...(seal ? [{ name: seal.field, place: `${here}/seal/field` }] : []),
      ]
    })
  })
}

/** A field that is repeated is named by the number of each item it is repeated for, and by nothing else: reports others. */
export function checkFieldName(
  check: Check,
  fields: Fields,
  name: readonly TextPart[],
  items: readonly string[],
  place: string,
): void {
  const roots = name.flatMap((part) => {
    if (typeof part === 'string') return []
    const field = fieldAt(check, fields, part.path, place)
    if (field && field !== ordinal) check.report(place, 'not_a_list_number', part.path.join('.'))
    return [part.path[0]!]
  })
  if (!items.every((item) => roots.includes(item)))
    check.report(place, 'field_repeated', fieldNameText(name))
}
