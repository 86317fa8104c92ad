// One case type: its picture, its steps in words, its limits and ladder, its versions and what changed between them.
import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import type { Ladder } from '../../../../workflows/contract/calendar.ts';
import {
  type CaseTypeDefinition,
  forUrgency,
  type Urgency,
  urgencies,
} from '../../../../workflows/contract/case-type.ts';
import type { OrgPath } from '../../../../workflows/contract/org-path.ts';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { limitText, urgencyWords } from '../../../shared/words.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { caseTypeQuery, useMe, useUnitName } from '../../queries.ts';
import { Diagram } from './diagram.tsx';
import type { TypesSearch } from './search.ts';
import { StepsTable } from './steps-table.tsx';
import { aside, categoriesInWords, ladderInWords, limitsInWords } from './tongue.ts';
import { Versions } from './versions.tsx';

const words = {
  flow: text('流程', 'Flow'),
  urgency: text('按紧急程度看时限', 'Limits for'),
  steps: text('环节与动作', 'Steps and actions'),
  rules: text('时限与提醒', 'Limits and ladder'),
  caseLimit: text('总时限', 'Whole case'),
  ladder: text('逐级提醒与上提', 'Ladder'),
  supervisionReply: text('督办回复', 'Supervision reply'),
  reopenWithin: text('办结后可重启', 'May be reopened for'),
  reopenAt: text('重启后从', 'Reopens at'),
  categories: text('适用类别', 'Categories'),
  owner: text('归属', 'Belongs to'),
  ownerMeans: text('由其管理员发布，在其辖区内受理', 'its administrators publish it; it is offered there'),
  older: text('这是第 {n} 版；最新为第 {latest} 版。', 'This is version {n}; the latest is {latest}.'),
  toLatest: text('看最新版', 'Show the latest'),
  json: text('下载 JSON', 'Download JSON'),
  heading: text('{name} · 第 {n} 版', '{name} · version {n}'),
  standing: text(
    '图中只画本类型自有的动作；退回、改派、提级、督办、延期、挂起等通用动作，任何在办事项都可以有。',
    "The picture shows the type's own actions; return, reassign, escalate, supervise, extend, suspend are open to every case.",
  ),
};

const download = (definition: CaseTypeDefinition): void => {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(definition, null, 2)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${definition.name}-v${definition.version}.json`;
  link.click();
  URL.revokeObjectURL(url);
};

export const TypeView = ({
  latest,
  owner,
  search,
  go,
}: {
  latest: CaseTypeDefinition;
  owner: OrgPath;
  search: TypesSearch;
  go: (next: TypesSearch) => void;
}) => {
  const say = useSay();
  const version = search.version ?? latest.version;
  const asked = useQuery({ ...caseTypeQuery({ name: latest.name, version }), enabled: version !== latest.version });
  const definition = version === latest.version ? latest : asked.data;
  if (asked.isError) return <Trouble error={asked.error} again={() => go({ type: latest.name })} />;
  if (!definition) return <Loading />;
  return (
    <div className="type-view">
      {definition.version !== latest.version && (
        <Alert
          type="info"
          showIcon
          className="spaced"
          title={say(words.older, { n: definition.version, latest: latest.version })}
          action={
            <Button size="small" onClick={() => go({ type: latest.name })}>
              {say(words.toLatest)}
            </Button>
          }
        />
      )}
      <DefinitionView definition={definition} owner={owner} />
      <Versions definition={definition} latest={latest.version} search={search} go={go} />
    </div>
  );
};

/** A definition in picture and words, published or not. */
export const DefinitionView = ({ definition, owner }: { definition: CaseTypeDefinition; owner: OrgPath }) => {
  const say = useSay();
  const unitName = useUnitName();
  const language = useLanguage();
  // Names for machines help who makes types, and nobody else.
  const codes = useMe().role === 'administrator';
  const [urgency, setUrgency] = useState<Urgency>('normal');
  const tongue = { say, of: (label: { zh: string; en: string }) => label[language] };
  const caseLimits = limitsInWords(definition.limit, tongue);
  const rules = [...new Set(caseLimits.map(({ rule }) => rule))].filter((rule) => rule !== '');
  const ladder = ladderInWords(forUrgency<Ladder>(definition.ladder, urgency), tongue);
  return (
    <>
      <section className="panel" aria-labelledby="flow">
        <div className="panel-head">
          <h2 id="flow">{say(words.heading, { name: definition.label[language], n: definition.version })}</h2>
          <span className="tools">
            <Segmented<Urgency>
              aria-label={say(words.urgency)}
              value={urgency}
              options={urgencies.map((value) => ({ value, label: say(urgencyWords[value]) }))}
              onChange={setUrgency}
            />
            <Button icon={<DownloadOutlined />} onClick={() => download(definition)}>
              {say(words.json)}
            </Button>
          </span>
        </div>
        <Diagram definition={definition} urgency={urgency} />
        <p className="quiet small">{say(words.standing)}</p>
      </section>
      <section className="panel" aria-labelledby="rules">
        <h2 id="rules">{say(words.rules)}</h2>
        <dl className="type-facts">
          <div>
            <dt>{say(words.caseLimit)}</dt>
            <dd>
              {caseLimits.map(({ urgency: of, limit }) => (
                <div key={of ?? ''}>
                  {of && <span className="quiet">{of} </span>}
                  {limit}
                </div>
              ))}
              {rules.map((rule) => (
                <div key={rule} className="quiet small">
                  {rule}
                </div>
              ))}
            </dd>
          </div>
          <div>
            <dt>
              {say(words.ladder)}
              {aside(say(urgencyWords[urgency]), tongue)}
            </dt>
            <dd>
              <ol className="ladder">
                {ladder.map((rung) => (
                  <li key={rung}>{rung}</li>
                ))}
              </ol>
            </dd>
          </div>
          <div>
            <dt>{say(words.supervisionReply)}</dt>
            <dd>{limitText(definition.supervisionReply, tongue.say)}</dd>
            <dt>{say(words.reopenWithin)}</dt>
            <dd>{limitText(definition.reopenWithin, tongue.say)}</dd>
            <dt>{say(words.reopenAt)}</dt>
            <dd>{definition.steps[definition.reopenAt]?.label[language] ?? definition.reopenAt}</dd>
          </div>
          <div>
            <dt>{say(words.categories)}</dt>
            <dd>{categoriesInWords(definition, tongue, codes) || '—'}</dd>
            <dt>{say(words.owner)}</dt>
            <dd>
              {unitName(owner)}
              {aside(say(words.ownerMeans), tongue)}
            </dd>
          </div>
        </dl>
      </section>
      <section className="panel flush" aria-labelledby="steps">
        <div className="panel-head">
          <h2 id="steps">{say(words.steps)}</h2>
        </div>
        <StepsTable definition={definition} codes={codes} />
      </section>
    </>
  );
};
