import { z } from '@hono/zod-openapi'
import { STORED_NAMES } from '../domain/proceedings.ts'
import { SIGNING_WAYS } from '../domain/signing-way.ts'
import { id } from './schemas.ts'

export const document = z.object({
  id,
  session: id,
  revision: z.int(),
  name: z.enum(STORED_NAMES),
  version: z.int(),
  supersedes: id.nullable(),
  signedField: z.string().nullable(),
  openFields: z.array(z.string()),
  sha256: z.string(),
  createdAt: z.string(),
  way: z.enum(SIGNING_WAYS).nullable(),
  signer: z.string().nullable(),
  current: z.boolean(),
})

const versionName = z.object({ id, revision: z.int(), version: z.int() })
/** A version in the register: what replaces it, and what it replaces. */
export const listedDocument = document.extend({
  supersededBy: versionName.nullable(),
  replaces: versionName.nullable(),
})

export const verificationStep = z.object({
  number: z.int(),
  id: z.string(),
  status: z.enum(['ok', 'failed', 'not_applicable']),
  detail: z.record(z.string(), z.unknown()),
})

const counted = z.int().nullable()
const verifiedFigures = z.object({
  title: z.string(),
  heldOn: z.string(),
  organisation: z.string(),
  ballotKinds: z.array(
    z.object({
      title: z.string(),
      issued: counted,
      collected: counted,
      valid: counted,
      invalid: counted,
      subjects: z.array(
        z.object({
          name: z.string(),
          position: z.string().nullable(),
          invalid: counted,
          shares: z.array(
            z.object({ level: z.string(), count: z.int(), percent: z.string().nullable() }),
          ),
          provision: z.string().nullable(),
        }),
      ),
    }),
  ),
})

/** What the check of a document found; `figures` are those attached, with the shares counted anew. */
export const verification = z.object({
  sha256: z.string(),
  rehearsal: z.boolean(),
  verdict: z.enum(['holds', 'holds_rehearsal', 'fails']),
  holds: z.boolean(),
  steps: z.array(verificationStep),
  figures: verifiedFigures.nullable(),
})
