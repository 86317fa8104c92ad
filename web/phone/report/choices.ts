// What the form is made from: categories of the types that are offered here, and the places of one's own unit. Remembered for when there is no network.
import { isWithin, levelOf } from '../../../workflows/contract/org-path.ts';
import { api, ask } from '../../shared/api.ts';
import type { PersonMe } from '../../shared/session.ts';
import { type Choices, keep, recall } from '../store/kept.ts';

/** Cases happen in counties and below: a city or a department reports at its desk. */
export const mayReportHere = ({ unit }: PersonMe): boolean => !['city', 'department'].includes(levelOf(unit));

const fetchChoices = async ({ unit }: PersonMe): Promise<Choices> => {
  const [types, units] = await Promise.all([
    ask(api.GET('/v1/case-types')),
    ask(api.GET('/v1/org', { params: { query: { under: unit } } })),
  ]);
  return {
    categories: types.items
      .filter(({ owner }) => isWithin(unit, owner))
      .flatMap(({ definition: { categories, label } }) =>
        categories.map((category) => ({ category, typeLabel: label })),
      ),
    units: units.items
      .filter(({ active, level }) => active && level !== 'department')
      .map(({ path, name }) => ({ path, name }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
};

/** As the API has them now, or as they were last seen by this person. @throws ApiError when there is neither */
export const loadChoices = async (me: PersonMe): Promise<Choices> => {
  try {
    const choices = await fetchChoices(me);
    // A phone that keeps nothing chooses from them all the same.
    await keep('choices', choices).catch(() => undefined);
    return choices;
  } catch (error) {
    const known = await recall('choices').catch(() => null);
    // Somebody else's places are of no use.
    if (known?.units.some(({ path }) => path === me.unit)) return known;
    throw error;
  }
};
