import type { Context } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import type { OwnPaper } from '../reports/own-papers.ts'
import type { FoundFault } from '../reports/template-fault.ts'
import { requireAct } from './access.ts'
import type { ListedPaper } from './own-papers.ts'

/** What the program found when it read the templates, and the papers of the organisation it can print. */
export type TemplateState = {
  readonly faults: readonly FoundFault[]
  readonly papers: readonly ListedPaper[]
}

/** The state of the templates as they were read when the program started, for an administrator. */
export function getTemplateState(
  { templateFaults, reports }: Context,
  actor: Actor,
): TemplateState {
  requireAct(actor, 'read_template_faults')
  const papers = [...(reports.own?.good.values() ?? [])].map(listed)
  return { faults: templateFaults, papers }
}

function listed({ name, title, source }: OwnPaper): ListedPaper {
  return { name, title, source }
}
