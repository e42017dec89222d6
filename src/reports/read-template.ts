import type { z } from 'zod'
import { type TemplateFile, templateSchema } from './blocks.ts'
import type { Layout, LayoutChoice } from './layout.ts'
import type { Layouts } from './layouts.ts'
import type { PrintedTemplate } from './printed-template.ts'
import { type Source, readSource, shaped } from './source-text.ts'
import { checkTemplate } from './template-checks.ts'
import type { PlacedFault, TemplateFault } from './template-fault.ts'
import { type TemplateSource, templateSource } from './template-source.ts'

/** One paper's template with the layouts it can be drawn in. */
export type Template = TemplateFile &
  LayoutChoice & {
    readonly source: TemplateSource
    /** The program's own, in the place of which an organisation's stands. */
    readonly replaced: Template | null
    /** What the program's own said in earlier versions: documents drawn by it are still to be checked. */
    readonly earlier: readonly PrintedTemplate[]
  }

/** `template` is missing where a fault holds the paper back. */
type Read = {
  readonly template?: Omit<Template, 'replaced' | 'earlier'>
  readonly faults: readonly PlacedFault[]
}

/** What a template may name, as far as that is known, and what is wrong with it as the paper it is to be. */
export type Judgement = {
  readonly schema: z.ZodObject | null
  readonly faults: readonly Omit<TemplateFault, 'file'>[]
}

/** The template in the folder of that name below `dir`, checked to the last placeholder, or all that is wrong with it. */
export function readTemplate(
  dir: string,
  name: string,
  layouts: Layouts,
  judge: (template: TemplateFile) => Judgement,
): Read {
  const file = `${name}/template.yaml`
  const read = readSource(dir, file)
  if ('faults' in read) return read
  const placed = (found: readonly TemplateFault[]) =>
    found.map((fault): PlacedFault => ({ ...fault, ...read.source.at(fault.place) }))
  const shape = shaped(read.source, templateSchema)
  if ('faults' in shape) return { faults: placed(shape.faults) }
  const template = shape.data
  const { schema: model, faults: judged } = judge(template)
  const { party, state, broken, faults } = chosenLayouts(read.source, template, layouts)
  const found = [
    ...judged.map((fault) => ({ ...fault, file })),
    ...faults,
    ...(model ? checkTemplate(file, template, model, [party, state].filter(isLayout)) : []),
  ]
  if (!model || found.length > 0 || !party || !state)
    return { faults: [...broken, ...placed(found)] }
  const profiles = new Map(layouts.good)
  const missing: TemplateFault[] = []
  // A layout that lacks a style of this paper is none of its layouts; the paper has others.
  for (const [id, layout] of layouts.good) {
    const odd = checkTemplate(file, template, model, [layout])
    if (odd.length > 0) profiles.delete(id)
    missing.push(...odd)
  }
  const source = templateSource(read.source.value)
  const good = { ...template, layouts: { party, state }, profiles, source }
  return { template: good, faults: placed(missing) }
}

function isLayout(layout: Layout | undefined): layout is Layout {
  return layout !== undefined
}

/** The layouts that the template names, and the faults of those among them that cannot be used. */
function chosenLayouts({ file }: Source, { layout }: TemplateFile, { good, faults }: Layouts) {
  const chosen: { party?: Layout; state?: Layout } = {}
  const unknown: TemplateFault[] = []
  const broken: PlacedFault[] = []
  for (const side of ['party', 'state'] as const) {
    const id = layout[side]
    const there = good.get(id)
    if (there?.side === side) chosen[side] = there
    else if (faults.has(id)) broken.push(...(faults.get(id) ?? []))
    else unknown.push({ file, place: `/layout/${side}`, reason: 'unknown_layout', found: id })
  }
  return { ...chosen, faults: unknown, broken }
}
