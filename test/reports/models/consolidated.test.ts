import { describe, expect, it } from 'vitest'
import { consolidatedModel, consolidatedSchema } from '../../../src/reports/models/consolidated.ts'
import { formInput, sampleNames } from '../samples.ts'

const modelOf = (name: string) => {
  const { known, identity } = formInput('consolidated', name)
  return consolidatedModel(known, identity)
}

describe('the model of the consolidated table', () => {
  it.each(sampleNames('consolidated'))('matches its schema: %s', (name) => {
    expect(consolidatedSchema.strict().safeParse(modelOf(name)).error).toBeUndefined()
  })

  it('numbers people through the organisations, in the order of the ballots', () => {
    const { sections, subjectCount } = modelOf('many')
    const numbers = sections.flatMap(({ rows }) => rows.map(({ number }) => number))
    expect(numbers).toEqual(numbers.map((_, at) => String(at + 1)))
    expect(subjectCount).toBe(String(numbers.length))
    expect(sections).toHaveLength(4)
  })

  it('leaves the shares of a vote without result open and says so on each of its lines, and on no other', () => {
    const rows = modelOf('held').sections.flatMap((section) => section.rows)
    const held = rows.filter((row) => row.held === 'held')
    expect(held).toHaveLength(6)
    expect(held.every(({ highPercent, clause }) => highPercent === null && clause === null)).toBe(
      true,
    )
    expect(rows.filter((row) => row.held === 'computed')).toHaveLength(2)
  })

  it('names the base all votes have, or that there are several', () => {
    expect(modelOf('normal').base).toBe('collected')
    expect(modelOf('state-members').base).toBe('members')
    const { known, identity } = formInput('consolidated', 'normal')
    const other = formInput('consolidated', 'state-members').known.organisations
    const organisations = [...known.organisations, ...other]
    expect(consolidatedModel({ ...known, organisations }, identity).base).toBe('mixed')
  })
})
