// Cases in a dialog that acts on several, each with a word about it. Its number opens it beside: the dialog stays as it is.
import type { ReactNode } from 'react';
import { text, useSay } from '../../../shared/language.ts';
import type { Chosen } from './chosen.ts';

const words = { open: text('在新页面打开 {caseNo}', 'Open {caseNo} in a new page') };

export const BulkItems = ({ items }: { items: readonly { line: Chosen; mark: ReactNode }[] }) => {
  const say = useSay();
  return (
    <ul className="bulk-items">
      {items.map(({ line: { caseNo, title }, mark }) => (
        <li key={caseNo}>
          <span className="bulk-case">
            <a
              href={`/cases/${encodeURIComponent(caseNo)}`}
              target="_blank"
              rel="noreferrer"
              title={say(words.open, { caseNo })}
            >
              {caseNo}
            </a>{' '}
            <bdi title={title ?? ''}>{title}</bdi>
          </span>
          <span className="bulk-mark">{mark}</span>
        </li>
      ))}
    </ul>
  );
};
