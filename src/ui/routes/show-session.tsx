import type { Context as HonoContext } from 'hono'
import { listAuthorNames } from '../../actions/authors.ts'
import { ballotCodesOf } from '../../actions/ballot-papers.ts'
import { listHalls } from '../../actions/halls.ts'
import { listSessionPapers } from '../../actions/own-papers.ts'
import { listNamesakes } from '../../actions/persons.ts'
import { getPreparation } from '../../actions/preparation.ts'
import { getProgress } from '../../actions/progress.ts'
import { countUnsettled } from '../../actions/comment-threads.ts'
import { getSession } from '../../actions/sessions.ts'
import { listSheets } from '../../actions/sheets.ts'
import type { Context } from '../../context.ts'
import { isWatched } from '../../domain/hall.ts'
import { may } from '../../domain/roles.ts'
import type { WebEnv } from '../../http/env.ts'
import { actorOf } from '../../http/log-in.ts'
import type { FormState } from '../components/fields.tsx'
import type { Refusal } from '../forms/refusal.ts'
import { SessionPage } from '../pages/session.tsx'
import { show, visitorOf } from '../visitor.ts'

/** What was not accepted: what was said of somebody's namesake, or the code of a sheet. */
type Refused = { readonly namesakes?: Refusal; readonly sheetCode?: FormState }

/** Answers with one session's page. */
export async function showSession(
  ctx: Context,
  c: HonoContext<WebEnv>,
  id: string,
  refused: Refused = {},
) {
  const actor = actorOf(c)
  const found = await getSession(ctx, actor, id)
  const { state } = found.session
  const listed = state === 'draft' || state === 'ready'
  const readsSheets = may(actor.role, 'read_sheets', state)
  const props = {
    ...found,
    visitor: visitorOf(c),
    actor,
    progress: isWatched(state) ? await getProgress(ctx, actor, id) : null,
    halls: may(actor.role, 'open_hall', state) ? await listHalls(ctx, actor, id) : null,
    preparation: await getPreparation(ctx, actor, id),
    namesakes: listed ? await listNamesakes(ctx, actor, id) : [],
    sheets: readsSheets ? await listSheets(ctx, actor, id) : null,
    names: readsSheets ? await listAuthorNames(ctx, actor, id) : new Map<string, string>(),
    ballotCodes: ballotCodesOf(found.session, found.roster),
    ownPapers: await listSessionPapers(ctx, actor, id),
    unsettledThreads: await countUnsettled(ctx, actor, found.session),
    refusal: refused.namesakes,
    sheetCode: refused.sheetCode ?? { typed: {} },
  }
  const status = (refused.namesakes ?? refused.sheetCode?.refusal)?.status
  return show(c, <SessionPage {...props} />, status)
}
