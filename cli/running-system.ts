// The system that runs over the data folder, for commands that act through its API.
import { readConfig } from '../platform/config.ts';
import { readRunning } from '../platform/running.ts';

/** @throws Error when none runs over the home */
export const runningSystem = (): { home: string; apiUrl: string } => {
  const { home } = readConfig(process.env);
  const running = readRunning(home);
  if (running) return { home, apiUrl: running.apiUrl };
  throw new Error(
    `系统没有在运行，请先在另一终端执行 npm start。Nothing runs over ${home}; run npm start in another terminal first.`,
  );
};
