import { type Answer, type Asked, verify } from './verify.ts'

/** What a check ended with: its answer, or the fault of the page itself that ended it. */
export type Ended = { readonly answer: Answer } | { readonly fault: string }

/** A check under way. */
export type Work = { readonly ended: Promise<Ended>; stop(): void }

/** Whether this is the script of a worker and not of a page. */
export function isWorker(): boolean {
  return typeof document === 'undefined'
}

/** Answers what the page asks, one check for each worker. */
export function answerHere(): void {
  self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
    void ended(data).then((end) => self.postMessage(end, { transfer: [] }))
  })
}

/**
 * Checks a file in a worker made of this page's own script, so that the page stays alive and a file that is meant to take for
 * ever can be stopped; in the page itself where the browser gives no worker.
 */
export function start(script: string, asked: Asked): Work {
  const worker = workerOf(script)
  if (!worker) return { ended: afterPaint().then(() => ended(asked)), stop: () => undefined }
  const done = new Promise<Ended>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Ended>) => {
      worker.terminate()
      resolve(data)
    })
    worker.addEventListener('error', ({ message }) => {
      worker.terminate()
      resolve({ fault: message })
    })
  })
  // the bytes go over as they are: a copy of a large archive may not fit
  worker.postMessage(asked, [asked.bytes.buffer])
  return { ended: done, stop: () => worker.terminate() }
}

async function ended(asked: Asked): Promise<Ended> {
  try {
    return { answer: await verify(asked) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

type ScriptPolicy = { createScriptURL(url: string): string }
type Policies = {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptPolicy
}

function workerOf(script: string): Worker | null {
  try {
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
    const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
    policy ??= policies?.createPolicy('own-worker', { createScriptURL: (own) => own })
    return new Worker(policy?.createScriptURL(url) ?? url)
  } catch {
    return null // no worker from a file in this browser
  }
}
let policy: ScriptPolicy | undefined

function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 50)
  })
}
