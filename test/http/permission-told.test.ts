import { expect, test } from 'vitest'
import type { Request } from './permission-request.ts'
import { createTold, faultsOfSilence } from './permission-told.ts'

const route = { method: 'POST', path: '/thing', asked: 'public' } as const
const answer = { status: 200, code: null, text: '', to: null }

/** What is found wrong where one request was taken with so many entries of the journal. */
function faultsAfter(grown: number, request: Request, listed: Readonly<Record<string, string>>) {
  const told = createTold()
  told.note(route, request, { ...answer, grown })
  return faultsOfSilence([route], () => [request], told, listed)
}

test('a route that writes stands in no list, one that writes nothing stands in it', () => {
  const listed = { 'POST /thing': 'why' }
  expect(faultsAfter(1, {}, {})).toEqual([])
  expect(faultsAfter(0, {}, listed)).toEqual([])
  expect(faultsAfter(0, {}, {})).toEqual(['POST /thing never wrote into the journal'])
  expect(faultsAfter(1, {}, listed)).toEqual(['POST /thing is listed and writes into the journal'])
  const gone = { ...listed, 'POST /gone': 'why' }
  expect(faultsAfter(0, {}, gone)).toEqual(['POST /gone is listed and no route'])
})

test('a request that is called quiet is, and no other one', () => {
  expect(faultsAfter(1, { quiet: 'why' }, {})).toEqual(['POST /thing (undefined): why'])
  const told = createTold()
  const [loud, silent]: readonly Request[] = [{}, {}]
  told.note(route, loud!, { ...answer, grown: 1 })
  told.note(route, silent!, { ...answer, grown: 0 })
  const faults = faultsOfSilence([route], () => [loud!, silent!], told, {})
  expect(faults).toEqual(['POST /thing (undefined): taken without an entry'])
})

test('a refusal that writes is told, and what was never taken proves nothing', () => {
  const told = createTold()
  const request = {}
  expect(told.note(route, request, { ...answer, status: 409, grown: 1 })).toMatch(/refused/)
  expect(told.note(route, request, { ...answer, status: 409, grown: 0 })).toBeUndefined()
  const faults = (listed: Readonly<Record<string, string>>) =>
    faultsOfSilence([route], () => [request], told, listed)
  expect(faults({})).toEqual(['POST /thing never wrote into the journal'])
  expect(faults({ 'POST /thing': 'why' })).toEqual(['POST /thing is listed and was never taken'])
})
