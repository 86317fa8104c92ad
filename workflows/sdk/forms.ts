// What `defineCaseType` accepts: the comfortable forms (`CaseTypeForm`), and what must hold between their parts (`Checked`), so that
// a step, field or option that does not exist is a compile error where it is written.
import type { Relation } from '../contract/actor.ts';
import type { Ladder, TimeLimit } from '../contract/calendar.ts';
import type { ActionKind, ByUrgency, OwnerRule, Phase } from '../contract/case-type.ts';
import type { Field, Fields } from '../contract/fields.ts';
import type { ChoiceField, LabelForm } from './fields.ts';

/** Taken when the field of the same action holds `is`, or one of its values. */
interface ConditionalRoute {
  readonly when: { readonly field: string; readonly is: string | boolean | readonly string[] };
  readonly step: string;
}

/** `'step'`, or conditions in order and the step otherwise: `[{ when: { field, is }, step }, 'otherwise']`. */
export type Destination = string | readonly [...ConditionalRoute[], string];

export interface ActionForm {
  readonly kind: ActionKind;
  readonly label: LabelForm;
  /** Left out: the case stays in its step. */
  readonly to?: Destination;
  /** Who may take it; `['responsible', 'handler']` when left out. */
  readonly by?: readonly Relation[];
  readonly fields?: Readonly<Fields>;
  /** `optional` when left out. */
  readonly reason?: 'required' | 'optional';
}

export interface StepForm {
  readonly phase: Phase;
  readonly label: LabelForm;
  readonly owner: OwnerRule;
  readonly limit: ByUrgency<TimeLimit>;
  readonly actions: Readonly<Record<string, ActionForm>>;
}

/** Steps by name. */
export type StepForms = Readonly<Record<string, StepForm>>;

export interface CaseTypeForm {
  readonly name: string;
  readonly version: number;
  readonly label: LabelForm;
  readonly summary: LabelForm;
  /** Categories of request that come to this type when the caller names none. */
  readonly categories: readonly string[];
  readonly initial: string;
  readonly steps: StepForms;
  /** Whole-case limit (总时限). */
  readonly limit: ByUrgency<TimeLimit>;
  readonly ladder: ByUrgency<Ladder>;
  readonly supervisionReply: TimeLimit;
  readonly reopenWithin: TimeLimit;
  /** Where a reopened case goes on. */
  readonly reopenAt: string;
}

/** What the compiler reads the names from: a form with something missing or wrong in it still names its steps, so that only what is wrong is told. */
export interface AnyForm {
  readonly steps: Readonly<Record<string, { readonly actions?: Readonly<Record<string, object>> }>>;
}

type StepsOf<T extends AnyForm> = keyof T['steps'] & string extends infer Step extends string ? Step : never;
type FieldsOf<A> = A extends { readonly fields: infer F extends Readonly<Fields> } ? F : Record<never, Field>;

/** The values that a route's condition may ask for. */
type AskedOf<F> =
  F extends ChoiceField<infer V> ? V | readonly V[] : F extends { readonly kind: 'boolean' } ? boolean : never;

/** The conditions that can be put on an action's fields, each with the step that it leads to. */
type ConditionOn<F, Step> = {
  [N in keyof F & string]: [AskedOf<F[N]>] extends [never]
    ? never
    : { readonly when: { readonly field: N; readonly is: AskedOf<F[N]> }; readonly step: Step };
}[keyof F & string];

type DestinationFrom<F, Step> = Step | readonly [...ConditionOn<F, Step>[], Step];

type UnitFieldsOf<F> = { [N in keyof F]: F[N] extends { readonly kind: 'unit' } ? N : never }[keyof F];

/** Names of the unit fields of all actions: what an owner `{ input }` can mean. */
type InputsOf<T extends AnyForm> = {
  [S in StepsOf<T>]: {
    [A in keyof T['steps'][S]['actions']]: UnitFieldsOf<FieldsOf<T['steps'][S]['actions'][A]>>;
  }[keyof T['steps'][S]['actions']];
}[StepsOf<T>];

type OwnerFrom<Input> = Exclude<OwnerRule, { input: string }> | { readonly input: Input };

/** What an author reads at a name that is not known: those that are. */
interface Unknown<Known> {
  readonly 'is unknown; there are': Known;
}

/**
 * What must hold of the property `Key`. A wrong name is met with an object and not with the names themselves: the intersection of two
 * literals is `never`, which would take the whole form with it and say nothing.
 */
type Among<Form, Key extends string, Known> = Form extends { readonly [K in Key]: infer Given }
  ? [Given] extends [Known]
    ? unknown
    : { readonly [K in Key]: Unknown<Known> }
  : { readonly [K in Key]: Known };

/** The same for where an action leads: a step by its name, or routes on conditions. */
type Leading<A, Step> = A extends { readonly to: infer To }
  ? [To] extends [Step]
    ? unknown
    : { readonly to: [To] extends [string] ? Unknown<Step> : DestinationFrom<FieldsOf<A>, Step> }
  : unknown;

type CheckedAction<A, Step> = Omit<ActionForm, 'kind' | 'to'> & Among<A, 'kind', ActionKind> & Leading<A, Step>;

type CheckedStep<T extends AnyForm, S extends StepsOf<T>> = Omit<StepForm, 'phase' | 'owner' | 'actions'> &
  Among<T['steps'][S], 'phase', Phase> & {
    readonly owner: OwnerFrom<InputsOf<T>>;
    readonly actions: {
      readonly [A in keyof T['steps'][S]['actions']]: CheckedAction<T['steps'][S]['actions'][A], StepsOf<T>>;
    };
  };

/** A form that is whole and whose names all exist. Intersected with the form itself, it turns what is wrong into an error at its place. */
export type Checked<T extends AnyForm> = Omit<CaseTypeForm, 'steps' | 'initial' | 'reopenAt'> &
  Among<T, 'initial', StepsOf<T>> &
  Among<T, 'reopenAt', StepsOf<T>> & {
    readonly steps: { readonly [S in StepsOf<T>]: CheckedStep<T, S> };
  };
