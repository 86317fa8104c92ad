// What comes again and again is made once: the schema of a form in every act, the parsed definition in every case.

/** Results that are kept at most; all are forgotten when there are more, which a county's case types and forms do not come near. */
const most = 500;

/**
 * `make`, whose results are kept by the key's text, which an object that was a key before is not asked for again. For pure functions of plain
 * JSON; what they are given and what they return is shared and must not be changed.
 */
export const memo = <K, V extends object | string>(make: (key: K) => V): ((key: K) => V) => {
  const byText = memoByText(make);
  const made = new WeakMap<object, V>();
  return (key) => {
    if (typeof key !== 'object' || key === null) return byText(key);
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = byText(key);
    made.set(key, value);
    return value;
  };
};

const memoByText = <K, V extends object | string>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<string, V>();
  return (key) => {
    const text = JSON.stringify(key);
    const known = made.get(text);
    if (known !== undefined) return known;
    const value = make(key);
    if (made.size >= most) made.clear();
    made.set(text, value);
    return value;
  };
};
