// Each step in words: owner, limits by urgency, and its actions with who may take them, what they ask and where they lead.
import { Tag } from 'antd';
import type { CaseTypeDefinition, StepDefinition } from '../../../../workflows/contract/case-type.ts';
import { phaseColours } from '../../../shared/colours.ts';
import { listed, text, useLanguage, useSay } from '../../../shared/language.ts';
import { phaseWords } from '../../../shared/words.ts';
import { type Column, RecordTable } from '../../components/record-table.tsx';
import {
  aside,
  fieldKindWords,
  fieldsOf,
  kindWords,
  limitsInWords,
  ownerLines,
  relationWords,
  routesInWords,
} from './tongue.ts';

const words = {
  label: text('环节与动作', 'Steps and actions'),
  step: text('环节', 'Step'),
  owner: text('责任单位', 'Owner'),
  limit: text('时限', 'Limit'),
  actions: text('动作：谁可办、填什么、去向', 'Actions: by whom, what is asked, where to'),
  by: text('由{who}', 'by {who}'),
  reason: text('须说明理由', 'needs a reason'),
  required: text('必填', 'required'),
};

type Step = StepDefinition & { name: string };

export const StepsTable = ({ definition, codes }: { definition: CaseTypeDefinition; codes: boolean }) => {
  const say = useSay();
  const language = useLanguage();
  const tongue = { say, of: (label: { zh: string; en: string }) => label[language] };
  const fields = fieldsOf(definition);
  const columns: Column<Step>[] = [
    {
      key: 'step',
      title: say(words.step),
      render: ({ name, label, phase }) => (
        <div className="step-name">
          <strong>{label[language]}</strong>
          <span className="small" style={{ color: phaseColours[phase] }}>
            {say(phaseWords[phase])}
          </span>
          {codes && <span className="quiet small mono">{name}</span>}
        </div>
      ),
    },
    {
      key: 'owner',
      title: say(words.owner),
      render: ({ owner }) => (
        <div className="step-owner">
          {ownerLines(owner, tongue, fields).map((line) => (
            <div key={line}>{line}</div>
          ))}
        </div>
      ),
    },
    {
      key: 'limit',
      title: say(words.limit),
      render: ({ limit }) =>
        limitsInWords(limit, tongue).map(({ urgency, limit: time, rule }) => (
          <div key={urgency ?? ''} className="nowrap" title={rule}>
            {urgency && <span className="quiet">{urgency} </span>}
            {time}
          </div>
        )),
    },
    {
      key: 'actions',
      title: say(words.actions),
      render: ({ actions }) => (
        <ul className="step-actions">
          {Object.entries(actions).map(([name, action]) => (
            <li key={name}>
              <div>
                <strong>{action.label[language]}</strong> <Tag>{say(kindWords[action.kind])}</Tag>
                <span className="quiet small">
                  {say(words.by, {
                    who: listed(
                      action.by.map((relation) => say(relationWords[relation])),
                      say,
                    ),
                  })}
                  {action.reason === 'required' && ` · ${say(words.reason)}`}
                </span>
              </div>
              {Object.entries(action.fields).length > 0 && (
                <div className="small">
                  {Object.entries(action.fields).map(([field, { label, kind, required }], i) => (
                    <span key={field}>
                      {i > 0 && ' · '}
                      {label[language]}
                      <span className="quiet">
                        {aside(
                          listed([say(fieldKindWords[kind]), ...(required ? [say(words.required)] : [])], say),
                          tongue,
                        )}
                      </span>
                    </span>
                  ))}
                </div>
              )}
              {routesInWords(action, definition, tongue).map((route) => (
                <div key={route} className="small route">
                  {route}
                </div>
              ))}
            </li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <RecordTable<Step>
      label={say(words.label)}
      columns={columns}
      rows={Object.entries(definition.steps).map(([name, step]) => ({ name, ...step }))}
      rowKey={({ name }) => name}
    />
  );
};
