// The org tree that a new installation begins with: 新乡市, 示范区 with its 469 grids, and the neighbouring 延津县. Pure and
// deterministic: the same tree at every call, on every machine.
import type { OrgPath } from '../workflows/contract/org-path.ts';
import { departments, type Settlement, type StreetData, yanjinStreets, zoneStreets } from './zone.ts';

/** 城市社区网格, 农村网格, 专属网格 (a school, market or building site of its own). */
type GridKind = 'urban' | 'rural' | 'special';

export interface SeedUnit {
  path: OrgPath;
  name: string;
  /** The letters that case numbers of this county begin with; null below and above the counties. */
  code: string | null;
  /** Null for everything but grids. */
  grid: GridKind | null;
}

/** Grids of each kind in the whole zone, as its newspaper counts them: 469. */
const zoneGrids: Record<GridKind, number> = { urban: 150, rural: 226, special: 93 };
const yanjinGrids: Record<GridKind, number> = { urban: 4, rural: 2, special: 0 };

const plain = (path: OrgPath, name: string): SeedUnit => ({ path, name, code: null, grid: null });

/** All units, each after the one above it. */
export const seedOrg = (): SeedUnit[] => [
  plain('xx', '新乡市'),
  ...county({ path: 'xx.zone', name: '示范区', code: 'SF', streets: zoneStreets, grids: zoneGrids }),
  ...county({ path: 'xx.yanjin', name: '延津县', code: 'YJ', streets: yanjinStreets, grids: yanjinGrids }),
];

interface County {
  path: OrgPath;
  name: string;
  code: string;
  streets: readonly StreetData[];
  grids: Record<GridKind, number>;
}

const county = ({ path, name, code, streets, grids }: County): SeedUnit[] => {
  const placesOf = (kind: 'communities' | 'villages'): OrgPath[] =>
    streets.flatMap((street) => street[kind].map(([label]) => `${path}.${street.label}.${label}`));
  const communities = placesOf('communities');
  const villages = placesOf('villages');
  const share = {
    urban: spread(grids.urban, communities),
    rural: spread(grids.rural, villages),
    special: spread(grids.special, [...communities, ...villages]),
  };
  const placeUnits = (street: OrgPath, [label, placeName]: Settlement): SeedUnit[] => {
    const place = `${street}.${label}`;
    return [
      plain(place, placeName),
      ...(['urban', 'rural', 'special'] as const).flatMap((kind) =>
        gridsOf(place, placeName, kind, share[kind].get(place) ?? 0),
      ),
    ];
  };
  return [
    { path, name, code, grid: null },
    ...departments.map(([label, department]) => plain(`${path}.${label}`, `${name}${department}`)),
    ...streets.flatMap((street) => {
      const streetPath = `${path}.${street.label}`;
      return [
        plain(streetPath, street.name),
        ...[...street.communities, ...street.villages].flatMap((place) => placeUnits(streetPath, place)),
      ];
    }),
  ];
};

/** `total` spread over the places as evenly as whole numbers allow, the first ones taking the remainder. */
const spread = (total: number, places: readonly OrgPath[]): Map<OrgPath, number> =>
  new Map(
    places.map((place, i) => [place, Math.floor(total / places.length) + (i < total % places.length ? 1 : 0)] as const),
  );

const gridsOf = (place: OrgPath, placeName: string, kind: GridKind, count: number): SeedUnit[] =>
  Array.from({ length: count }, (_, i) => {
    const number = String(i + 1).padStart(2, '0');
    const special = kind === 'special';
    return {
      path: `${place}.${special ? 's' : 'g'}${number}`,
      name: `${placeName}${special ? '专属网格' : '网格'}${number}`,
      code: null,
      grid: kind,
    };
  });
