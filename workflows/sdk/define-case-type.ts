// defineCaseType: from the form that authors write to the plain JSON that is published, hashed and travels with each case.
import type { ActionDefinition, CaseTypeDefinition, StepDefinition } from '../contract/case-type.ts';
import { labelOf } from './fields.ts';
import type { ActionForm, AnyForm, CaseTypeForm, Checked, Destination, StepForm } from './forms.ts';

/**
 * Defines a case type. The compiler refuses unknown steps, and conditions on fields or options that an action does not have; what
 * it cannot see (reachability, phases, limits) is found by `checkCaseType` before publishing.
 */
export const defineCaseType = <const T extends AnyForm>(form: T & Checked<T>): CaseTypeDefinition => {
  const { label, summary, categories, steps, ...rest } = form as unknown as CaseTypeForm;
  return {
    ...rest,
    label: labelOf(label),
    summary: labelOf(summary),
    categories: [...categories],
    steps: mapValues(steps, plainStep),
  };
};

const plainStep = ({ label, actions, ...rest }: StepForm): StepDefinition => ({
  ...rest,
  label: labelOf(label),
  actions: mapValues(actions, plainAction),
});

/** What the form does not know is kept, for the checks to tell. */
const plainAction = ({ kind, label, to, by, fields, reason, ...rest }: ActionForm): ActionDefinition => ({
  ...rest,
  kind,
  label: labelOf(label),
  routes: plainRoutes(to),
  by: [...(by ?? (['responsible', 'handler'] as const))],
  fields: { ...fields },
  reason: reason ?? 'optional',
});

const plainRoutes = (to: Destination | undefined): ActionDefinition['routes'] => {
  if (to === undefined) return [];
  if (typeof to === 'string') return [{ to }];
  return to.map((route) =>
    typeof route === 'string'
      ? { to: route }
      : { when: { field: route.when.field, is: valuesOf(route.when.is) }, to: route.step },
  );
};

/** Routes compare strings; a yes/no field is compared as `true` or `false`. */
const valuesOf = (is: string | boolean | readonly string[]): string[] =>
  typeof is === 'object' ? [...is] : [String(is)];

const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
