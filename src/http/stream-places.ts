import { type MostPlaces, type Places, createPlaces } from '../actions/places.ts'

/** Counts the open streams, so that pages kept up to date never take the server from who works. */
export type StreamPlaces = Places

/** No place is taken yet: so many in all, and for one log-in or one witness page. `too_many_streams` when none is free. */
export function createStreamPlaces(most: MostPlaces = { all: 200, each: 20 }): StreamPlaces {
  return createPlaces(most, 'too_many_streams')
}
