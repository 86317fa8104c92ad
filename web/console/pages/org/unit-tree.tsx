// The org tree with what each branch has open and overdue; opened branch by branch, found by name.
import { Input, Tree } from 'antd';
import { useMemo, useState } from 'react';
import { parentOf } from '../../../../workflows/contract/org-path.ts';
import { useSay } from '../../../shared/language.ts';
import { levelWords } from '../../../shared/words.ts';
import type { Unit } from './org-queries.ts';
import { words } from './words.ts';

export interface Load {
  open: number;
  overdue: number;
}

interface Node {
  key: string;
  unit: Unit;
  children?: Node[];
  isLeaf: boolean;
}

/** The units below each; departments come after the places. */
const nodesOf = (units: readonly Unit[]): Node[] => {
  const nodes = new Map<string, Node>(units.map((unit) => [unit.path, { key: unit.path, unit, isLeaf: true }]));
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const above = nodes.get(parentOf(node.key) ?? '');
    if (above) {
      above.isLeaf = false;
      above.children = [...(above.children ?? []), node];
    } else roots.push(node);
  }
  const last = ({ unit }: Node): number => (unit.level === 'department' ? 1 : 0);
  for (const { children } of nodes.values()) children?.sort((a, b) => last(a) - last(b));
  return roots;
};

const aboveAll = (path: string): string[] => {
  const labels = path.split('.');
  return labels.map((_, i) => labels.slice(0, i + 1).join('.')).slice(0, -1);
};

/** At most so many matches are opened at once. */
const mostMatches = 200;

export const UnitTree = ({
  units,
  chosen,
  loadOf,
  isVacant,
  choose,
  height,
}: {
  units: readonly Unit[];
  chosen: string | undefined;
  loadOf: (path: string) => Load | undefined;
  isVacant: (path: string) => boolean;
  choose: (path: string) => void;
  height: number;
}) => {
  const say = useSay();
  const [words_, setWords] = useState('');
  const [toggled, setToggled] = useState<string[] | null>(null);
  const wanted = words_.trim();
  const matches = useMemo(
    () => (wanted === '' ? null : units.filter(({ name, path }) => name.includes(wanted) || path.endsWith(wanted))),
    [units, wanted],
  );
  const shown = useMemo(() => {
    if (!matches) return units;
    const kept = new Set(matches.slice(0, mostMatches).flatMap(({ path }) => [path, ...aboveAll(path)]));
    return units.filter(({ path }) => kept.has(path));
  }, [units, matches]);
  const nodes = useMemo(() => nodesOf(shown), [shown]);
  const home = chosen === undefined ? [] : [...aboveAll(chosen), chosen];
  const expanded = matches ? shown.map(({ path }) => path) : (toggled ?? home);
  return (
    <>
      <Input.Search
        allowClear
        placeholder={say(words.search)}
        aria-label={say(words.search)}
        value={words_}
        onChange={({ target }) => setWords(target.value)}
        onSearch={() => matches?.[0] && choose(matches[0].path)}
      />
      <p className="org-quiet" aria-live="polite">
        {matches
          ? matches.length === 0
            ? say(words.noMatch)
            : say(words.matches, { n: matches.length })
          : say(words.legend)}
      </p>
      <Tree
        key={matches ? 'found' : 'all'}
        className="org-tree"
        aria-label={say(words.tree)}
        blockNode
        virtual
        height={height}
        treeData={nodes}
        selectedKeys={chosen === undefined ? [] : [chosen]}
        expandedKeys={expanded}
        onExpand={(keys) => setToggled(keys.map(String))}
        onSelect={(_keys, { node }) => {
          if (!node.isLeaf && !expanded.includes(node.key)) setToggled([...expanded, node.key]);
          choose(node.key);
        }}
        titleRender={({ unit }) => {
          const load = loadOf(unit.path);
          return (
            <span className={`org-node${unit.active ? '' : ' is-inactive'}`}>
              <span className="org-node-name" title={`${unit.name} · ${say(levelWords[unit.level])}`}>
                {unit.name}
              </span>
              {unit.active && isVacant(unit.path) && <span className="org-node-vacant">{say(words.vacant)}</span>}
              {load && (
                <span className="org-node-load">
                  {load.open}
                  {load.overdue > 0 && <b> / {load.overdue}</b>}
                </span>
              )}
            </span>
          );
        }}
      />
    </>
  );
};
