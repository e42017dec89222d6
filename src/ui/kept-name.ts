/** Under which name this browser keeps what is unsent of that account's pass. */
export function keptName(account: string, sheet: string, passNo: number): string {
  return [account, sheet, passNo].join(' ')
}

/** The sheets of the kept passes that are that account's, each once. */
export function keptSheets(names: readonly string[], account: string): readonly string[] {
  const own = names.map((name) => name.split(' ')).filter(([who]) => who === account)
  return [...new Set(own.flatMap(([, sheet]) => sheet ?? []))]
}
