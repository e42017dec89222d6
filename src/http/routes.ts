import { OpenAPIHono, type RouteConfig, createRoute, z } from '@hono/zod-openapi'
import { AppError } from '../errors.ts'
import { textIssues } from '../formats/issues.ts'
import type { WebEnv } from './env.ts'
import { type Asked, asks, rolesOf } from './permissions.ts'

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    requestId: z.string(),
    detail: z.record(z.string(), z.unknown()),
    errors: z.array(z.string()),
  })
  .openapi('Problem')

function refusal(description: string) {
  return { description, content: { 'application/problem+json': { schema: problem } } } as const
}

/** Every refusal of every route: RFC 9457 with a stable code. */
const refusals = { default: refusal('Từ chối, kèm mã ổn định (RFC 9457)') } as const

/** The name, in the description of the API, of being logged in. */
export const COOKIE_SCHEME = 'cookie'

/**
 * A route of the API with what it asks for: refused to others before it is read, and told in the description
 * by the roles that may ever use it, any one of which will do.
 */
export function route<P extends string, R extends Omit<RouteConfig, 'path'> & { path: P }>(
  asked: Asked,
  config: R,
): ReturnType<typeof createRoute<P, R>> {
  const { middleware = [] } = config
  const roles = rolesOf(asked)
  const open = asked === 'public' || asked === 'hall_token'
  const anybody = open ? [] : [{ [COOKIE_SCHEME]: [] }]
  return createRoute<P, R>({
    ...config,
    middleware: [asks(asked), ...[middleware].flat()],
    security: roles?.map((role) => ({ [COOKIE_SCHEME]: [role] })) ?? anybody,
    responses: {
      ...config.responses,
      ...(open ? {} : { 401: refusal('Chưa đăng nhập') }),
      ...(roles ? { 403: refusal('Vai của tài khoản không được làm việc này') } : {}),
    },
  })
}

/** A router whose malformed requests become `invalid_input` with their places. */
export function router(): OpenAPIHono<WebEnv> {
  return new OpenAPIHono<WebEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const value = 'data' in result ? result.data : undefined
      throw new AppError('invalid_input', { issues: textIssues(result.error, value) })
    },
  })
}

/**
 * A required JSON body. No schema of ours waits for anything, and what does not wait is checked several times
 * as fast: the validator's way of asking is answered at once.
 */
export function body<S extends z.ZodType>(schema: S) {
  schema.safeParseAsync = (value, params) => Promise.resolve(schema.safeParse(value, params))
  return { body: { required: true, content: { 'application/json': { schema } } } } as const
}

/** Answers 200 with JSON, or a problem. */
export function answers<S extends z.ZodType>(description: string, schema: S) {
  return {
    200: { description, content: { 'application/json': { schema } } },
    ...refusals,
  } as const
}

/** Answers 204 without a body, or a problem. */
export function done(description: string) {
  return { 204: { description }, ...refusals } as const
}

/** Answers 200 with server-sent events, or a problem. */
export function stream(description: string) {
  return {
    200: { description, content: { 'text/event-stream': { schema: z.string() } } },
    ...refusals,
  } as const
}

/** Answers 200 with a file, or a problem. */
export function file(description: string, type: string) {
  const schema = z.any().openapi({ type: 'string', format: 'binary' })
  return { 200: { description, content: { [type]: { schema } } }, ...refusals } as const
}
