// The sign-ins that the first start wrote, for commands that act through the API as somebody.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignIn } from '../seed/sign-ins.ts';

/** @param home the data folder. @throws Error when the file cannot be read: it is written once, at the first start */
export const readSignIns = (home: string): SignIn[] => {
  const file = join(home, 'sign-ins.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SignIn[];
  } catch (error) {
    throw new Error(
      `读不到账号 ${file}，首次 npm start 会生成它。The sign-ins cannot be read: ${(error as Error).message}`,
    );
  }
};

/** @throws Error when there is none among them */
export const cityAdministrator = (signIns: readonly SignIn[]): SignIn => {
  const found = signIns.find(({ role, unit }) => role === 'administrator' && !unit.includes('.'));
  if (found) return found;
  throw new Error(
    '账号中没有市级管理员，请改用 HTTP 接口（/docs）。No city administrator here; use the API over HTTP (/docs).',
  );
};
