// The three stories of `caseloop demo`, played through the pages: the request comes in where such requests come in, each post signs in and
// does its part on the case's page. Time passes through the API, as in a rehearsal; everything else is done with the mouse and the keyboard.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { burstPipe } from '../../cli/demo/burst-pipe.ts';
import { goesWrong } from '../../cli/demo/goes-wrong.ts';
import { hallwayClutter } from '../../cli/demo/hallway-clutter.ts';
import type { Stage, Story } from '../../cli/demo/teller.ts';
import { faultOf } from '../../cli/demo/trail.ts';
import { nextWeekday } from '../../cli/demo/words.ts';
import { client, post, postOf, test, type VisitOptions, type Visitor } from '../support/console.ts';
import { act, openCase } from '../support/hands.ts';
import { receiveAtDesk, reportByPhone } from '../support/receiving.ts';

type Visit = (options?: VisitOptions) => Promise<Visitor>;

/** How a story's request comes in; returns the case's number. */
type Channel = (visit: Visit, ...request: Parameters<Stage['receive']>) => Promise<string>;

const atDesk: Channel = async (visit, as, body) => {
  expect(body.source).toBe('hotline');
  return (await receiveAtDesk(await visit({ as: as.username }), { ...body, rehearsal: true })).caseNo;
};

/** A report from the field is never a rehearsal: the story is played in the present. */
const byPhone: Channel = async (visit, as, body, photo) => {
  expect([body.source, body.area]).toEqual(['grid', as.unit]);
  return reportByPhone(await visit({ as: as.username, size: 'phone' }), body, photo);
};

/** As a hotline's own system hands over what it took down. */
const byApi: Channel = async (_visit, as, body) => (await client.receive(as, { ...body, rehearsal: true })).caseNo;

const play = async (story: Story, channel: Channel, visit: Visit): Promise<string> => {
  const centre = post('zone');
  const pages = new Map<string, Page>();
  const photos = new Map<string, Uint8Array<ArrayBuffer>>();
  let caseNo = '';

  const pageOf = async (username: string): Promise<Page> => {
    const page = pages.get(username) ?? (await visit({ as: username })).page;
    pages.set(username, page);
    return page;
  };
  const lately = async (type: string, since: number): Promise<boolean> =>
    (await client.events(centre, caseNo)).some(
      (event) => event.type === type && event.data.clock === 'step' && event.seq > since,
    );
  let acted = 0;
  let skips = false;

  /** Whoever comes back later looks at the case anew, with what time did to it: an act upon an older page would be asked about again. */
  const comeBack = async (): Promise<void> => {
    for (const page of pages.values()) await page.reload();
  };

  const stage: Stage = {
    aside: () => undefined,
    post: postOf,
    photo: async (_as, bytes) => {
      const ref = `photo-${photos.size}`;
      photos.set(ref, bytes);
      return ref;
    },
    receive: async (...request) => {
      caseNo = await channel(visit, ...request);
      const { seq, rehearsal } = await client.read(centre, caseNo);
      acted = seq;
      skips = rehearsal;
    },
    act: async (as, action, input = {}, reason) => {
      const offered = (await client.read(as, caseNo)).allowed.find((each) => each.action === action);
      if (!offered) throw new Error(`${as.username} is not offered ${action}.`);
      await act(await pageOf(as.username), caseNo, offered, { input, reason, photos });
      const state = await client.read(as, caseNo);
      acted = state.seq;
      return state;
    },
    pass: async (duration) => {
      if (!skips) return;
      await client.advance(centre, caseNo, duration);
      await comeBack();
    },
    nextDay: async (time) => {
      const { now } = await client.read(centre, caseNo);
      const minutes = Math.ceil((Date.parse(nextWeekday(now, time)) - Date.parse(now)) / 60_000);
      await client.advance(centre, caseNo, `PT${minutes}M`);
      await comeBack();
    },
    passUntil: async (type, step) => {
      for (let i = 0; i < 40 && !(await lately(type, acted)); i += 1) await client.advance(centre, caseNo, step);
      expect(await lately(type, acted), `${type} happened`).toBe(true);
      await comeBack();
    },
  };
  await story.play(stage);
  return caseNo;
};

test.for([
  [hallwayClutter.title, hallwayClutter, atDesk],
  [burstPipe.title, burstPipe, byPhone],
  [goesWrong.title, goesWrong, byApi],
] as const)('%s', { timeout: 300_000 }, async ([, story, channel], { visit }) => {
  const caseNo = await play(story, channel, visit);
  const auditor = post('auditor');
  const events = await client.events(auditor, caseNo);
  expect(faultOf(events)).toBeNull();
  expect((await client.read(auditor, caseNo)).status).not.toBe('open');

  const { page } = await visit({ as: 'zone' });
  await openCase(page, caseNo);
  await expect.poll(() => page.locator('.timeline-event').count()).toBe(events.length);
  for (const { reason } of events) if (reason !== null) await page.getByText(reason).first().waitFor();
});
