import { AppError } from '../errors.ts'
import { firstDifference } from './json-difference.ts'
import { parseJson } from './json.ts'
import type { RegimeFile } from './regime-file.ts'
import type { LoadedRegimes } from './regime.ts'
import { regimeRefusal } from './regime-refusal.ts'

/** A copy of a regulation file as sessions were opened under it. */
export type RecordedRegime = { readonly sha256: string; readonly id: string; readonly body: string }

/** A file that is none of the copies recorded under its id, and the last of them. */
type ChangedFile = { readonly file: RegimeFile; readonly copy: RecordedRegime }

/**
 * The regulations without those whose file was changed after sessions were opened under it, each refused
 * as `regime_file_changed` {file, path, id, recorded, found}: the first place where the file differs from
 * the last copy recorded (`''` when only bytes between the values do), and both digests. Whose place such
 * a file takes, or took, does not come back into force: it is set aside as well. `recorded` stands in the
 * order of adoption.
 */
export function setChangedAside(
  { regimes, refused }: LoadedRegimes,
  recorded: readonly RecordedRegime[],
): LoadedRegimes {
  const changed = regimes.flatMap((file) => {
    const copies = recorded.filter(({ id }) => id === file.regime.id)
    const copy = copies.at(-1)
    return copy && !copies.some(({ sha256 }) => sha256 === file.sha256) ? [{ file, copy }] : []
  })
  const unchanged = regimes.filter((each) => !changed.some(({ file }) => file === each))
  const open = openPlaces(changed, unchanged)
  return {
    regimes: unchanged.filter(({ regime }) => !open.has(regime.id)),
    refused: [
      ...refused,
      ...changed.map(refusalOf),
      ...Array.from(open, ([id, by]) =>
        regimeRefusal(`${id}.json`, { path: '', rule: 'replacement_refused', others: [by] }),
      ),
    ],
  }
}

/** The ids of unchanged files that lose the one that takes their place, each with that file's name. */
function openPlaces(changed: readonly ChangedFile[], unchanged: readonly RegimeFile[]) {
  const open = new Map<string, string>()
  const leave = (id: unknown, by: string) => {
    const left = unchanged.find(({ regime }) => regime.id === id)
    const taken = unchanged.some(({ regime }) => regime.replaces === id && !open.has(regime.id))
    if (!left || taken || open.has(left.regime.id)) return
    open.set(left.regime.id, `${by}.json`)
    leave(left.regime.replaces, left.regime.id)
  }
  for (const { file, copy } of changed) {
    leave(file.regime.replaces, file.regime.id)
    leave((valueOf(copy.body) as { replaces?: unknown }).replaces, file.regime.id)
  }
  return open
}

function refusalOf({ file: { regime, sha256, body }, copy }: ChangedFile): AppError {
  return new AppError('regime_file_changed', {
    file: `${regime.id}.json`,
    path: firstDifference(valueOf(copy.body), valueOf(body)) ?? '',
    id: regime.id,
    recorded: copy.sha256,
    found: sha256,
  })
}

function valueOf(body: string): unknown {
  const bytes = new TextEncoder().encode(body)
  return parseJson(bytes, bytes.length)
}
