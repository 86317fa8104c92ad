// A zone at work: real cases over all grids, left open in several states, for whoever wants to see the console with something on it.
import { seedOrg } from '../../seed/org.ts';
import type { SignIn } from '../../seed/sign-ins.ts';
import { atLevel, isWithin, type OrgPath } from '../../workflows/contract/org-path.ts';
import type { Client } from '../client.ts';
import { chance } from './season/chance.ts';

const requests = [
  ['sanitation', '单元门口堆放杂物，垃圾两天没有清运。'],
  ['environment', '下雨之后积水没过脚面，孩子上学绕道走。'],
  ['water', '楼下水管漏水，半夜水压也不稳。'],
  ['clutter', '楼道堆放纸箱和电动车，邻居说了几次没人管。'],
] as const;
const sources = ['hotline', 'online', 'petition', 'patrol'] as const;
const urgencies = ['normal', 'normal', 'urgent', 'complex'] as const;

/**
 * Receives `cases` real cases and acts on some. @param zone who receives them: the zone's centre
 * @returns the number of one that a street works on; null when none came so far
 */
export const openZone = async (
  client: Client,
  zone: SignIn,
  { county, cases }: { county: OrgPath; cases: number },
): Promise<string | null> => {
  const grids = seedOrg().flatMap(({ path, grid }) => (grid !== null && isWithin(path, county) ? [path] : []));
  let handled: string | null = null;
  for (let i = 0; i < cases; i += 1) {
    const chances = chance(1, `open ${i}`);
    const [category, description] = chances.pick(requests);
    const area = chances.pick(grids);
    const [source, urgency] = [chances.pick(sources), chances.pick(urgencies)];
    const { caseNo, type, allowed } = await client.receive(zone, {
      source,
      category,
      area,
      urgency,
      description,
      rehearsal: false,
    });
    const isVerified = type.name === 'general-request' && allowed.some(({ action }) => action === 'verify');
    if (!isVerified || chances.happens(0.3)) continue;
    await client.act(zone, caseNo, 'verify', { finding: '已电话核实，情况属实。' });
    if (chances.happens(0.3)) continue;
    const unit = atLevel(area, 'street');
    await client.act(zone, caseNo, 'dispatch', { unit, demand: '三个工作日内办结，并答复居民。' });
    if (chances.happens(0.3)) await client.act(zone, caseNo, 'urge', {}, '居民再次来电。');
    if (chances.happens(0.2)) await client.act(zone, caseNo, 'supervise', { card: 'yellow' }, '请一个工作日内说明。');
    handled = caseNo;
  }
  return handled;
};
