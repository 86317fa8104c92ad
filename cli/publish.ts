// `caseloop publish <type>`: publishes a case type's next version, through the API as the city's administrator, or says what stands
// against it; `--dry-run` only says so.
import type { Command } from 'commander';
import { caseTypes } from '../workflows/case-types/index.ts';
import { createClient } from './client.ts';
import { readJson } from './json-file.ts';
import { runningSystem } from './running-system.ts';
import { cityAdministrator, readSignIns } from './sign-ins.ts';

/** What the API says of a definition. */
interface Checked {
  findings: { pointer: string; code: string; zh: string; en: string }[];
  version: 'next' | 'known' | 'conflict' | 'skips' | null;
  next: number | null;
  hash: string | null;
}

export function register(program: Command): void {
  program
    .command('publish')
    .description('发布事项类型的下一版本 Publish the next version of a case type')
    .argument(
      '<type>',
      '已登记类型的名称，或 .json 文件 the name of a type in workflows/case-types/index.ts, or a .json file',
    )
    .option('--dry-run', '只检查，不发布 check it, publish nothing')
    .action(publish);
}

const publish = async (type: string, { dryRun = false }: { dryRun?: boolean }): Promise<void> => {
  const definition = definitionOf(type);
  const { home, apiUrl } = runningSystem();
  const client = createClient(apiUrl);
  const administrator = cityAdministrator(readSignIns(home));
  const checked = await client.post<Checked>(administrator, '/v1/case-types/check', definition);
  requireSound(type, checked);
  if (checked.version === 'known') {
    console.log(`${type} 的这一版本已发布，未作改动。This version is published already; nothing was changed.`);
  } else if (dryRun) {
    console.log(
      `${type} 可作为第 ${checked.next} 版发布，未发布。It can become version ${checked.next}; nothing was published.`,
    );
  } else {
    await client.post(administrator, '/v1/case-types', definition);
    console.log(`${type} 第 ${checked.next} 版已发布。Version ${checked.next} is published: ${checked.hash}`);
  }
};

/** A definition, of which the API says whether it is one. */
const definitionOf = (type: string): unknown => {
  if (type.endsWith('.json')) return readJson(type);
  const found = caseTypes.find(({ name }) => name === type);
  if (found) return found;
  const names = caseTypes.map(({ name }) => name).join(', ');
  throw new Error(
    `没有登记名为 ${type} 的类型；已登记：${names}。No type of that name is registered in workflows/case-types/index.ts, which has: ${names}`,
  );
};

/** @throws Error with everything that stands against it */
const requireSound = (type: string, { findings, version, next }: Checked): void => {
  if (findings.length > 0) {
    const lines = findings.map(({ pointer, code, zh, en }) => `  ${pointer || '/'}  ${code}: ${zh} ${en}`);
    throw new Error(`${type} 有 ${findings.length} 处需要更正：Findings, ${findings.length}:\n${lines.join('\n')}`);
  }
  if (version === 'next' || version === 'known') return;
  throw new Error(
    version === 'conflict'
      ? `${type} 的这一版本已发布且内容不同，版本号应为 ${next}。This version is published with another content; take ${next}.`
      : `${type} 的下一版本号应为 ${next}。The next version is ${next}.`,
  );
};
