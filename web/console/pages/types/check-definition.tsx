// For those who make case types: a definition is pasted or loaded, checked without being published, looked at, compared and published.
import { ArrowLeftOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Popconfirm } from 'antd';
import { useRef, useState } from 'react';
import { CaseTypeDefinition } from '../../../../workflows/contract/case-type.ts';
import type { Label } from '../../../../workflows/contract/fields.ts';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { useUnsaved } from '../../components/unsaved.ts';
import { caseTypesQuery } from '../../queries.ts';
import { Changes } from './changes.tsx';
import { diffTypes } from './diff.ts';
import { DefinitionView } from './type-view.tsx';

const words = {
  back: text('返回类型清单', 'Back to the types'),
  title: text('检查并发布', 'Check and publish'),
  lead: text(
    '粘贴或载入事项类型的 JSON（即「下载 JSON」所得）。检查不会改变任何东西。',
    'Paste or load the JSON of a case type (what “Download JSON” gives). Checking changes nothing.',
  ),
  json: text('类型定义（JSON）', 'Definition (JSON)'),
  load: text('载入文件', 'Load a file'),
  check: text('检查', 'Check'),
  publish: text('发布第 {n} 版', 'Publish version {n}'),
  confirm: text('发布后不可更改，新受理的事项将按此版本办理。', 'A version never changes; new cases will follow it.'),
  yes: text('发布', 'Publish'),
  no: text('再看看', 'Not yet'),
  notJson: text('不是合法的 JSON。', 'Not JSON: {why}'),
  notJsonAt: text('不是合法的 JSON：第 {line} 行第 {column} 列有误。', 'Not JSON: {why}'),
  notObject: text('应为一个 JSON 对象，以 { 开头、以 } 结尾。', 'It must be one JSON object, from { to }.'),
  findings: text('有 {n} 处需要更正', 'Findings to mend: {n}'),
  sound: text('检查通过。', 'All checks pass.'),
  next: text('将作为第 {n} 版发布。', 'It will be version {n}.'),
  known: text('与已发布的第 {n} 版完全相同。', 'It is exactly the published version {n}.'),
  conflict: text(
    '第 {n} 版已发布且内容不同，请把 version 改为 {next}。',
    'Version {n} is published with another content; take {next}.',
  ),
  skips: text(
    '下一版本号应为 {next}，请把 version 由 {n} 改正。',
    'The next version is {next}; this says {n}. Correct it.',
  ),
  fresh: text('新类型。', 'A new type.'),
  changes: text('与最新版相比', 'Against the latest version'),
  published: text('已发布 {name} 第 {n} 版', '{name}, version {n}, is published'),
};

type Checked = Schemas['CheckedCaseType'];

interface NotJson {
  label: Label;
  values: Record<string, string | number>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Browsers say in English what is wrong; where it is can be said in any language. */
const parse = (source: string): { value: Record<string, unknown> } | { notJson: NotJson } => {
  try {
    const value: unknown = JSON.parse(source);
    return isObject(value) ? { value } : { notJson: { label: words.notObject, values: {} } };
  } catch (error) {
    const why = (error as Error).message;
    const [, line, column] = /line (\d+) column (\d+)/.exec(why) ?? [];
    if (line === undefined || column === undefined) return { notJson: { label: words.notJson, values: { why } } };
    return { notJson: { label: words.notJsonAt, values: { why, line, column } } };
  }
};

const Standing = ({ checked, definition }: { checked: Checked; definition: CaseTypeDefinition }) => {
  const say = useSay();
  const language = useLanguage();
  if (checked.version === null) return null;
  const n = definition.version;
  const fits = checked.version === 'next' || checked.version === 'known';
  return (
    <Alert
      showIcon
      className="spaced"
      type={fits ? 'success' : 'error'}
      title={[
        say(words.sound),
        ...(checked.latest === null ? [say(words.fresh)] : []),
        say(words[checked.version], { n, next: checked.next ?? 1 }),
      ].join(language === 'zh' ? '' : ' ')}
    />
  );
};

export const CheckDefinition = ({ done }: { done: (type?: string) => void }) => {
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data: types } = useQuery(caseTypesQuery);
  const file = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState('');
  useUnsaved(source.trim() !== '');
  const [notJson, setNotJson] = useState<NotJson | null>(null);
  const check = useMutation({
    mutationFn: (body: Record<string, unknown>) => ask(api.POST('/v1/case-types/check', { body })),
  });
  const publish = useMutation({
    mutationFn: (body: Record<string, unknown>) => ask(api.POST('/v1/case-types', { body })),
    onSuccess: ({ definition }) => {
      void message.success(say(words.published, { name: definition.label[language], n: definition.version }));
      void client.invalidateQueries({ queryKey: ['case-types'] });
      void client.invalidateQueries({ queryKey: ['live'] });
      done(definition.name);
    },
  });
  const change = (next: string) => {
    setSource(next);
    setNotJson(null);
    check.reset();
    publish.reset();
  };
  const start = () => {
    const parsed = parse(source);
    if ('notJson' in parsed) return setNotJson(parsed.notJson);
    check.mutate(parsed.value);
  };
  const parsed = check.data && check.variables ? CaseTypeDefinition.safeParse(check.variables) : null;
  const definition = parsed?.success ? parsed.data : null;
  const latest = types?.find((each) => each.definition.name === definition?.name)?.definition;
  const error = check.error ?? publish.error;
  return (
    <>
      <Button type="link" icon={<ArrowLeftOutlined />} onClick={() => done()} className="back-link">
        {say(words.back)}
      </Button>
      <section className="panel" aria-labelledby="check">
        <h2 id="check">{say(words.title)}</h2>
        <p className="quiet">{say(words.lead)}</p>
        <Input.TextArea
          aria-label={say(words.json)}
          className="mono"
          value={source}
          rows={12}
          spellCheck={false}
          placeholder='{ "name": "…", "version": 2, … }'
          onChange={({ target }) => change(target.value)}
        />
        <div className="tools check-tools">
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            hidden
            onChange={async ({ target }) => {
              const [chosen] = target.files ?? [];
              if (chosen) change(await chosen.text());
              target.value = '';
            }}
          />
          <Button icon={<UploadOutlined />} onClick={() => file.current?.click()}>
            {say(words.load)}
          </Button>
          <Button type="primary" disabled={source.trim() === ''} loading={check.isPending} onClick={start}>
            {say(words.check)}
          </Button>
          {definition && check.data?.version === 'next' && (
            <Popconfirm
              title={say(words.confirm)}
              okText={say(words.yes)}
              cancelText={say(words.no)}
              onConfirm={() => check.variables && publish.mutate(check.variables)}
            >
              <Button type="primary" danger loading={publish.isPending}>
                {say(words.publish, { n: definition.version })}
              </Button>
            </Popconfirm>
          )}
        </div>
        <div role="status">
          {notJson !== null && (
            <Alert type="error" showIcon className="spaced" title={say(notJson.label, notJson.values)} />
          )}
          {error && <Alert type="error" showIcon className="spaced" title={partIn(language, error.message)} />}
          {check.data && check.data.findings.length > 0 && (
            <Alert
              type="error"
              showIcon
              className="spaced"
              title={say(words.findings, { n: check.data.findings.length })}
              description={
                <ul className="plain-list findings">
                  {check.data.findings.map(({ pointer, code, zh, en }) => (
                    <li key={`${pointer} ${code} ${en}`}>
                      <code>{pointer || '/'}</code> {language === 'zh' ? zh : en}
                      {/* Of the form the sentence has said all that there is. */}
                      {code !== 'Schema' && <span className="quiet small"> {code}</span>}
                    </li>
                  ))}
                </ul>
              }
            />
          )}
          {check.data && definition && <Standing checked={check.data} definition={definition} />}
        </div>
      </section>
      {definition && latest && check.data?.version !== 'known' && (
        <section className="panel" aria-labelledby="changes">
          <h2 id="changes">{say(words.changes)}</h2>
          <Changes changes={diffTypes(latest, definition, { say, of: (label) => label[language] })} />
        </section>
      )}
      {definition && check.data && check.data.owner !== null && check.data.findings.length === 0 && (
        <DefinitionView definition={definition} owner={check.data.owner} />
      )}
    </>
  );
};
