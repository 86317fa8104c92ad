// Tables as spreadsheets open them: comma-separated, with a byte order mark, without a cell that could be taken for a formula.

const mark = '\uFEFF';

/** A cell: quoted where it must be. A text that a spreadsheet would compute is led by an apostrophe; numbers stay numbers. */
const cell = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

export const csvOf = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  mark + [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** Hands a text to the browser as a file. */
export const download = (name: string, content: string): void => {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
