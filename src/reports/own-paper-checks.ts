import type { Block, TemplateFile } from './blocks.ts'
import type { Judgement } from './read-template.ts'

/** The cells of a paper that nobody signs in the program and that have a field to be signed all the same. */
export function signatureFieldFaults({ blocks }: TemplateFile): Judgement['faults'] {
  return cellsIn(blocks, '/blocks')
}

function cellsIn(blocks: readonly Block[], place: string): Judgement['faults'] {
  return blocks.flatMap((block, at) => {
    if (block.block === 'group') return cellsIn(block.blocks, `${place}/${at}/blocks`)
    if (block.block !== 'signatures') return []
    return block.cells.flatMap(({ field, seal }, cell) => {
      const here = `${place}/${at}/cells/${cell}`
      return [
        ...(field ? [{ place: `${here}/field`, reason: 'own_paper_field', found: 'field' }] : []),
        ...(seal ? [{ place: `${here}/seal`, reason: 'own_paper_field', found: 'seal' }] : []),
      ]
    })
  })
}
