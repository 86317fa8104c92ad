// Story 3: everything that can go wrong with a case does, and the loop still closes.
import type { Story } from './teller.ts';

export const goesWrong: Story = {
  title: '故事三  一波三折：没人接、超期、互相推、不满意，最后办成',
  shows: '无人响应 → 提醒 → 超期 → 上提到区 → 督办 → 退回两次、第三次由上级裁定 → 不满意 → 重办 → 办结',
  live: false,
  play: async ({ receive, act, pass, nextDay, passUntil, aside, post }) => {
    const city = post('city', 'xx');
    const centre = post('county', 'xx.zone');
    const street = post('street', 'xx.zone.yongfu');
    const housing = post('department', 'xx.zone.d_zhujian');
    const refusals = [
      '村内排水沟不属于市政管网，应由街道负责。',
      '图纸上没有这条沟，不在移交范围内。',
      '再次说明：本局没有这项资金。',
    ];

    await receive(centre, {
      source: 'hotline',
      category: 'environment',
      area: 'xx.zone.yongfu.cuizhuang',
      urgency: 'normal',
      description: '崔庄村南头排水沟堵了半个月，污水漫到路上，孩子上学绕道走。',
      reporter: '来电居民（号码已登记）',
      place: '崔庄村南头',
    });
    await act(centre, 'verify', { finding: '网格员拍回照片属实，污水漫路约三十米。' });
    await act(centre, 'dispatch', { unit: street.unit, demand: '三个工作日内疏通。' });
    // From early in the morning: deadlines in working days fall due at closing time, so each step of a day meets one at most.
    await nextDay('08:00', '街道没有动静');
    await passUntil('reminded', 'P1D', '时间一天天过去');
    await passUntil('markedOverdue', 'P1D', '提醒之后仍无动静');
    await passUntil('raised', 'P1D', '超期了还是没人管');
    await act(city, 'supervise', { card: 'yellow' }, '超期未办，请示范区一个工作日内说明原因和办法。');
    await pass('PT1H30M', '区里约谈街道');
    await act(centre, 'reassign', { unit: street.unit }, '区里已约谈街道，仍由街道承办，区综治中心每日调度。');
    await act(street, 'replySupervision', {}, '当值人员轮岗未交接，已补位；排水沟归属有争议，现转住建局会商。');
    for (const refusal of refusals) {
      await act(street, 'dispatch', { unit: housing.unit, demand: '请疏通村南排水沟。' });
      await pass('PT1H', '对方研究');
      await act(housing, 'return', {}, refusal);
    }
    aside('两次退回是会商，第三次系统就不再让它来回走：交给共同的上级。');
    await act(centre, 'arbitrate', { unit: housing.unit }, '该沟接入市政管网，由住建局主办，街道配合清障；不得再退。');
    await nextDay('15:00', '住建局进场');
    await act(housing, 'complete', { result: '已机械疏通主沟三十米。', solved: 'partly' });
    await act(housing, 'reply', { answer: '主沟已疏通，支沟另行安排。' });
    await nextDay('10:00', '次日');
    await act(centre, 'callBack', {
      result: 'reached',
      satisfaction: 'dissatisfied',
      words: '主沟通了，门口那段还是堵的，雨一下又漫。',
    });
    await act(street, 'redo', {}, '居民说得在理：支沟不通，问题就没有解决。');
    await nextDay('16:00', '重办');
    await act(housing, 'progress', { progress: '支沟清淤四十米，更换盖板六块。' });
    await act(housing, 'complete', { result: '主沟、支沟全部疏通，放水试验不漫路。', solved: 'solved' });
    await act(housing, 'reply', { answer: '支沟也通了，雨后网格员会来看一次。' });
    await nextDay('10:00', '次日');
    await act(centre, 'callBack', { result: 'reached', satisfaction: 'satisfied', words: '这回是真通了。' });
    await act(centre, 'review', {
      cause: 'systemic',
      lesson: '排水沟权属清单缺村内段，已请住建局与街道补齐；轮岗必须交接待办。',
    });
    await act(centre, 'close', { conclusion: '重办后居民满意，权属已明确，办结。' });
  },
};
