import { types } from 'node:util'
import { AppError, type ErrorCode, type ErrorDetail } from './errors.ts'

type Tasks = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>

/** One of the tasks as it travels to a worker: its name and what it is given. */
export type WorkerTask<Known> = {
  readonly [Name in keyof Known]: Known[Name] extends (...given: infer Given) => unknown
    ? { readonly name: Name; readonly given: Given }
    : never
}[keyof Known]

/** What travels back: what came of it, or the refusal, which would lose its code as an error. */
export type WorkerResult =
  | { readonly done: unknown }
  | { readonly refused: ErrorCode; readonly detail: ErrorDetail; readonly cause: unknown }

/** What a worker does with what is sent to it. */
export function answering<Known extends Tasks>(
  tasks: Known,
): (task: WorkerTask<Known>) => Promise<WorkerResult> {
  return async ({ name, given }) => {
    try {
      const task = tasks[name] as (...given: unknown[]) => Promise<unknown>
      return { done: await task(...given) }
    } catch (error) {
      if (!(error instanceof AppError)) throw travelling(error)
      const { code: refused, detail, cause } = error
      return { refused, detail, cause: cause instanceof Error ? cause : undefined }
    }
  }
}

/** An error of better-sqlite3 is no native one, and would arrive as an empty object. */
function travelling(error: unknown): unknown {
  const isForeign = error instanceof Error && !types.isNativeError(error)
  if (!isForeign) return error
  const { message, stack } = error
  return Object.assign(new Error(message), { stack })
}

/** What came of it, where it was sent from; the refusal is thrown. */
export function received(result: WorkerResult): unknown {
  if ('done' in result) return result.done
  throw new AppError(result.refused, result.detail, result.cause)
}
