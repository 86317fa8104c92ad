// Story 2: a grid worker photographs a burst pipe; the water company restores supply.
import { drawPhoto } from './photo.ts';
import type { Story } from './teller.ts';

const hourMs = 3_600_000;

export const burstPipe: Story = {
  title: '故事二  水管爆裂：网格员一张照片，供水公司抢到通水',
  shows: '网格员上报 → 街道综治中心 → 供水公司 → 进展 → 恢复供水 → 反馈 → 回访 → 复盘办结',
  live: true,
  play: async ({ receive, act, pass, photo, post }) => {
    const gridWorker = post('gridWorker', 'xx.zone.yongfu.cuizhuang.g03');
    const street = post('street', 'xx.zone.yongfu');
    const company = post('department', 'xx.zone.d_water');

    await receive(
      gridWorker,
      {
        source: 'grid',
        category: 'water',
        area: gridWorker.unit,
        urgency: 'urgent',
        description: '崔庄村口主管道爆裂，路面积水，约四十户停水。',
        place: '崔庄村村口路东侧',
      },
      drawPhoto([70, 110, 170]),
    );
    await act(street, 'verify', {
      utility: 'water',
      danger: false,
      finding: '已电话核实并看照片：主管道爆裂，路面积水约二十厘米，暂无人员危险，村里已摆警示。',
    });
    await act(street, 'dispatch', { unit: company.unit, demand: '请立即关阀抢修，停水期间给老人户送水。' });
    await pass('PT1H', '抢修队在路上');
    const arrived = await act(company, 'arrive', { crew: '抢修二队 6 人，挖机 1 台' });
    await pass('PT2H', '关阀、开挖');
    await act(company, 'progress', {
      progress: '已关阀开挖，破损处为接口老化，正在更换两米管段；已给 5 户老人送桶装水。',
      expected: new Date(Date.parse(arrived.now) + 5 * hourMs).toISOString(),
    });
    await pass('PT3H', '换管、试压');
    await act(company, 'restore', {
      cause: '接口老化，夜间压力波动时爆裂',
      result: '更换管段 2 米，试压合格，恢复供水，路面已回填。',
      photos: [await photo(company, drawPhoto([90, 160, 110]))],
    });
    await act(company, 'reply', { answer: '供水已恢复。先放水两分钟再用；路面三日后复铺。' });
    await pass('PT3H', '来水之后');
    await act(street, 'callBack', { result: 'reached', satisfaction: 'satisfied', words: '水来了，送水也及时。' });
    await act(street, 'review', { cause: 'systemic', lesson: '村口这段管道已用二十年，列入明年改造清单。' });
    await act(street, 'close', { conclusion: '恢复供水，居民满意，办结；改造建议另行上报。' });
  },
};
