// The commands of `caseloop`. Each lives in a file of its own name, which exports `register(program)` and loads what it
// needs when it runs, so that one command never waits for another's libraries.
import { Command } from 'commander';

type CommandFile = { register(program: Command): void };

/** One line a command. */
const COMMANDS: Record<string, () => Promise<CommandFile>> = {
  start: () => import('./start.ts'),
  prepare: () => import('./prepare.ts'),
  doctor: () => import('./doctor.ts'),
  demo: () => import('./demo.ts'),
  replay: () => import('./replay.ts'),
  export: () => import('./export.ts'),
  publish: () => import('./publish.ts'),
  calendar: () => import('./calendar.ts'),
  incidents: () => import('./incidents.ts'),
  rebuild: () => import('./rebuild.ts'),
  revive: () => import('./revive.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  refill: () => import('./refill.ts'),
};

const program = new Command('caseloop')
  .description('闭环：件件有着落，事事有回音。Carries every request of a resident through one closed loop.')
  .showHelpAfterError()
  .enablePositionalOptions();

// A reader that has seen enough (`| head`) or a closed terminal is no reason to crash.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
});

const wanted = COMMANDS[process.argv[2] ?? ''];
for (const load of wanted ? [wanted] : Object.values(COMMANDS)) (await load()).register(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) console.error(error.stack);
  process.exit(1);
}
