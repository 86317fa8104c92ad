// The timeline with its choices: people's acts or everything, the newest or the oldest first.
import { Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import type { EventAnswer } from '../../components/timeline/story.ts';
import { Timeline } from '../../components/timeline.tsx';

const words = {
  title: text('办理经过', 'What happened'),
  all: text('全部（{n}）', 'All ({n})'),
  people: text('人的操作（{n}）', 'Acts of people ({n})'),
  newest: text('最新在前', 'Newest first'),
  oldest: text('最早在前', 'Oldest first'),
  which: text('显示哪些', 'Which events'),
  order: text('顺序', 'Order'),
};

export const EventsPanel = ({ kase, events }: { kase: Schemas['Case']; events: readonly EventAnswer[] }) => {
  const say = useSay();
  const [which, setWhich] = useState<'all' | 'people'>('all');
  const [order, setOrder] = useState<'newest' | 'oldest'>('newest');
  const people = useMemo(() => events.filter(({ authority }) => authority.basis !== 'system'), [events]);
  const shown = useMemo(() => {
    const chosen = which === 'people' ? people : events;
    return order === 'newest' ? chosen.toReversed() : chosen;
  }, [which, order, people, events]);
  // An address with a number leads to its event, which was not there when the page was opened.
  useEffect(() => {
    const { hash } = window.location;
    if (/^#\d+$/.test(hash)) document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <section className="case-block" aria-labelledby="events-title" id="events">
      <div className="events-head">
        <h2 id="events-title">{say(words.title)}</h2>
        <Segmented
          aria-label={say(words.which)}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'all', label: say(words.all, { n: events.length }) },
            { value: 'people', label: say(words.people, { n: people.length }) },
          ]}
        />
        <Segmented
          aria-label={say(words.order)}
          value={order}
          onChange={setOrder}
          options={[
            { value: 'newest', label: say(words.newest) },
            { value: 'oldest', label: say(words.oldest) },
          ]}
        />
      </div>
      <Timeline caseNo={kase.caseNo} type={kase.type} events={events} shown={shown} linked />
    </section>
  );
};
