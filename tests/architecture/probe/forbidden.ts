// Each line is a compile error in the sandbox: workflow code may use nothing but the language. See `sandbox.test.ts`.
export const node = process.env;
export const bytes = Buffer.from('');
export const network = fetch;
export const timer = setTimeout;
export const output = console;
export const random = crypto;
