// Conditions of a query that is put together, with their values.

/** Collects conditions with their values. */
export const conditions = () => {
  const values: unknown[] = [];
  const parts: string[] = [];
  const value = (each: unknown): string => `$${values.push(each)}`;
  return {
    values,
    value,
    add: (part: string) => void parts.push(part),
    get text() {
      return parts.length > 0 ? `where ${parts.join(' and ')}` : '';
    },
  };
};
export type Conditions = ReturnType<typeof conditions>;
