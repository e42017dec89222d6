import { describe, expect, it } from 'vitest'
import { procedureModel, procedureSchema } from '../../../src/reports/models/procedure.ts'
import { formInput, sampleNames } from '../samples.ts'

const { known, identity } = formInput('procedure', 'normal')
const modelOf = (over: Partial<typeof known> = {}) =>
  procedureModel({ ...known, ...over }, identity)
const rowOf = (name: string, over: Partial<typeof known> = {}) =>
  modelOf(over)
    .sections.flatMap(({ rows }) => rows)
    .find((row) => row.name.startsWith(name))
const sent = (doneOn: string) => [
  { step: 'dossiers_sent', subject: null, doneOn, file: null, by: 'Mai Thí Dụ Thư' },
]

describe('the model of the procedure checklist', () => {
  it.each(sampleNames('procedure'))('matches its schema: %s', (name) => {
    const input = formInput('procedure', name)
    const model = procedureModel(input.known, input.identity)
    expect(procedureSchema.strict().safeParse(model).error).toBeUndefined()
  })

  it('has every step of the regulation in its order, numbered through the phases', () => {
    const rows = modelOf().sections.flatMap((section) => section.rows)
    expect(rows.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(modelOf().sections.map(({ phase }) => phase)).toEqual([
      'preparation',
      'conference',
      'after',
    ])
  })

  it('calls a step late the day after its last day, and not on it', () => {
    expect(rowOf('Gửi báo cáo', { records: sent('2026-01-21') })).toMatchObject({
      status: 'done',
      late: null,
    })
    expect(rowOf('Gửi báo cáo', { records: sent('2026-01-22') })).toMatchObject({
      status: 'late',
      late: '1',
      due: '21/01/2026',
    })
  })

  it('calls what is not done overdue the day after its last day; what is only asked for never', () => {
    const on = (today: string) => ({ records: [], today })
    expect(rowOf('Gửi báo cáo', on('2026-01-21'))).toMatchObject({ status: 'open', late: null })
    expect(rowOf('Gửi báo cáo', on('2026-01-22'))).toMatchObject({ status: 'overdue', late: '1' })
    expect(rowOf('Gửi nội dung', on('2026-03-01'))).toMatchObject({ status: 'ifAsked' })
  })

  it('says how many are missing, names the first four, and lists everybody below', () => {
    const subjects = formInput('procedure', 'fifty-people').known.subjects
    const row = rowOf('Người được lấy phiếu', { subjects, records: [] })
    expect(row?.done).toBe('0/50')
    expect(row?.missing).toMatch(/^\(50\) Người[^;]*(; Người[^;]*){3}; …$/)
    const [section] = modelOf({ subjects, records: [] }).personSections
    expect(section?.rows).toHaveLength(50)
  })

  it('takes a record back that was taken back', () => {
    const records = [...sent('2026-01-20'), { ...sent('x')[0]!, doneOn: null }]
    expect(rowOf('Gửi báo cáo', { records, today: '2026-01-20' })).toMatchObject({
      done: null,
      by: null,
      status: 'open',
    })
  })
})
