// JSON files that somebody wrote by hand and gives to a command.
import { readFileSync } from 'node:fs';

/** @throws Error which says whether the file is missing or no JSON */
export const readJson = (file: string): unknown => {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} 不是 JSON。It is no JSON: ${(error as Error).message}`);
  }
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Error(`没有文件 ${file}。There is no such file.`);
    throw new Error(`读不了 ${file}。It cannot be read: ${(error as Error).message}`);
  }
};
