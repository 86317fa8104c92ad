// Published versions never change, so one that was read once need not be read again.

/** `load`, remembered by key; a failed load is forgotten. Keeps the latest `size`. */
export const remember = <K, V>(
  keyOf: (key: K) => string,
  load: (key: K) => Promise<V>,
  size = 500,
): ((key: K) => Promise<V>) => {
  const known = new Map<string, Promise<V>>();
  return (key) => {
    const id = keyOf(key);
    const found = known.get(id);
    if (found !== undefined) return found;
    const loading = load(key);
    known.set(id, loading);
    loading.catch(() => known.delete(id));
    const oldest = known.size > size ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return loading;
  };
};
