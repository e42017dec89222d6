/** What one pass still has to send, as it is kept in this browser. */
export type Kept<T> = { readonly draft: T; readonly revision: number; readonly at: number }

const STORE = 'unsent'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('tin-nhiem', 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no IndexedDB')))
  })
}

async function run<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open()
  return new Promise((resolve, reject) => {
    const trx = db.transaction(STORE, mode, { durability: 'strict' })
    const request = work(trx.objectStore(STORE))
    trx.addEventListener('complete', () => resolve(request.result))
    trx.addEventListener('abort', () => reject(trx.error ?? new Error('aborted')))
  }).finally(() => db.close()) as Promise<T>
}

/** Keeps what is unsent under its name; `false` where this browser keeps nothing. */
export async function keepUnsent<T>(name: string, kept: Kept<T>): Promise<boolean> {
  return run('readwrite', (store) => store.put(kept, name)).then(
    () => true,
    () => false,
  )
}

/** What is kept under that name, if anything. */
export async function findUnsent<T>(name: string): Promise<Kept<T> | undefined> {
  return run('readonly', (store) => store.get(name) as IDBRequest<Kept<T> | undefined>).catch(
    () => undefined,
  )
}

/** Forgets what is kept under that name. */
export async function forgetUnsent(name: string): Promise<void> {
  await run('readwrite', (store) => store.delete(name)).catch(() => undefined)
}
