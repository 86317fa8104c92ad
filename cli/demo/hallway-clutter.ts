// Story 1: a call about clutter in a hallway turns out to be an old feud of three households.
import { drawPhoto } from './photo.ts';
import type { Story } from './teller.ts';

export const hallwayClutter: Story = {
  title: '故事一  楼道堆物：一个 12345 电话，牵出三户积怨',
  shows: '12345 → 区综治中心 → 碧桂园社区核实 → 文昌街道提级调解 → 各方承诺 → 回访 → 复盘办结',
  live: true,
  play: async ({ receive, act, nextDay, photo, post }) => {
    const centre = post('county', 'xx.zone');
    const community = post('community', 'xx.zone.wenchang.biguiyuan');
    const street = post('street', 'xx.zone.wenchang');

    await receive(centre, {
      source: 'hotline',
      category: 'clutter',
      area: 'xx.zone.wenchang.biguiyuan',
      urgency: 'normal',
      description: '碧桂园社区某楼道常年堆放纸箱和电动车，邻居说了几次没人管，进出不便，也怕着火。',
      reporter: '来电居民（号码已登记）',
      place: '碧桂园社区某栋某单元三至五层楼道',
    });
    await act(centre, 'dispatch', { unit: community.unit, demand: '两个工作日内入户核实，弄清各户诉求。' });
    await nextDay('09:40', '次日，网格长上楼敲门');
    await act(community, 'verify', {
      nature: 'feud',
      households: 3,
      finding: '堆物是表象：三户因漏水赔偿、噪音和占道积怨两年，互不往来，见面就吵。',
      photos: [await photo(community, drawPhoto([180, 140, 90]))],
    });
    await act(community, 'escalate', {}, '三户积怨较深，涉及漏水赔偿，超出社区调处能力，请街道牵头。');
    await act(street, 'openMediation', { mediators: '街道人民调解委员会、司法所、社区民警、碧桂园社区网格长' });
    await nextDay('15:00', '约齐三户');
    await act(street, 'meet', {
      attendees: 9,
      record: '分头谈、再合谈。甲户认可楼道是公用的；乙户愿先修漏水；丙户接受晚十点后不拖动家具。',
    });
    await nextDay('16:30', '各户回家商量，街道逐户确认');
    await act(street, 'agree', {
      promiseA: '三日内清空楼道，电动车停进车棚，不再堆物。',
      promiseB: '一周内修好漏水点，承担丙户天花板粉刷费。',
      promiseC: '晚十点后不拖动家具，孩子练琴放在下午。',
    });
    await act(street, 'reply', {
      answer: '楼道已清空，三户签了调解协议，漏水一周内修好。社区每周回看一次，连续四周。',
    });
    await nextDay('10:15', '又过一天');
    await act(centre, 'callBack', {
      result: 'reached',
      satisfaction: 'verySatisfied',
      words: '没想到连漏水的事也一块解决了。',
    });
    await act(centre, 'review', {
      cause: 'recurring',
      lesson: '堆物投诉先问一句“两家以前有没有过节”，早一步按纠纷办。',
    });
    await act(centre, 'close', { conclusion: '协议已履行首项，居民非常满意，予以办结。' });
  },
};
