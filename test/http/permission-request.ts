import type { Act } from '../../src/domain/roles.ts'
import type { SessionState } from '../../src/domain/session.ts'
import type { Caller } from './permission-callers.ts'
import type { Place, PlaceName, Scene } from './permission-scene.ts'

/** What there is to know of a route to send it a request in which nothing but the permission decides. */
export type Request = {
  /** The session it is about; left out where it is about none. */
  readonly at?: PlaceName
  /** What stands in its path beside the ids of that place. */
  readonly path?: (scene: Scene, caller: Caller) => Readonly<Record<string, string>>
  /** As it stands, or with the ids of that place. */
  readonly query?: string | ((place: Place) => string)
  readonly json?: (place: Place, scene: Scene) => unknown
  /** The fields of a form. */
  readonly form?: (place: Place, scene: Scene) => Readonly<Record<string, string | File>>
  readonly bytes?: (scene: Scene) => Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  /** The accounts whose own work it is about; `self` for whoever calls. */
  readonly owners?: readonly string[]
  /** Where the route names several acts: those that this request needs, all of them. */
  readonly needs?: readonly Act[]
  /** What may not be read in a state is as if it were not there. */
  readonly hidden?: true
  /** The one state it is asked in; what it proves cannot be shown in the others. */
  readonly inState?: SessionState
  /** Whether in that state, or after it was opened again, there is nothing of the kind in the scene. */
  readonly missing?: (state: SessionState, again: boolean) => boolean
  /** Why nobody's request is taken here although it is permitted. */
  readonly untaken?: string
  /** Why it may be taken without an entry of the journal although the route writes some. */
  readonly quiet?: string
}

/** Takes several requests to one route, in which it is about different work. */
export type Requests = Request | readonly Request[]

/** A request that only reads what is there of that session. */
export const read = (at: PlaceName, more: Omit<Request, 'at'> = {}): Request => ({ at, ...more })
/** A request that is about no session. */
export const plain: Request = {}
export const reason = { reason: 'Đếm lại trên phiếu giấy' }
/** What the scene has of the first count only. */
export const ofFirstCount = { missing: (_: SessionState, again: boolean) => again } as const
/** A document to be edited: it tells the result. */
export const current = { needs: ['read_documents', 'read_outcome'], ...ofFirstCount } as const
/** The thread of the scene in which an auditor asked, and a secretary answered; and the one that is settled. */
export const inThread = { path: () => ({ thread: '1' }) } as const
export const inSettledThread = { path: () => ({ thread: '2' }) } as const
/** Who wrote what in it. */
export const ownComments = [
  { number: 1, owners: ['org-auditor'] },
  { number: 2, owners: ['org-first'] },
] as const
/** A person of a cancelled session was put to no vote. */
export const inPlace = {
  path: ({ person }: Scene) => ({ id: person }),
  hidden: true,
  missing: (state: SessionState) => state === 'cancelled',
} as const
/** The data of one's own account, and of somebody else's. */
export const ofAccount: Requests = [
  { path: (_, { account }) => ({ id: account }), owners: ['self'], needs: ['read_own_data'] },
  { path: () => ({ id: 'org-second' }), needs: ['manage_accounts'] },
]
/** The caller's own organisation, as it stands before the name of the account. */
export const ofOwnUnit = {
  path: (_: Scene, { account }: Caller) => ({ id: account.slice(0, account.lastIndexOf('-')) }),
} as const
/** What a destruction is proposed with, where the unit has set no term. */
export const proposal = { reason: 'Hết thời hạn', basis: 'Quyết định số 15' } as const
/** A session beside itself: the table decides of the one as of the other. */
export const besideItself = { query: ({ id }: Place) => `?left=${id}&right=${id}` } as const
/** The account that types in the scene. */
export const TYPIST = ['org-first']
