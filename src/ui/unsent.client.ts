const STORE = 'unsent'
const OPENING_MS = 2000

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('tin-nhiem', 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no IndexedDB')))
    setTimeout(() => reject(new Error('the browser does not answer')), OPENING_MS)
  })
}

let opened: Promise<IDBDatabase> | undefined

/** The database, opened once: what is typed must be kept before the next key. */
function database(): Promise<IDBDatabase> {
  const again = () => {
    opened = undefined
  }
  opened ??= open().then((db) => {
    db.addEventListener('close', again)
    return db
  })
  opened.catch(again)
  return opened
}

async function run<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await database()
  return new Promise((resolve, reject) => {
    const trx = db.transaction(STORE, mode, { durability: 'strict' })
    const request = work(trx.objectStore(STORE))
    trx.addEventListener('complete', () => resolve(request.result))
    trx.addEventListener('abort', () => reject(trx.error ?? new Error('aborted')))
  })
}

/** Keeps what is unsent under its name; `false` where this browser keeps nothing. */
export async function keepUnsent(name: string, kept: unknown): Promise<boolean> {
  return run('readwrite', (store) => store.put(kept, name)).then(
    () => true,
    () => false,
  )
}

/** What is kept under that name, if anything. */
export async function findUnsent<T>(name: string): Promise<T | undefined> {
  return run('readonly', (store) => store.get(name) as IDBRequest<T | undefined>).catch(
    () => undefined,
  )
}

/** Forgets what is kept under that name. */
export async function forgetUnsent(name: string): Promise<void> {
  await run('readwrite', (store) => store.delete(name)).catch(() => undefined)
}

/** The names under which something is kept. */
export async function listUnsent(): Promise<readonly string[]> {
  const names = await run('readonly', (store) => store.getAllKeys()).catch(() => [])
  return names.map(String)
}
