import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { checked } from '../formats/issues.ts'
import { parseJson } from '../formats/json.ts'
import { day, filledLine, wholeCount } from '../formats/parts.ts'
import * as schemas from '../http/schemas.ts'

const LIMIT = 1_000_000

const sessionFile = z.strictObject({
  organisation: schemas.newOrganisation,
  session: schemas.newSession,
  voters: schemas.voters,
  minutesFacts: schemas.minutesFacts,
  timing: schemas.timing,
  /** Steps of the procedure; a step per person is done for everybody on that day. */
  steps: z.array(
    z.strictObject({ step: filledLine(64), doneOn: day, file: filledLine(200).nullable() }),
  ),
  ballotKinds: schemas.newBallotKinds,
  ballots: z.array(
    schemas.ballotRecords.element.omit({ ballotKind: true }).extend({ code: filledLine(20) }),
  ),
})
const accountsFile = z.array(schemas.newAccount.omit({ organisation: true, password: true }))
const passesFile = z.array(
  z.strictObject({
    sheet: z.int(),
    account: z.string(),
    collected: wholeCount,
    valid: wholeCount,
    invalid: wholeCount,
    /** Cao, tín nhiệm, thấp, không hợp lệ of each person in the order of the ballot. */
    marks: z.array(z.tuple([wholeCount, wholeCount, wholeCount, wholeCount])),
  }),
)

/** The rehearsal that ships with the program: who takes part, what is voted on, what was typed. */
export type DemoFiles = {
  readonly session: z.output<typeof sessionFile>
  readonly accounts: z.output<typeof accountsFile>
  readonly passes: z.output<typeof passesFile>
}

/** Reads and checks the three files of the rehearsal. */
export function readDemoFiles(dir: string): DemoFiles {
  const read = <S extends z.ZodType>(name: string, schema: S) =>
    checked(schema, parseJson(new Uint8Array(readFileSync(`${dir}/${name}.json`)), LIMIT))
  return {
    session: read('session', sessionFile),
    accounts: read('accounts', accountsFile),
    passes: read('passes', passesFile),
  }
}
