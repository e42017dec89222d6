export const MOST_BYTES: number
export function bundleScript(
  entry?: string,
): Promise<{ readonly script: string; readonly files: readonly string[] }>
export function makeOfflinePage(): Promise<string>
export function buildOffline(): Promise<{ readonly bytes: number; readonly sha256: string }>
