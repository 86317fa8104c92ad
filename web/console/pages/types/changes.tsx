// A list of changes in words, each with how it was and how it is.
import { Tag } from 'antd';
import { text, useSay } from '../../../shared/language.ts';
import type { Change } from './diff.ts';

const words = {
  added: text('新增', 'Added'),
  removed: text('删去', 'Removed'),
  changed: text('改动', 'Changed'),
  same: text('没有差别。', 'No difference.'),
};

const colours = { added: 'green', removed: 'red', changed: 'gold' } as const;

export const Changes = ({ changes }: { changes: readonly Change[] }) => {
  const say = useSay();
  if (changes.length === 0) return <p className="quiet">{say(words.same)}</p>;
  return (
    <ul className="plain-list changes">
      {changes.map(({ sign, where, what, from, to }) => (
        <li key={`${where} ${what} ${sign}`}>
          <Tag color={colours[sign]}>{say(words[sign])}</Tag>
          <div>
            <strong>{where}</strong> {what}
            {from !== undefined && (
              <div>
                <del>{from}</del>
              </div>
            )}
            {to !== undefined && (
              <div>
                <ins>{to}</ins>
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
};
