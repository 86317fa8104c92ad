// IndexedDB, as promises. It outlives reloads, being offline and the app's being killed, and the service worker reads it, too.

const name = 'caseloop-phone';

/** `reports` by id; `begun`: forms of cases, by person, case and action; `kept`: few things by name. */
export type Shelf = 'reports' | 'begun' | 'kept';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });

let opening: Promise<IDBDatabase> | null = null;

const open = (): Promise<IDBDatabase> => {
  opening ??= (async () => {
    const request = indexedDB.open(name, 2);
    request.onupgradeneeded = ({ oldVersion }) => {
      const { result } = request;
      if (oldVersion < 1) {
        result.createObjectStore('reports', { keyPath: 'id' });
        result.createObjectStore('kept');
      }
      result.createObjectStore('begun', { keyPath: ['owner', 'caseNo', 'offered.action'] });
    };
    const database = await settled(request);
    // A newer version of the app wants to change the shelves.
    database.onversionchange = () => database.close();
    database.onclose = () => {
      opening = null;
    };
    return database;
  })().catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
};

/**
 * Runs `work` in one transaction; when this resolves, what it wrote is on disk.
 * @param work must not wait for anything but the shelf
 */
export const onShelf = async <T>(
  shelf: Shelf,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore, settled: <R>(request: IDBRequest<R>) => Promise<R>) => Promise<T>,
): Promise<T> => {
  const transaction = (await open()).transaction(shelf, mode, { durability: 'strict' });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB aborted'));
  });
  const [result] = await Promise.all([work(transaction.objectStore(shelf), settled), done]);
  return result;
};
