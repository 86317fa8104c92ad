// Rehearsals that are left open and late, each at another rung of the ladder: what the overdue board looks like when things slip.

import type { SignIn } from '../../seed/sign-ins.ts';
import { atLevel, type OrgPath } from '../../workflows/contract/org-path.ts';
import type { Client } from '../client.ts';

type Card = 'yellow' | 'red' | null;

/** How many rungs of its step's ladder each of them has come to, and the card that the centre gives then: not once it was raised to the centre itself. */
const fates: readonly (readonly [rungs: number, card: Card])[] = [
  [1, null],
  [1, null],
  [2, null],
  [2, 'yellow'],
  [2, 'red'],
  [3, null],
  [3, null],
  [4, null],
];

/** Where they happen, one after the other. */
const places = ['wenchang.biguiyuan', 'yongfu.cuizhuang'];

const described = '演练：小区门口垃圾堆放多日，无人清运。';

/**
 * Receives rehearsals for the streets and skips their time from rung to rung. @param zone who receives them: the zone's centre
 * @returns how many there are now
 */
export const letSlip = async (client: Client, zone: SignIn, county: OrgPath): Promise<number> => {
  for (const [i, [rungs, card]] of fates.entries()) {
    const area = `${county}.${places[i % places.length]}`;
    const intake = { source: 'hotline', category: 'sanitation', area, urgency: 'normal', rehearsal: true } as const;
    const { caseNo } = await client.receive(zone, { ...intake, description: described });
    await client.act(zone, caseNo, 'verify', { finding: '已电话核实，情况属实。' });
    let state = await client.act(zone, caseNo, 'dispatch', { unit: atLevel(area, 'street'), demand: '尽快清运。' });
    for (let rung = 0; rung < rungs; rung += 1) {
      const next = state.clocks.find(({ name }) => name === 'step')?.next;
      if (!next) break;
      const ms = Date.parse(next.at) - Date.parse(state.now);
      state = await client.advance(zone, caseNo, `PT${Math.max(1, Math.ceil(ms / 1000) + 1)}S`);
    }
    if (card !== null) await client.act(zone, caseNo, 'supervise', { card }, '超期未办结，请说明。');
  }
  return fates.length;
};
