// The stage of a story: people act through the API, time passes, and whatever the ledger says about it is printed as it happens.
import type { CaseAnswer, EventAnswer } from '../../api/schemas.ts';
import type { SignIn } from '../../seed/sign-ins.ts';
import type { OrgPath } from '../../workflows/contract/org-path.ts';
import type { Client, NewCase } from '../client.ts';
import { faultOf } from './trail.ts';
import { clockTime, deed, nextWeekday, type Offered, span, standing, who } from './words.ts';

/** A story: what it is called, what it shows, and its course. */
export interface Story {
  title: string;
  shows: string;
  /** False when it only makes sense with days passing: `--live` leaves it out. */
  live: boolean;
  play(stage: Stage): Promise<void>;
}

export interface Stage {
  /** Says something that is in no ledger. */
  aside(text: string): void;
  /** Opens the story's case. `photo` is uploaded by the same person before. */
  receive(as: SignIn, body: Omit<NewCase, 'rehearsal'>, photo?: Uint8Array<ArrayBuffer>): Promise<void>;
  act(as: SignIn, action: string, input?: Record<string, unknown>, reason?: string): Promise<CaseAnswer>;
  /** Uploads a photo, for a field of kind attachments. */
  photo(as: SignIn, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Lets time pass in a rehearsal (ISO 8601, `PT3H`); in a live story nothing is skipped. */
  pass(duration: string, why: string): Promise<void>;
  /** Lets time pass until the next weekday at this time in China, `09:40`. */
  nextDay(time: string, why: string): Promise<void>;
  /** Lets time pass, `step` by `step`, until the step's clock has done this since the last act. */
  passUntil(type: 'reminded' | 'markedOverdue' | 'raised', step: string, why: string): Promise<void>;
  /** The post of a role in a unit. */
  post(role: SignIn['role'], unit: OrgPath): SignIn;
}

export interface Theatre {
  client: Client;
  signIns: readonly SignIn[];
  /** Names of units by path, as far as known. */
  names: Map<string, string>;
  live: boolean;
  say(line: string): void;
}

/** Steps that {@link Stage.passUntil} takes at most. */
const patience = 40;

/** Plays one story to its end. @throws ApiProblem when the system refuses an act; Error when the story does not come out. */
export const tell = async (story: Story, { client, signIns, names, live, say }: Theatre): Promise<void> => {
  const offered = new Map<string, Offered>();
  let caseNo = '';
  let told = 0;
  /** What happened since somebody last acted. */
  let lately: EventAnswer[] = [];

  const post: Stage['post'] = (role, unit) => {
    const found = signIns.find((each) => each.role === role && each.unit === unit);
    if (!found) throw new Error(`sign-ins.json has no ${role} of ${unit}. Is it the file of this installation?`);
    return found;
  };
  /** Sees every case of the zone and changes none. */
  const auditor = post('auditor', 'xx.zone');
  const centre = post('county', 'xx.zone');

  const remember = ({ allowed, responsible, handler, area, areaName }: CaseAnswer): void => {
    for (const each of allowed) offered.set(each.action, each);
    for (const { unit, name } of [responsible, ...(handler ? [handler] : []), { unit: area, name: areaName }])
      names.set(unit, name);
  };

  const tellNews = async (state: CaseAnswer): Promise<void> => {
    remember(state);
    const news = (await client.events(auditor, caseNo)).filter(({ seq }) => seq > told);
    for (const event of news) {
      const { verb, details } = deed(event, offered, names);
      say(`  ${clockTime(event.at)}  ${who(event)}　【${verb}】`);
      for (const detail of details) say(`               ${detail}`);
      told = event.seq;
    }
    lately = [...lately, ...news];
    if (news.length > 0) say(`               ▸ ${standing(state)}`);
  };

  const advance = async (duration: string): Promise<void> => tellNews(await client.advance(centre, caseNo, duration));

  const stage: Stage = {
    post,
    aside: (text) => say(`  ${text}`),
    photo: async (as, bytes) => (await client.upload(as, 'image/png', bytes)).ref,
    receive: async (as, body, photo) => {
      const attachments = photo ? [await stage.photo(as, photo)] : [];
      say(`  “${body.description}”`);
      if (photo) say('  （附现场照片 1 张）');
      const state = await client.receive(as, { ...body, attachments, rehearsal: !live });
      caseNo = state.caseNo;
      await tellNews(state);
    },
    act: async (as, action, input = {}, reason) => {
      remember(await client.read(as, caseNo));
      lately = [];
      const state = await client.act(as, caseNo, action, input, reason);
      await tellNews(state);
      return state;
    },
    pass: async (duration, why) => {
      if (live) return;
      say(`  …… ${why}（时间前进 ${isoInWords(duration)}）`);
      await advance(duration);
    },
    nextDay: async (time, why) => {
      if (live) return;
      const { now } = await client.read(centre, caseNo);
      const at = nextWeekday(now, time);
      say(`  …… ${why}（时间前进到 ${clockTime(at)}）`);
      await advance(`PT${Math.ceil((Date.parse(at) - Date.parse(now)) / 60_000)}M`);
    },
    passUntil: async (type, step, why) => {
      if (live) return;
      const happened = () => lately.some((event) => event.type === type && event.data.clock === 'step');
      if (!happened()) say(`  …… ${why}（每次前进 ${isoInWords(step)}）`);
      for (let i = 0; i < patience && !happened(); i += 1) await advance(step);
      if (happened()) return;
      throw new Error(`"${type}" never happened in ${caseNo}; look at it with GET /v1/cases/${caseNo}/clock.`);
    },
  };

  say(`\n━━ ${story.title} ${live ? '' : '· 演练（时间可快进）'}`);
  say(`   ${story.shows}\n`);
  await story.play(stage);
  await tellEnd({ client, auditor, caseNo, live, say });
};

interface End {
  client: Client;
  auditor: SignIn;
  caseNo: string;
  live: boolean;
  say(line: string): void;
}

const tellEnd = async ({ client, auditor, caseNo, live, say }: End): Promise<void> => {
  const [state, events] = await Promise.all([client.read(auditor, caseNo), client.events(auditor, caseNo)]);
  const fault = faultOf(events);
  const acts = events.filter(({ authority }) => authority.basis !== 'system');
  const [first] = events;
  const last = events.at(-1);
  const took = first && last ? span(Date.parse(last.at) - Date.parse(first.at)) : '';
  say(`\n  事项编号  ${caseNo}${live ? '' : '（演练）'}`);
  say(
    `  历时      ${took}，${state.hops} 次流转，${state.returns} 次退回，经手 ${new Set(acts.map(({ unit }) => unit.unit)).size} 个单位`,
  );
  say(
    `  台账      ${events.length} 条，${fault ?? '编号连续、首尾相扣、时间不倒流'} ${fault ? '✗' : '✓'}  末条 ${last?.hash.slice(0, 12) ?? ''}…`,
  );
  say(`  再试试    npx caseloop replay ${caseNo}     重放全部历史，与台账、读模型三方对账`);
  if (fault) throw new Error(`The trail of ${caseNo} does not hold: ${fault}.`);
  if (state.status === 'open') throw new Error(`The story ended, but ${caseNo} is still open in step ${state.step}.`);
};

/** `P2D` → `2 天`, `PT3H` → `3 小时`. */
const isoInWords = (duration: string): string =>
  [...duration.matchAll(/(\d+)([DHM])/g)]
    .map(([, amount, unit]) => `${amount} ${{ D: '天', H: '小时', M: '分' }[unit ?? ''] ?? ''}`)
    .join(' ');
