// Choosing a unit: by name, or down the tree. Units that cannot be meant are shown only as the way to those that can.
import { useQuery } from '@tanstack/react-query';
import { Button, TreeSelect } from 'antd';
import { useMemo, useState } from 'react';
import { parentOf } from '../../../workflows/contract/org-path.ts';
import type { Schemas } from '../../shared/api-types.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';
import { orgQuery } from '../queries.ts';
import { unitsFound, unitTree } from './unit-picker/unit-tree.ts';

export type Unit = Schemas['Unit'];

const words = {
  choose: text('选择单位，可输入名称查找', 'Choose a unit; type to search'),
  none: text('没有相符的单位', 'No unit matches'),
  loading: text('正在载入…', 'Loading…'),
  again: text('重试', 'Try again'),
};

/**
 * @param value the path of the chosen unit
 * @param plausible which units may be chosen; all active ones when left out
 * @param open paths that stand open at first
 */
export const UnitPicker = ({
  value,
  onChange,
  plausible = () => true,
  open: openAtFirst = [],
  id,
  disabled,
  allowClear,
  invalid,
  describedBy,
  label,
  placeholder,
}: {
  value: string | undefined;
  onChange: (unit: string | undefined) => void;
  plausible?: (unit: Unit) => boolean;
  open?: readonly string[];
  id?: string;
  disabled?: boolean;
  allowClear?: boolean;
  invalid?: boolean;
  describedBy?: string;
  /** For a picker without a visible label. */
  label?: string;
  placeholder?: string;
}) => {
  const say = useSay();
  const language = useLanguage();
  const { data: units, error, isFetching, refetch } = useQuery(orgQuery);
  const [search, setSearch] = useState('');
  /** What stands open once somebody has opened or closed something. */
  const [unfolded, setUnfolded] = useState<string[]>();
  const tree = useMemo(() => unitTree(units ?? [], plausible), [units, plausible]);
  // What is found stands in a row: below a branch that cannot be chosen, Enter would find nothing.
  const found = useMemo(() => (search.trim() === '' ? tree : unitsFound(tree)), [tree, search]);
  const expanded = useMemo(() => {
    const roots = tree.flatMap(({ value: root, children }) => [
      root,
      ...(children?.length === 1 ? [children[0]?.value ?? ''] : []),
    ]);
    const chosen = value === undefined ? [] : [parentOf(value) ?? value];
    return [...new Set([...roots, ...openAtFirst, ...chosen])];
  }, [tree, openAtFirst, value]);
  const empty = () => {
    if (units) return say(words.none);
    if (!error || isFetching) return say(words.loading);
    return (
      <>
        {partIn(language, error.message)}{' '}
        <Button size="small" onClick={() => void refetch()}>
          {say(words.again)}
        </Button>
      </>
    );
  };
  return (
    <TreeSelect
      {...(id !== undefined && { id })}
      className="unit-picker"
      treeData={found}
      treeNodeLabelProp="name"
      {...(value !== undefined && { value })}
      onChange={(unit: string | undefined) => {
        setSearch('');
        onChange(unit);
      }}
      onOpenChange={(open) => !open && setSearch('')}
      // Told and not only begun with: units may come after the picker is shown, and what was typed meanwhile stays.
      treeExpandedKeys={unfolded ?? expanded}
      onTreeExpand={(paths) => setUnfolded(paths.map(String))}
      loading={isFetching && !units}
      showSearch={{ treeNodeFilterProp: 'search', onSearch: setSearch }}
      listHeight={320}
      disabled={disabled ?? false}
      allowClear={allowClear ?? false}
      placeholder={placeholder ?? say(words.choose)}
      notFoundContent={empty()}
      {...(invalid && { status: 'error' as const, 'aria-invalid': true })}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      {...(label !== undefined && { 'aria-label': label })}
    />
  );
};
