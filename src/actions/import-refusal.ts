import { AppError, type InputIssue } from '../errors.ts'
import { type ImportFault, hasFaults, placeText } from '../formats/import-fault.ts'

/** Refuses with `import_faults` {issues} while any fault is an error; notes pass. */
export function refuseFaults(faults: readonly ImportFault[]): void {
  if (!hasFaults(faults)) return
  const issues = faults
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, value, ...place }): InputIssue => {
      const found = value ?? undefined
      return { path: placeText(place), rule, found }
    })
  throw new AppError('import_faults', { issues })
}
