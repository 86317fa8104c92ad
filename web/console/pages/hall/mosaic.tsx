// All grids at once, by street and community, coloured by load and slack. Streets lead to their communities, communities to their grids;
// over a whole county the grids are for the eye and the pointer, and each community says its figures to whoever cannot see them.
import { type CSSProperties, memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { levelOf } from '../../../../workflows/contract/org-path.ts';
import { useSay } from '../../../shared/language.ts';
import { Panel } from './panel.tsx';
import { blocksOf, columnsOf, gridCount, type Load, numberOf, type Place, shortName, toneOf } from './tree.ts';
import { words } from './words.ts';

const tones = ['none', 'low', 'some', 'many', 'most', 'soon', 'late', 'worst'] as const;

/** A place to go to, or a grid to look into; null: it cannot be gone to. */
type Go = ((path: string) => void) | null;

const same = (a: { place: Place; go: Go }, b: { place: Place; go: Go }): boolean =>
  a.go === b.go && JSON.stringify(a.place) === JSON.stringify(b.place);

/** What the pointer asks about is told by attributes of the tile, see `Tip`. */
const tipOf = (name: string, { open, overdue, soon }: Load) => ({
  'data-name': name,
  'data-load': `${open},${overdue},${soon}`,
});

const Tile = ({ place: { path, name, load } }: { place: Place }) => (
  <span className={`hall-tile is-${toneOf(load)}`} data-path={path} {...tipOf(name, load)}>
    {load.open > 0 ? load.open : ''}
  </span>
);

const Say = ({ place: { name, load } }: { place: Place }) => {
  const say = useSay();
  return say(words.placeSays, { name, open: load.open, overdue: load.overdue });
};

/** A row of a street: the community, its number of open cases, its grids. */
const CommunityRow = memo(
  ({ place, go }: { place: Place; go: Go }) => (
    <li className="hall-community">
      <button type="button" disabled={go === null} onClick={() => go?.(place.path)}>
        <span aria-hidden>{place.name}</span>
        <span className="visually-hidden">
          <Say place={place} />
        </span>
      </button>
      <span className={`hall-sum ${place.load.overdue > 0 ? 'is-late' : ''}`} aria-hidden>
        {place.load.open}
      </span>
      <span className="hall-tiles" style={{ '--grids': place.parts.length } as CSSProperties} aria-hidden>
        {place.parts.map((grid) => (
          <Tile key={grid.path} place={grid} />
        ))}
      </span>
    </li>
  ),
  same,
);

const StreetHead = ({ place, go }: { place: Place; go: Go }) => {
  const say = useSay();
  const { name, load } = place;
  return (
    <h3>
      <button type="button" disabled={go === null} onClick={() => go?.(place.path)}>
        <span className="hall-street-name">{name}</span>
        <span className="hall-street-load">
          {say(words.open)} {load.open}
          {load.overdue > 0 && (
            <em>
              {say(words.overdue)} {load.overdue}
            </em>
          )}
        </span>
      </button>
    </h3>
  );
};

/** How many columns fit side by side, and how wide each is, in rem. */
const useColumns = (rem: number) => {
  const box = useRef<HTMLDivElement>(null);
  const [{ columns, width }, setFit] = useState({ columns: 3, width: rem });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => {
      const room = element.clientWidth / Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const fitting = Math.max(1, Math.min(8, Math.floor(room / rem)));
      setFit({ columns: fitting, width: (room - (fitting - 1) * columnGap) / fitting });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [rem]);
  return { box, columns, width };
};

/** As the styles have it, in rem. */
const columnGap = 1.3;

const Streets = ({ blocks, go }: { blocks: readonly Place[]; go: Go }) => {
  const { box, columns } = useColumns(16.5);
  return (
    <div className="hall-streets" ref={box}>
      {columnsOf(blocks, columns, ({ parts }) => parts.length + 2).map((column) => (
        <ul key={column[0]?.path} className="hall-column">
          {column.map((street) => (
            <li key={street.path} className="hall-street" style={{ flexGrow: street.parts.length + 2 }}>
              <StreetHead place={street} go={go} />
              <ul>
                {street.parts.map((community) => (
                  <CommunityRow key={community.path} place={community} go={go} />
                ))}
              </ul>
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
};

/** A community's grids, and what lies in none of them. */
const tileCount = ({ parts, own }: Place): number => parts.length + (own.open > 0 ? 1 : 0);

/** What a tile with a grid's name and two digits takes beside the next, in rem. */
const tileRem = 4.5;

/** A street: its communities as blocks, with larger tiles that carry their names. */
const Communities = ({ blocks, go, pick }: { blocks: readonly Place[]; go: Go; pick: Go }) => {
  const { box, columns, width } = useColumns(15.5);
  const beside = Math.max(1, Math.floor(width / tileRem));
  const rowsOf = (community: Place): number => Math.ceil(tileCount(community) / beside) + 1;
  return (
    <div className="hall-streets" ref={box} style={{ '--beside': beside } as CSSProperties}>
      {columnsOf(blocks, columns, rowsOf).map((column) => (
        <ul key={column[0]?.path} className="hall-column">
          {column.map((community) => (
            <li key={community.path} className="hall-block" style={{ flexGrow: rowsOf(community) }}>
              <StreetHead place={community} go={go} />
              <Grids place={community} pick={pick} among />
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
};

/**
 * A community: its grids, each a button that opens what is in it.
 * @param among it stands among others, where there is no room for what all grids are called
 */
const Grids = ({ place, pick, among = false }: { place: Place; pick: Go; among?: boolean }) => {
  const say = useSay();
  const whole: Place = { ...place, name: say(words.whole), load: place.own, parts: [] };
  const tiles = [...place.parts, ...(place.own.open > 0 ? [whole] : [])];
  return (
    <ul className="hall-grids">
      {tiles.map((grid) => (
        <li key={grid.path}>
          <button
            type="button"
            className={`hall-tile is-${toneOf(grid.load)}`}
            data-path={grid.path}
            {...tipOf(grid.name, grid.load)}
            onClick={() => pick?.(grid.path)}
          >
            <span className="hall-tile-name" aria-hidden>
              {among ? numberOf(shortName(grid.name, place.name)) : shortName(grid.name, place.name)}
            </span>
            <span className="hall-tile-count" aria-hidden>
              {grid.load.open}
            </span>
            <span className="visually-hidden">
              <Say place={grid} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};

interface Pointed {
  name: string;
  load: string;
  x: number;
  y: number;
  right: boolean;
}

/**
 * What is under the pointer, and clicks on tiles that are no buttons, by their attributes: one listener for all of them.
 * @param idle nobody is here, and the views change under a pointer that was left behind
 */
const useTiles = (pick: (path: string) => void, idle: boolean) => {
  const box = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  useEffect(() => {
    if (idle) setPointed(null);
  }, [idle]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const tileAt = ({ target }: Event) =>
      target instanceof Element ? target.closest<HTMLElement>('[data-load]') : null;
    const move = (event: Event): void => {
      const tile = tileAt(event);
      if (!tile) {
        setPointed(null);
        return;
      }
      const [at, within] = [tile.getBoundingClientRect(), element.getBoundingClientRect()];
      const { name = '', load = '' } = tile.dataset;
      const right = at.left - within.left > within.width * 0.6;
      const x = right ? within.right - at.left : at.right - within.left;
      setPointed((before) =>
        before?.name === name && before.load === load ? before : { name, load, x, y: at.top - within.top, right },
      );
    };
    const leave = (): void => setPointed(null);
    const click = (event: Event): void => {
      const tile = tileAt(event);
      if (tile?.dataset.path && tile.tagName !== 'BUTTON') pick(tile.dataset.path);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('click', click);
    return () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('click', click);
    };
  }, [pick]);
  return { box, pointed };
};

const Tip = ({ pointed: { name, load, x, y, right } }: { pointed: Pointed }) => {
  const say = useSay();
  const [open = '0', overdue = '0', soon = '0'] = load.split(',');
  return (
    <div className="hall-tip" style={{ top: y, [right ? 'right' : 'left']: x }} aria-hidden>
      <strong>{name}</strong>
      {say(words.gridSays, { open, overdue, soon })}
    </div>
  );
};

const Legend = () => {
  const say = useSay();
  return (
    <ul className="hall-legend">
      {tones.map((tone) => (
        <li key={tone}>
          <span className={`hall-tile is-${tone}`} aria-hidden />
          {say(words.legend[tone])}
        </li>
      ))}
    </ul>
  );
};

export interface MosaicProps {
  root: Place;
  /** Leads to a street or community. */
  go: Go;
  /** Opens a grid. */
  pick(path: string): void;
  /** Whether nobody has touched anything for a while. */
  idle: boolean;
}

export const Mosaic = memo(({ root, go, pick, idle }: MosaicProps) => {
  const say = useSay();
  const { box, pointed } = useTiles(pick, idle);
  const level = levelOf(root.path);
  const blocks = blocksOf(root);
  return (
    <Panel area="mosaic" name={say(words.mosaic, { n: gridCount(root) })} note={<Legend />}>
      <div ref={box} className={`hall-mosaic-box at-${level}`}>
        {(level === 'city' || level === 'county') && <Streets blocks={blocks} go={go} />}
        {level === 'street' && <Communities blocks={blocks} go={go} pick={pick} />}
        {(level === 'community' || level === 'grid') && (
          <Grids place={level === 'grid' ? { ...root, own: root.load, parts: [] } : root} pick={pick} />
        )}
        {blocks.length === 0 && level !== 'grid' && <p className="hall-empty">{say(words.noGrids)}</p>}
        {pointed && <Tip pointed={pointed} />}
      </div>
    </Panel>
  );
});
