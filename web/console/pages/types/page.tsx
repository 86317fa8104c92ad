// 事项类型 Case types: each as a picture, in words and by version; developers check and publish new ones.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { caseTypesQuery, useMe } from '../../queries.ts';
import { CheckDefinition } from './check-definition.tsx';
import type { TypesSearch } from './search.ts';
import { TypeView } from './type-view.tsx';
import '../../components/records.css';
import './types.css';

const words = {
  title: text('事项类型', 'Case types'),
  lead: text(
    '每类事项怎么走、谁负责、限多久。已发布的版本永不更改；在办事项始终按受理时的版本办理。',
    'How each kind of case goes, who owns it, how long it may take. A published version never changes; open cases keep the one that they began with.',
  ),
  list: text('类型清单', 'Types'),
  version: text('第 {n} 版', 'v{n}'),
  check: text('检查并发布新版本', 'Check and publish a version'),
  none: text('还没有发布任何类型。', 'No type is published yet.'),
};

export const TypesPage = () => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const search = useSearch({ from: '/signed-in/shell/types' });
  const navigate = useNavigate({ from: '/types' });
  const types = useQuery(caseTypesQuery);
  const go = (next: TypesSearch, ignoreBlocker = false) => void navigate({ search: next, ignoreBlocker });
  const items = types.data ?? [];
  const chosen = items.find(({ definition }) => definition.name === search.type) ?? items[0];
  const mayPublish = me.role === 'administrator';
  const checking = mayPublish && search.check === true;
  return (
    <div className="records types">
      <header className="page-head spread">
        <div>
          <h1>{say(words.title)}</h1>
          <p className="page-lead">{say(words.lead)}</p>
        </div>
        {mayPublish && !checking && (
          <Button type="primary" onClick={() => go({ ...search, check: true })}>
            {say(words.check)}
          </Button>
        )}
      </header>
      {types.isPending && <Loading />}
      {types.isError && <Trouble error={types.error} again={() => void types.refetch()} />}
      {checking && (
        <CheckDefinition
          done={(type) => {
            if (type === undefined) go(search.type === undefined ? {} : { type: search.type });
            // What was written is published: nothing is lost.
            else go({ type }, true);
          }}
        />
      )}
      {types.isSuccess && !checking && !chosen && <p className="panel">{say(words.none)}</p>}
      {!checking && chosen && (
        <div className="types-grid">
          <nav className="types-list panel" aria-label={say(words.list)}>
            {items.map(({ definition: { name, label, version, summary } }) => (
              <button
                key={name}
                type="button"
                aria-current={name === chosen.definition.name ? 'page' : undefined}
                onClick={() => go({ type: name })}
              >
                <span className="types-name">
                  {label[language]} <span className="quiet small">{say(words.version, { n: version })}</span>
                </span>
                <span className="quiet small">{summary[language]}</span>
              </button>
            ))}
          </nav>
          <Select
            className="types-select"
            aria-label={say(words.list)}
            value={chosen.definition.name}
            options={items.map(({ definition: { name, label } }) => ({ value: name, label: label[language] }))}
            onChange={(type) => go({ type })}
          />
          <TypeView
            key={chosen.definition.name}
            latest={chosen.definition}
            owner={chosen.owner}
            search={search}
            go={go}
          />
        </div>
      )}
    </div>
  );
};
