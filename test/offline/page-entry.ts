import { type Answer, type Asked, verify } from '../../src/offline/verify.ts'

/** What the page's worker runs, for a program without a page. */
const place = globalThis as { checkOffline?: (asked: Asked) => Promise<Answer> }
place.checkOffline = verify
