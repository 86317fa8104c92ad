// A plain table of records: rows that may be chosen and opened. Ant Design's own table measures scroll bars with a style that the page's
// security policy refuses, and brings much that these pages do not need.
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Fragment, type ReactNode, useState } from 'react';
import './record-table.css';

export interface Column<T> {
  key: string;
  title: string;
  render: (row: T, index: number) => ReactNode;
  align?: 'right';
  /** On a phone it has a line of its own, see `stacks`. */
  wide?: true;
  /** Left out on screens narrower than this. */
  from?: 'tablet' | 'desktop';
}

interface Props<T> {
  /** What the table is, for those who do not see it. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string | number;
  rowClass?: (row: T, index: number) => string;
  /** A click on a row; give the same act a button or a link of its own. */
  choose?: (row: T, index: number) => void;
  /** What a row holds when it is opened, and the words of the button that opens it. */
  detail?: { label: (row: T) => string; render: (row: T) => ReactNode };
  /** On a phone a row's columns stand in lines, all of them, each with its title: for rows that are read one by one. */
  stacks?: boolean;
  empty?: ReactNode;
}

export const RecordTable = <T,>({
  label,
  columns,
  rows,
  rowKey,
  rowClass,
  choose,
  detail,
  stacks,
  empty,
}: Props<T>) => {
  const [open, setOpen] = useState<ReadonlySet<string | number>>(new Set());
  const toggle = (key: string | number) =>
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const classOf = ({ align, from, wide }: Column<T>) =>
    [align === 'right' && 'is-right', from && `from-${from}`, wide && 'is-wide'].filter(Boolean).join(' ');
  return (
    // A wide table scrolls in place; a keyboard must be able to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section className={stacks ? 'record-table stacks' : 'record-table'} aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classOf(column)}>
                {column.title}
              </th>
            ))}
            {detail && <td />}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td className="is-empty" colSpan={columns.length + (detail ? 1 : 0)}>
                {empty}
              </td>
            </tr>
          )}
          {rows.map((row, index) => {
            const key = rowKey(row);
            return (
              <Fragment key={key}>
                <tr
                  className={`${rowClass?.(row, index) ?? ''} ${choose ? 'is-choosable' : ''}`}
                  onClick={choose && (() => choose(row, index))}
                >
                  {columns.map((column) => (
                    <td key={column.key} className={classOf(column)} data-title={column.title}>
                      {column.render(row, index)}
                    </td>
                  ))}
                  {detail && (
                    <td className="is-opener">
                      <button
                        type="button"
                        aria-expanded={open.has(key)}
                        aria-label={detail.label(row)}
                        onClick={(event) => {
                          event.stopPropagation();
                          toggle(key);
                        }}
                      >
                        {open.has(key) ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
                      </button>
                    </td>
                  )}
                </tr>
                {detail && open.has(key) && (
                  <tr className="is-detail">
                    <td colSpan={columns.length + 1}>{detail.render(row)}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};
