import { AppError } from '../../src/errors.ts'

export const SOURCE = { title: 'Nguồn', href: 'https://example.org/', read: '2026-11-23' }

type File = Record<string, unknown> & { provisions: Record<string, unknown>[] }

/** A provision with the given rule. */
export function provision(ref: string, rule: unknown) {
  return { ref, text: 'Lời văn', source: SOURCE, evidence: 'quoted', rule }
}

/** A provision that makes a band of that id. */
export function band(id: string, limits: Record<string, string>, level = 'low') {
  return provision(`Điều ${id}`, { kind: 'band', id, level, ...limits, consequence: 'Xem xét' })
}

/** A whole regulation with the given provisions after its base, and parts replaced. */
export function regimeFile(provisions: unknown[] = [], parts: Record<string, unknown> = {}): File {
  return {
    format: 'tin-nhiem/regime@1',
    id: 'mau-1',
    number: '1-QĐ/TW',
    title: 'Quy định mẫu',
    issuer: 'Bộ Chính trị',
    issuedOn: '2023-01-01',
    side: 'party',
    effectiveFrom: '2023-01-01',
    effectiveTo: null,
    provisions: [provision('Điều 1', { kind: 'base', base: 'collected' }), ...provisions],
    ...parts,
  } as File
}

export const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** The detail of the `regime_file_invalid` that the act ends in. */
export function refusal(act: () => unknown): Readonly<Record<string, unknown>> {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError && error.code === 'regime_file_invalid') return error.detail
    throw error
  }
  throw new Error('nothing was refused')
}
