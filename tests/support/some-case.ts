// Ordinary cases for the end-to-end tests, opened and led along through the API.
import type { CaseAnswer } from '../../api/schemas.ts';
import type { NewCase } from '../../cli/client.ts';
import { client, post } from './console.ts';

export const ordinaryRequest: NewCase = {
  source: 'hotline',
  category: 'environment',
  area: 'xx.zone.yongfu.cuizhuang',
  urgency: 'normal',
  description: '崔庄村南头排水沟堵了半个月，污水漫到路上，孩子上学绕道走。',
  reporter: '王女士 13800000000',
  place: '崔庄村南头',
  rehearsal: false,
};

/** A request as the zone's centre took it in. */
export const received = (body: Partial<NewCase> = {}): Promise<CaseAnswer> =>
  client.receive(post('zone'), { ...ordinaryRequest, ...body });

/** A case that the street Yongfu works on. */
export const withStreet = async (body: Partial<NewCase> = {}): Promise<CaseAnswer> => {
  const zone = post('zone');
  const { caseNo } = await received(body);
  await client.act(zone, caseNo, 'verify', { finding: '网格员拍回照片属实，污水漫路约三十米。' });
  return client.act(zone, caseNo, 'dispatch', { unit: 'xx.zone.yongfu', demand: '三个工作日内疏通。' });
};

/** An action as the case offers it to somebody now. */
export const offeredTo = async (username: string, caseNo: string, action: string) => {
  const offered = (await client.read(post(username), caseNo)).allowed.find((each) => each.action === action);
  if (!offered) throw new Error(`${username} is not offered ${action} on ${caseNo}.`);
  return offered;
};
