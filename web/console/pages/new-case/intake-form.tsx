// The form in which a desk receives a request: what, where, how urgent, in whose words.
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Radio, Select } from 'antd';
import { useMemo, useState } from 'react';
import { forUrgency, sources, urgencies } from '../../../../workflows/contract/case-type.ts';
import { atLevel, isDepartment, isWithin, levelOf, parentOf } from '../../../../workflows/contract/org-path.ts';
import type { ApiError } from '../../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { choiceText, limitText, sourceWords, urgencyWords } from '../../../shared/words.ts';
import { AttachmentsInput } from '../../components/action/attachments-input.tsx';
import { type ControlIds, FormField } from '../../components/action/form-field.tsx';
import { FormFrame } from '../../components/action/form-frame.tsx';
import { WordsInput } from '../../components/action/words-input.tsx';
import { type Unit, UnitPicker } from '../../components/unit-picker.tsx';
import { caseTypesQuery, useMe } from '../../queries.ts';
import { type IntakeDraft, most, problemsIn } from './draft.ts';

const words = {
  source: text('来源', 'Source'),
  kind: text('类别', 'Category'),
  chooseKind: text('选择类别，可输入查找', 'Choose a category; type to search'),
  area: text('发生地', 'Area'),
  chooseArea: text('选择街道、社区或网格，可输入名称查找', 'Choose a street, community or grid; type to search'),
  urgency: text('紧急程度', 'Urgency'),
  limit: text('总时限 {limit}', 'whole case: {limit}'),
  description: text('诉求内容', 'What is asked'),
  descriptionHow: text(
    '按来电人原话记录：何时、何事、希望怎样解决。',
    "In the caller's own words: when, what, and what they hope for.",
  ),
  place: text('详细地点', 'Where exactly'),
  reporter: text('反映人及联系方式', 'Who reports it, and how to reach them'),
  reporterHow: text('仅经办单位可见；审计时遮蔽。', 'Only units that work on the case read it; masked for auditors.'),
  files: text('材料', 'Files'),
  rehearsal: text(
    '演练（时间可快进，不计入统计，不进工作台）',
    'A rehearsal (its time may be skipped; never counted or listed)',
  ),
  submit: text('受理', 'Receive'),
  again: text('再次确认结果', 'Ask again'),
  unknown: text('没有得到答复，尚不确定是否已受理', 'No answer came back: it is not known whether this was received'),
  unknownHow: text(
    '再次确认不会重复受理；确认之前内容不能更改。',
    'Asking again never receives it twice; until then it cannot be changed.',
  ),
};

export interface IntakeState {
  busy: boolean;
  unknown: boolean;
  refusal: ApiError | null;
}

export const IntakeForm = ({
  draft,
  onChange,
  onSubmit,
  state: { busy, unknown, refusal },
}: {
  draft: IntakeDraft;
  onChange: (change: (before: IntakeDraft) => IntakeDraft) => void;
  onSubmit: () => void;
  state: IntakeState;
}) => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const [checked, setChecked] = useState(false);
  const { data: allTypes } = useQuery(caseTypesQuery);
  const county = useMemo(() => {
    const place = isDepartment(me.unit) ? (parentOf(me.unit) ?? me.unit) : me.unit;
    return atLevel(place, 'county');
  }, [me.unit]);
  const types = useMemo(() => {
    const at = draft.area ?? county;
    // A city that has not chosen the place yet is shown what any of its counties is offered.
    const isOffered = (owner: string) =>
      isWithin(at, owner) || (draft.area === undefined && levelOf(county) === 'city' && isWithin(owner, county));
    return allTypes?.filter(({ owner }) => isOffered(owner));
  }, [allTypes, county, draft.area]);
  const set = <K extends keyof IntakeDraft>(name: K, value: IntakeDraft[K]) =>
    onChange((before) => ({ ...before, [name]: value }));

  const kinds = useMemo(
    () =>
      types?.map(({ definition: { name, label, categories } }) => ({
        label: say(label),
        title: say(label),
        options: categories.map((category) => {
          const shown = say(choiceText(category, label, categories));
          return {
            value: `${name}/${category}`,
            label: shown.startsWith(say(label)) ? shown : `${say(label)} · ${shown}`,
          };
        }),
      })) ?? [],
    [types, say],
  );
  const isPlace = useMemo(
    () =>
      ({ path, level }: Unit) =>
        level !== 'city' && level !== 'department' && isWithin(path, county),
    [county],
  );
  const definition = types?.find(({ definition: { name } }) => name === draft.kind?.split('/')[0])?.definition;
  const found = checked ? problemsIn(draft, say) : new Map<string, string>();
  const told = new Map(
    refusal?.problems.map(({ pointer, message }) => [
      pointer.split('/').slice(0, 2).join('/'),
      partIn(language, message),
    ]),
  );
  const problemOf = (pointer: string) => found.get(pointer) ?? told.get(pointer);
  const arriving = draft.files.some(({ state }) => state === 'uploading');
  const locked = busy || unknown;

  const send = (): boolean => {
    setChecked(true);
    const sound = problemsIn(draft, say).size === 0;
    if (sound) onSubmit();
    return sound;
  };

  const area = (name: 'description' | 'place' | 'reporter', rows: number) => (ids: ControlIds) => (
    <WordsInput
      ids={ids}
      value={draft[name]}
      onChange={(value) => set(name, value)}
      rows={rows}
      max={most[name]}
      counted={draft[name].length > most[name] * 0.8 || rows > 1}
      disabled={locked}
    />
  );

  return (
    <FormFrame
      className="intake-form"
      ready={!busy && !arriving}
      send={send}
      unknown={unknown ? { title: say(words.unknown), how: say(words.unknownHow) } : null}
      refusal={told.size === 0 ? refusal : null}
    >
      <FormField id="intake-source" label={say(words.source)} required group>
        {({ labelId }) => (
          <Radio.Group
            aria-labelledby={labelId}
            value={draft.source}
            onChange={(event) => set('source', event.target.value)}
            disabled={locked}
            options={sources.map((source) => ({ value: source, label: say(sourceWords[source]) }))}
          />
        )}
      </FormField>
      <div className="intake-pair">
        <FormField id="intake-kind" label={say(words.kind)} required problem={problemOf('/category')}>
          {({ id, describedBy, invalid }) => (
            <Select
              id={id}
              className="form-wide"
              options={kinds}
              value={draft.kind ?? null}
              onChange={(kind) => set('kind', kind ?? undefined)}
              placeholder={say(words.chooseKind)}
              showSearch={{ optionFilterProp: 'label' }}
              disabled={locked}
              {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
              {...(invalid && { status: 'error' as const })}
            />
          )}
        </FormField>
        <FormField id="intake-area" label={say(words.area)} required problem={problemOf('/area')}>
          {({ id, describedBy, invalid }) => (
            <UnitPicker
              id={id}
              value={draft.area}
              onChange={(unit) => set('area', unit)}
              plausible={isPlace}
              open={[me.unit]}
              placeholder={say(words.chooseArea)}
              disabled={locked}
              invalid={invalid}
              {...(describedBy !== undefined && { describedBy })}
            />
          )}
        </FormField>
      </div>
      <FormField id="intake-urgency" label={say(words.urgency)} required group>
        {({ labelId }) => (
          <Radio.Group
            aria-labelledby={labelId}
            value={draft.urgency}
            onChange={(event) => set('urgency', event.target.value)}
            disabled={locked}
          >
            {urgencies.map((urgency) => (
              <Radio key={urgency} value={urgency}>
                {say(urgencyWords[urgency])}
                {definition && (
                  <small className="intake-limit">
                    {say(words.limit, { limit: limitText(forUrgency(definition.limit, urgency), say) })}
                  </small>
                )}
              </Radio>
            ))}
          </Radio.Group>
        )}
      </FormField>
      <FormField
        id="intake-description"
        label={say(words.description)}
        required
        hint={say(words.descriptionHow)}
        problem={problemOf('/description')}
      >
        {area('description', 4)}
      </FormField>
      <div className="intake-pair">
        <FormField id="intake-place" label={say(words.place)} required={false} problem={problemOf('/place')}>
          {area('place', 1)}
        </FormField>
        <FormField
          id="intake-reporter"
          label={say(words.reporter)}
          required={false}
          hint={say(words.reporterHow)}
          problem={problemOf('/reporter')}
        >
          {area('reporter', 1)}
        </FormField>
      </div>
      <FormField id="intake-files" label={say(words.files)} required={false} group problem={problemOf('/attachments')}>
        {(ids) => (
          <AttachmentsInput
            uploads={draft.files}
            onChange={(change) => onChange((before) => ({ ...before, files: change(before.files) }))}
            max={most.files}
            ids={ids}
            disabled={locked}
          />
        )}
      </FormField>
      <Checkbox
        checked={draft.rehearsal}
        onChange={(event) => set('rehearsal', event.target.checked)}
        disabled={locked}
      >
        {say(words.rehearsal)}
      </Checkbox>
      <div className="action-foot">
        <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={arriving}>
          {say(unknown ? words.again : words.submit)}
        </Button>
      </div>
    </FormFrame>
  );
};
