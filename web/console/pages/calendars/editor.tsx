// Editing a calendar: choose what a day becomes, click the days, change the ordinary week, see which deadlines would move, then publish the next version.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Popconfirm, Segmented } from 'antd';
import { useState } from 'react';
import { objectionToMakeUp, type WorkingCalendar } from '../../../../workflows/contract/calendar.ts';
import { listed, partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { useUnsaved } from '../../components/unsaved.ts';
import { putCalendar } from './data.ts';
import { HoursEditor, isWeek } from './hours-editor.tsx';
import { Moves } from './moves.tsx';
import { changeInWords } from './words.ts';
import { type Day, diffCalendars, monthsOf, withDay } from './year.ts';
import { YearView } from './year-view.tsx';

const words = {
  title: text('编辑 {year} 年，将作为第 {n} 版', 'Editing {year}, to become version {n}'),
  how: text(
    '选定类型与名称，再点日期；再点一次恢复平常。方向键在日期间移动。每周的工作日和时段也可以改。',
    'Choose what a day becomes and its name, then click days; a second click undoes it. Arrow keys move between days. The ordinary week may be changed, too.',
  ),
  mode: text('把所点日期设为', 'Days become'),
  off: text('放假 休', 'Off'),
  work: text('调休上班 班', 'Worked'),
  name: text('名称，如 国庆节', 'Name, such as 国庆节'),
  notice: text('{year} 年通知文号，如 国办发明电〔2026〕7号', 'Notice of {year}, such as 国办发明电〔2026〕7号'),
  needNotice: text('请填写 {year} 年的通知文号。', 'Enter the notice of {year}.'),
  changes: text('本次改动 {n} 处', 'changes: {n}'),
  none: text('还没有改动。', 'Nothing is changed yet.'),
  preview: text('试算时限变动', 'Preview moved deadlines'),
  publish: text('发布第 {n} 版', 'Publish version {n}'),
  confirm: text(
    '发布后立即生效，在办事项的时限随之重算。',
    'It takes effect at once; deadlines of open cases are derived again.',
  ),
  yes: text('发布', 'Publish'),
  no: text('再看看', 'Not yet'),
  cancel: text('放弃编辑', 'Discard'),
  would: text(
    '试算：{moved} 处截止时间将变动，{unmoved} 件不变。',
    'Preview: {moved} deadlines would move, {unmoved} cases stay.',
  ),
  did: text(
    '第 {n} 版已发布：{moved} 处截止时间已变动，{unmoved} 件不变。',
    'Version {n} is published: {moved} deadlines moved, {unmoved} cases stay.',
  ),
  pending: text('{n} 件无法推算或暂未通知：{cases}', 'Could not be derived or told ({n}): {cases}'),
  partial: text('只试算了前 10,000 件。', 'Only the first 10,000 cases were looked at.'),
  again: text('再次通知', 'Tell them again'),
  close: text('完成', 'Done'),
};

interface Props {
  published: WorkingCalendar;
  year: number;
  today: string;
  done: () => void;
}

export const Editor = ({ published: latest, year, today, done }: Props) => {
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const { message } = App.useApp();
  // What was the latest when the editing began; once the draft is published, that is another.
  const [published] = useState(latest);
  const [draft, setDraft] = useState(() => ({ ...published, version: published.version + 1 }));
  const [mode, setMode] = useState<'off' | 'work'>('off');
  const [name, setName] = useState('');
  const act = useMutation({
    mutationFn: ({ dryRun }: { dryRun: boolean }) => putCalendar(draft, dryRun),
    onSuccess: (answer) => {
      if (!answer.published) return;
      void client.invalidateQueries({ queryKey: ['calendar'] });
      void client.invalidateQueries({ queryKey: ['calendars'] });
      void client.invalidateQueries({ queryKey: ['live'] });
      void client.invalidateQueries({ queryKey: ['case'] });
    },
  });
  const changes = diffCalendars(published, draft);
  const changed = new Set(changes.flatMap(({ at }) => at ?? []));
  const own = draft.years[String(year)];
  const finished = act.data?.published === true;
  useUnsaved(changes.length > 0 && !finished);
  const change = (next: WorkingCalendar) => {
    setDraft(next);
    act.reset();
  };
  const choose = (day: Day) => {
    if (finished) return;
    if (day.kind === mode) return change(withDay(draft, day.date, null, ''));
    const objection = mode === 'work' ? objectionToMakeUp(day.date, draft.weekdays) : null;
    if (objection) return void message.info(partIn(language, objection));
    if (name.trim() === '') return void message.info(say(words.name));
    change(withDay(draft, day.date, mode, name.trim()));
  };
  const setNotice = (notice: string) => {
    const before = own ?? { off: [], work: [] };
    change({ ...draft, years: { ...draft.years, [String(year)]: { ...before, notice } } });
  };
  const lacks = own !== undefined && own.notice.trim() === '';
  const ready = changes.length > 0 && !lacks && isWeek(draft);
  const n = draft.version;
  return (
    <>
      <section className="panel editor" aria-labelledby="editor">
        <div className="panel-head">
          <h2 id="editor">{say(words.title, { year, n })}</h2>
          <span className="quiet small">{say(words.how)}</span>
        </div>
        <div className="tools">
          <Segmented<'off' | 'work'>
            aria-label={say(words.mode)}
            value={mode}
            options={[
              { value: 'off', label: say(words.off) },
              { value: 'work', label: say(words.work) },
            ]}
            onChange={setMode}
          />
          <Input
            className="editor-name"
            aria-label={say(words.name)}
            placeholder={say(words.name)}
            value={name}
            maxLength={40}
            onChange={({ target }) => setName(target.value)}
          />
          <Input
            className="editor-notice"
            aria-label={say(words.notice, { year })}
            placeholder={say(words.notice, { year })}
            value={own?.notice ?? ''}
            status={lacks ? 'error' : ''}
            maxLength={200}
            onChange={({ target }) => setNotice(target.value)}
          />
        </div>
        <HoursEditor week={draft} disabled={finished} onChange={(week) => change({ ...draft, ...week })} />
        <div className="spread editor-state">
          <div>
            <strong>{changes.length === 0 ? say(words.none) : say(words.changes, { n: changes.length })}</strong>
            <ul className="plain-list">
              {changes.slice(0, 12).map((each) => (
                <li key={`${each.what} ${each.at ?? ''}`}>{changeInWords(each, say)}</li>
              ))}
              {changes.length > 12 && <li>…</li>}
            </ul>
            {lacks && <p className="bad">{say(words.needNotice, { year })}</p>}
          </div>
          <div className="tools">
            {finished ? (
              <Button type="primary" onClick={done}>
                {say(words.close)}
              </Button>
            ) : (
              <>
                <Button onClick={done}>{say(words.cancel)}</Button>
                <Button
                  disabled={!ready}
                  loading={act.isPending && act.variables.dryRun}
                  onClick={() => act.mutate({ dryRun: true })}
                >
                  {say(words.preview)}
                </Button>
                <Popconfirm
                  title={say(words.confirm)}
                  okText={say(words.yes)}
                  cancelText={say(words.no)}
                  onConfirm={() => act.mutate({ dryRun: false })}
                >
                  <Button type="primary" disabled={!ready} loading={act.isPending && !act.variables.dryRun}>
                    {say(words.publish, { n })}
                  </Button>
                </Popconfirm>
              </>
            )}
          </div>
        </div>
        <div role="status">
          {act.error && <Alert type="error" showIcon className="spaced" title={partIn(language, act.error.message)} />}
          {act.data && (
            <>
              <Alert
                type={finished ? 'success' : 'info'}
                showIcon
                className="spaced"
                title={say(finished ? words.did : words.would, {
                  n,
                  moved: act.data.moved.length,
                  unmoved: act.data.unmoved,
                })}
                description={act.data.complete ? undefined : say(words.partial)}
              />
              {act.data.pending.length > 0 && (
                <Alert
                  type="warning"
                  showIcon
                  className="spaced"
                  title={say(words.pending, {
                    n: act.data.pending.length,
                    cases: listed(act.data.pending.slice(0, 10), say),
                  })}
                  action={
                    finished && (
                      <Button size="small" onClick={() => act.mutate({ dryRun: false })}>
                        {say(words.again)}
                      </Button>
                    )
                  }
                />
              )}
              {act.data.moved.length > 0 && <Moves rows={act.data.moved} />}
            </>
          )}
        </div>
      </section>
      <div className="panel">
        <YearView months={monthsOf(draft, year)} today={today} changed={changed} choose={choose} />
      </div>
    </>
  );
};
