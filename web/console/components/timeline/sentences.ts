// Each event in one plain sentence, in both languages. Who, why and the form's fields stand beside it; see `timeline.tsx`.
import type { CaseTypeDefinition } from '../../../../workflows/contract/case-type.ts';
import type { EventType, Transition } from '../../../../workflows/contract/event.ts';
import type { Label } from '../../../../workflows/contract/fields.ts';
import { type Language, type Say, text } from '../../../shared/language.ts';
import { duration, shortDeadline } from '../../../shared/time.ts';
import { cardWords, clockWords, eventWords, limitText, sourceWords } from '../../../shared/words.ts';
import type { ClockEffect } from './clock-effects.ts';
import type { Change } from './story.ts';

/** What a sentence needs to speak: the language, the units' names and the labels of the case's type. */
export interface Tongue {
  say: Say;
  language: Language;
  unitName: (path: string) => string;
  definition: CaseTypeDefinition | undefined;
}

const words = {
  received: text('经{source}受理，由{unit}负责', 'Received ({source}); {unit} answers for it'),
  entered: text('进入「{step}」，由{unit}负责', 'On to "{step}"; {unit} answers for it'),
  enteredSame: text('进入「{step}」，仍由{unit}负责', 'On to "{step}"; {unit} still answers for it'),
  handed: text('交给{unit}，进入「{step}」', 'Handed to {unit}, on to "{step}"'),
  handedOn: text('交给{unit}，仍在「{step}」', 'Handed to {unit}, still in "{step}"'),
  stays: text('环节不变', 'The case stays in its step'),
  closed: text('办结；{at} 前可以重启', 'Closed; it may be reopened until {at}'),
  takenOver: text('{unit}从{from}接管', '{unit} took it over from {from}'),
  returned: text('{from}退回给{unit}，回到「{step}」', '{from} returned it to {unit}, back to "{step}"'),
  contested: text('{from}第 {n} 次退回，转由{unit}裁定', '{from} returned it (time {n}); {unit} must now decide'),
  arbitrated: text('裁定由{unit}负责，不得再退回', '{unit} was ruled to be responsible; no more returns'),
  reassigned: text('由{from}改派给{unit}', 'Reassigned from {from} to {unit}'),
  escalated: text(
    '由{from}提级至{unit}，{handler}继续协同承办',
    'Escalated from {from} to {unit}; {handler} goes on working on it',
  ),
  urged: text('催促{unit}加快办理', '{unit} was asked to hurry'),
  supervised: text('对{unit}发出{card}，须在 {at} 前回复', '{card} for {unit}; a reply is owed by {at}'),
  supervisionReplied: text('{unit}回复了督办', '{unit} answered the supervision'),
  extensionRequested: text('申请将{clock}延长 {limit}', 'Asked to extend "{clock}" by {limit}'),
  extensionApproved: text('同意将{clock}延长 {limit}', 'Granted {limit} more for "{clock}"'),
  extensionRefused: text('不同意延期，时限不变', 'Refused the extension; the deadline stands'),
  suspensionRequested: text('申请挂起至 {at}', 'Asked to suspend it until {at}'),
  suspended: text('挂起至 {at}，停止计时', 'Suspended until {at}; the clocks stand still'),
  suspensionRefused: text('不同意挂起，计时继续', 'Refused the suspension; the clocks go on'),
  resumed: text('恢复办理，继续计时', 'Resumed; the clocks go on'),
  resumedByTime: text('挂起期满，自动恢复，继续计时', 'The suspension ended by itself; the clocks go on'),
  reopened: text('重启，进入「{step}」，由{unit}负责', 'Reopened at "{step}"; {unit} answers for it'),
  withdrawn: text('居民撤回诉求，事项办结', 'The resident withdrew the request; the case is closed'),
  noted: text('添加备注', 'Added a note'),
  attached: text('补充 {n} 份材料', 'Files added: {n}'),
  reminded: text('{clock}将于 {at} 到期，已提醒{unit}', '"{clock}" is due {at}; {unit} was reminded'),
  remindedAgain: text(
    '{clock}早已到期，{unit}仍未办完，再次提醒',
    '"{clock}" fell due long ago and {unit} has not finished; reminded again',
  ),
  markedOverdue: text('{clock}已于 {at} 到期，{unit}未办完', '"{clock}" fell due {at}; {unit} had not finished'),
  raised: text(
    '{clock}超期，由{from}上提至{unit}，{handler}继续协同承办',
    '"{clock}" is overdue: raised from {from} to {unit}; {handler} goes on working on it',
  ),
  cardRaised: text('督办逾期未回复，黄牌升为红牌', 'The supervision was not answered in time: yellow became red'),
  redUnanswered: text('红牌督办逾期未回复', 'The red card was not answered in time'),
  calendarAdopted: text('按日历第 {n} 版重新推算时限', 'Deadlines were derived again from calendar version {n}'),
  calendarMoved: text('按日历第 {n} 版重新推算，{m} 个时限变动', 'Calendar version {n}; deadlines moved: {m}'),
  archived: text('重启期已过，归档', 'The time for reopening is over; archived'),
  skipped: text('（另有 {n} 项提醒或上提已一并计入）', ' ({n} earlier reminders or levels are covered by this)'),
};

const clockEffectWords = {
  started: text('{clock}起算：{limit}，截止 {to}', '{clock} started: {limit}, due {to}'),
  provisional: text('（暂定）', ' (provisional)'),
  moved: text('{clock}截止由 {from} 改为 {to}', '{clock}: deadline moved from {from} to {to}'),
  paused: text('{clock}停钟（原截止 {from}）', '{clock} stopped (was due {from})'),
  resumed: text(
    '{clock}恢复计时：停钟 {credited} 不计入，截止由 {from} 顺延至 {to}',
    '{clock} runs on: {credited} did not count, deadline moved from {from} to {to}',
  ),
  ended: text('{clock}停止', '{clock} ended'),
  none: text('无', 'none'),
};

/** A step's label; its name when the type is not at hand. */
export const stepText = (step: string, { say, definition }: Pick<Tongue, 'say' | 'definition'>): string => {
  const label = definition?.steps[step]?.label;
  return label ? say(label) : step;
};

/** What was done, in the field's own verbs; an action of the type by its own label. */
export const titleOf = ({ typed, before }: Change, { say, definition }: Tongue): string => {
  const action = 'action' in typed.data ? typed.data.action : null;
  const label = action && before ? definition?.steps[before.step]?.actions[action]?.label : undefined;
  return say(label ?? eventWords[typed.type]);
};

const transitionWords = (transition: Transition | null, chapter: Change): Label => {
  if (transition === null) return words.stays;
  if (chapter.typed.type === 'dispatched') {
    return chapter.after.step === chapter.before?.step ? words.handedOn : words.handed;
  }
  return transition.responsible === chapter.before?.responsible ? words.enteredSame : words.entered;
};

/** The sentence of an event, without a full stop. */
export const sentenceOf = (chapter: Change, tongue: Tongue): string => {
  const { say, language, unitName } = tongue;
  const { typed, before, after } = chapter;
  const at = (instant: string) => shortDeadline(instant, language);
  const step = () => stepText(after.step, tongue);
  const unit = unitName(after.responsible);
  const handler = after.handler === null ? '' : unitName(after.handler);
  const tail = (skipped: readonly unknown[]) => (skipped.length > 0 ? say(words.skipped, { n: skipped.length }) : '');
  switch (typed.type) {
    case 'received':
      return say(words.received, { source: say(sourceWords[typed.data.intake.source]), unit });
    case 'verified':
    case 'resolvedOnSpot':
    case 'dispatched':
    case 'advanced':
    case 'completed':
    case 'replied':
    case 'calledBack':
    case 'redone':
    case 'reviewed':
      return say(transitionWords(typed.data.transition, chapter), { step: step(), unit });
    case 'closed':
      return say(words.closed, { at: at(typed.data.archiveAt) });
    case 'takenOver':
      return say(words.takenOver, { unit, from: unitName(typed.data.from) });
    case 'returned':
      return say(typed.data.contested ? words.contested : words.returned, {
        from: unitName(typed.data.from),
        unit,
        step: step(),
        n: after.returns,
      });
    case 'arbitrated':
      return say(words.arbitrated, { unit });
    case 'reassigned':
      return say(words.reassigned, { from: unitName(typed.data.from), unit });
    case 'escalated':
      return say(words.escalated, { from: unitName(typed.data.from), unit, handler });
    case 'urged':
      return say(words.urged, { unit });
    case 'supervised':
      return say(words.supervised, {
        unit,
        card: say(cardWords[typed.data.card]),
        at: typed.data.clock.due === null ? '' : at(typed.data.clock.due),
      });
    case 'supervisionReplied':
      return say(words.supervisionReplied, { unit: unitName(typed.authority.unit) });
    case 'extensionRequested':
      return say(words.extensionRequested, {
        clock: say(clockWords[typed.data.clock]),
        limit: limitText(typed.data.limit, say),
      });
    case 'extensionApproved': {
      const request = before?.request;
      if (request?.kind !== 'extension') return say(eventWords.extensionApproved);
      return say(words.extensionApproved, {
        clock: say(clockWords[request.clock]),
        limit: limitText(request.limit, say),
      });
    }
    case 'suspensionRequested':
    case 'suspended':
      return say(words[typed.type], { at: at(typed.data.until) });
    case 'resumed':
      return say(typed.authority.basis === 'system' ? words.resumedByTime : words.resumed);
    case 'reopened':
      return say(words.reopened, { step: step(), unit });
    case 'attached':
      return say(words.attached, { n: typed.data.attachments.length });
    case 'reminded': {
      if (typed.data.next) return say(words.remindedAgain, { clock: say(clockWords[typed.data.clock]), unit });
      const due = after.clocks.find(({ name }) => name === typed.data.clock)?.due ?? typed.data.due;
      return (
        say(words.reminded, { clock: say(clockWords[typed.data.clock]), at: at(due), unit }) + tail(typed.data.skipped)
      );
    }
    case 'markedOverdue':
      return (
        say(words.markedOverdue, { clock: say(clockWords[typed.data.clock]), at: at(typed.data.due), unit }) +
        tail(typed.data.skipped)
      );
    case 'raised':
      return (
        say(words.raised, {
          clock: say(clockWords[typed.data.clock]),
          from: unitName(typed.data.from),
          unit,
          handler,
        }) + tail(typed.data.skipped)
      );
    case 'cardRaised':
      return say(before?.supervision?.card === 'red' ? words.redUnanswered : words.cardRaised);
    case 'calendarAdopted': {
      const { calendar, moved } = typed.data;
      return say(moved.length > 0 ? words.calendarMoved : words.calendarAdopted, {
        n: calendar.version,
        m: moved.length,
      });
    }
    case 'extensionRefused':
    case 'suspensionRefused':
    case 'withdrawn':
    case 'noted':
    case 'archived':
      return say(words[typed.type satisfies EventType]);
  }
};

/** What the clock did, as a sentence. */
export const clockSentence = (effect: ClockEffect, { say, language }: Pick<Tongue, 'say' | 'language'>): string => {
  const { clock } = effect;
  const at = (instant: string | null) =>
    instant === null ? say(clockEffectWords.none) : shortDeadline(instant, language);
  const values = { clock: say(clockWords[clock.name]), limit: limitText(clock.limit, say) };
  const provisional = clock.provisional ? say(clockEffectWords.provisional) : '';
  switch (effect.kind) {
    case 'started':
      return say(clockEffectWords.started, { ...values, to: at(clock.due) }) + provisional;
    case 'moved':
      return say(clockEffectWords.moved, { ...values, from: at(effect.from), to: at(effect.to) }) + provisional;
    case 'paused':
      return say(clockEffectWords.paused, { ...values, from: at(effect.from) });
    case 'resumed':
      return (
        say(clockEffectWords.resumed, {
          ...values,
          credited: duration(effect.credited, say),
          from: at(effect.from),
          to: at(effect.to),
        }) + provisional
      );
    case 'ended':
      return say(clockEffectWords.ended, values);
  }
};
