// What all cases of a worker thread share: the SDK and the pure modules, loaded once a thread instead of once a case (making their schemas
// anew costs a case 12 ms of CPU). They hold nothing of any case.
//
// The SDK freezes what is shared, deeply. Schemas finish themselves at their first use and must not be frozen before; a module that is
// frozen already is not looked into, so each is frozen here, itself only.
import '@temporalio/workflow';
import { regexes } from 'zod';
import * as workingTime from '../case/calendar.ts';
import * as chain from '../case/chain.ts';
import * as decide from '../case/decide.ts';
import * as escalation from '../case/escalation.ts';
import * as evolve from '../case/evolve.ts';
import * as material from '../case/material.ts';
import * as actor from '../contract/actor.ts';
import * as calendar from '../contract/calendar.ts';
import * as caseType from '../contract/case-type.ts';
import * as command from '../contract/command.ts';
import * as event from '../contract/event.ts';
import * as failures from '../contract/failures.ts';
import * as fields from '../contract/fields.ts';
import * as ids from '../contract/ids.ts';
import * as nextRun from '../contract/next-run.ts';
import * as orgPath from '../contract/org-path.ts';
import * as state from '../contract/state.ts';
import * as vault from '../contract/vault.ts';

const shared = [
  regexes,
  workingTime,
  chain,
  decide,
  escalation,
  evolve,
  material,
  actor,
  calendar,
  caseType,
  command,
  event,
  failures,
  fields,
  ids,
  nextRun,
  orgPath,
  state,
  vault,
];

for (const each of shared) Object.freeze(each);
