// What a check of a case type reports.

/** One thing that keeps a case type from being published: where it is (a JSON pointer), what it is and what to do about it. */
export interface Finding {
  code: FindingCode;
  path: string;
  zh: string;
  en: string;
}

type FindingCode =
  | 'Schema'
  | 'TypeTooLarge'
  | 'TextTooLong'
  | 'TextUnstorable'
  | 'TextBlank'
  | 'TooMany'
  | 'UnknownStep'
  | 'UnreachableStep'
  | 'NoWayToClose'
  | 'ClosesUnanswered'
  | 'InitialPhase'
  | 'InitialOwner'
  | 'PhaseMissing'
  | 'KindOutOfPhase'
  | 'MustLeadOn'
  | 'CloseLeadsOn'
  | 'DispatchUnit'
  | 'DispatchOwner'
  | 'CallBackFields'
  | 'RouteAfterOtherwise'
  | 'NoOtherwise'
  | 'RouteField'
  | 'RouteValue'
  | 'OwnerInput'
  | 'DuplicateOption'
  | 'ReservedName'
  | 'StandingName'
  | 'DuplicateCategory'
  | 'RaisesNotAscending'
  | 'RaiseUnitsMixed'
  | 'StepLongerThanCase'
  | 'DayFraction'
  | 'LimitTooLong'
  | 'IntegerBounds';

/** The JSON pointer of the given names. */
export const at = (...names: (string | number)[]): string => names.map((name) => `/${name}`).join('');
