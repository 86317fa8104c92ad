// What a process and its children have used of the machine, from /proc (Linux).
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on (sysconf _SC_CLK_TCK). */
const ticksPerSecond = 100;
const pageBytes = 4096;

interface Stat {
  parent: number;
  /** CPU of the process itself and of the children that it has waited for, in ms. */
  cpuMs: number;
  residentBytes: number;
}

const statOf = (pid: number): Stat | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold anything; the fields are counted from behind it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (number: number) => Number(fields[number - 3]);
    return {
      parent: at(4),
      cpuMs: ((at(14) + at(15) + at(16) + at(17)) * 1000) / ticksPerSecond,
      residentBytes: at(24) * pageBytes,
    };
  } catch {
    return null;
  }
};

/** A process and all that descend from it. */
const familyOf = (pid: number): Stat[] => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), stat: statOf(Number(name)) }));
  const members = new Set([pid]);
  const found: Stat[] = [];
  // Children have been made after their parents, which ids need not show: looked through until nothing is added.
  for (let before = -1; before !== members.size; ) {
    before = members.size;
    for (const each of all) if (each.stat && members.has(each.stat.parent)) members.add(each.pid);
  }
  for (const each of all) if (each.stat && members.has(each.pid)) found.push(each.stat);
  return found;
};

/** CPU that a process and its descendants have used since they began, in ms, to 10 ms. */
const cpuMsOf = (pid: number): number => familyOf(pid).reduce((sum, { cpuMs }) => sum + cpuMs, 0);

/** Memory of a process itself (resident set), in bytes. */
export const residentBytesOf = (pid: number): number => statOf(pid)?.residentBytes ?? 0;

/**
 * Measures from now on what the named processes with their descendants use, and this one as `client`. @returns CPU in ms by name
 */
export const cpuMeter = (pids: Readonly<Record<string, number>>): (() => Record<string, number>) => {
  const own = process.cpuUsage();
  const before = Object.entries(pids).map(([name, pid]) => [name, pid, cpuMsOf(pid)] as const);
  return () => {
    const { user, system } = process.cpuUsage(own);
    const client = (user + system) / 1000;
    return { ...Object.fromEntries(before.map(([name, pid, used]) => [name, cpuMsOf(pid) - used])), client };
  };
};
