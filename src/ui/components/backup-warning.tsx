import { AppError, ERROR_CODES, type ErrorCode } from '../../errors.ts'
import { errorMessage, phrase, word } from '../../messages/message.ts'
import { instantText } from '../day-text.ts'
import type { Visitor } from '../visitor.ts'

/** Tells administrators that no backup could be made, and everybody that another machine goes on; else nothing. */
export function BackupWarning({ backups }: Pick<Visitor, 'backups'>) {
  if (!backups) return null
  const { fault, elsewhere } = backups
  return (
    <>
      {elsewhere && (
        <div class="air-gap" role="alert">
          <strong>
            {errorMessage(new AppError('taken_over_elsewhere', { seq: elsewhere.seq }))}
          </strong>
        </div>
      )}
      {fault && (
        <div class="air-gap" role="status">
          <strong>{phrase('backup', 'failed', { at: instantText(fault.at) })}</strong>{' '}
          {isCode(fault.code)
            ? errorMessage(new AppError(fault.code, fault.detail))
            : word('backup', 'failed_otherwise')}{' '}
          <a href="/backups">Sao lưu</a>
        </div>
      )}
    </>
  )
}

function isCode(code: string): code is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(code)
}
