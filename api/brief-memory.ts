// Answers that many ask for at the same time are made once and kept for a moment, so that fifty walls cost what one costs.

/** `load`, whose answer is shared by everybody who asks for the same within `ms`; a failed one is forgotten at once. Keeps `size` of them. */
export const briefly = <K, V>(
  ms: number,
  keyOf: (key: K) => string,
  load: (key: K) => Promise<V>,
  size = 200,
): ((key: K) => Promise<V>) => {
  const known = new Map<string, { answer: Promise<V>; until: number }>();
  return (key) => {
    const id = keyOf(key);
    const found = known.get(id);
    if (found && found.until > Date.now()) return found.answer;
    const fresh = { answer: load(key), until: Number.POSITIVE_INFINITY };
    // Made anew at the end of the map: the first one in it is the oldest.
    known.delete(id);
    known.set(id, fresh);
    fresh.answer.then(
      () => {
        fresh.until = Date.now() + ms;
      },
      () => {
        if (known.get(id) === fresh) known.delete(id);
      },
    );
    const oldest = known.size > size ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return fresh.answer;
  };
};
