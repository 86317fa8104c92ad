// Letting PostgreSQL keep the plan of a named statement that takes an array. It plans anew whenever a plan for the very values looks cheaper
// than the one for any, and for an array of two it always does: it takes one of unknown length for ten. The new plan is the same one, and
// making it costs more than what it does.

/** SQL of an array parameter whose length is not looked at. For statements that find single rows by an index, whatever the length. */
export const ofAnyLength = (parameter: string): string => `array(select unnest(${parameter}))`;
