// What the starter types have in common: who receives a request, how answers are brought back, and the last steps of the loop.
import type { satisfactions } from '../contract/state.ts';
import {
  choice,
  days,
  hours,
  type LabelForm,
  ladder,
  optional,
  type StepForm,
  type StepForms,
  text,
  workingDays,
  workingHours,
} from '../sdk/index.ts';

/** Grid workers and patrols report to their street's centre, all other channels to the county's. */
export const receivingCentre = {
  bySource: { grid: { area: 'street' }, patrol: { area: 'street' } },
  otherwise: { area: 'county' },
} as const;

/** Reminds at 80 % of the time; raised level by level, in hours when life is at stake and in working time otherwise. */
export const starterLadder = {
  emergency: ladder(0.8, hours(0.5), hours(1), hours(2)),
  urgent: ladder(0.8, workingHours(4), workingHours(8)),
  normal: ladder(0.8, workingDays(1), workingDays(2), workingDays(4)),
  complex: ladder(0.8, workingDays(2), workingDays(4), workingDays(8)),
};

/** How long a closed case of the starter types may be reopened. */
export const reopenWindow = days(30);

const grades: Record<(typeof satisfactions)[number], LabelForm> = {
  verySatisfied: ['非常满意', 'Very satisfied'],
  satisfied: ['满意', 'Satisfied'],
  basicallySatisfied: ['基本满意', 'Basically satisfied'],
  dissatisfied: ['不满意', 'Dissatisfied'],
};

const callResult = choice(['回访结果', 'Result'], {
  reached: ['接通', 'Reached'],
  unreached: ['未接通', 'Not reached'],
});

const callBackFields = {
  result: callResult,
  satisfaction: optional(choice(['满意度', 'Satisfaction'], grades)),
  words: optional(text(['居民意见', 'What the resident said'])),
};

/** 居民自己评价：凭查询码在网上评价，与电话回访同等效力。What the resident says by themselves counts as the call-back. */
const verdictOfResident = <const Step extends string>(to: Step) =>
  ({
    kind: 'callBack',
    label: ['居民评价', "The resident's verdict"],
    by: ['resident'],
    fields: {
      satisfaction: choice(['满意度', 'Satisfaction'], grades),
      words: optional(text(['意见', 'Remarks'])),
      result: optional(callResult),
    },
    to: [{ when: { field: 'satisfaction', is: 'dissatisfied' }, step: 'rework' }, to],
  }) as const;

const dissatisfied = { when: { field: 'satisfaction', is: 'dissatisfied' }, step: 'rework' } as const;

/** 反馈：处置方答复居民，附办理结果。Leads to the call-back. */
export const replyStep = {
  phase: 'feedback',
  label: ['答复', 'Reply to the resident'],
  owner: 'keep',
  limit: { emergency: hours(2), urgent: workingHours(4), normal: workingDays(1), complex: workingDays(2) },
  actions: {
    reply: {
      kind: 'reply',
      label: ['答复居民', 'Reply'],
      to: 'callBack',
      fields: { answer: text(['答复内容', 'Answer']) },
    },
  },
} as const satisfies StepForm;

/**
 * 回访 → 满意则复盘；不满意则研判，重办或说明理由后办结；未接通则另日再访一次。
 * The call-back is made by the centre that received the request, never by the unit that handled it.
 */
export const lastSteps = <const Step extends string>({ redoAt }: { redoAt: Step }) =>
  ({
    callBack: {
      phase: 'feedback',
      label: ['回访', 'Call-back'],
      owner: receivingCentre,
      limit: workingDays(1),
      actions: {
        callBack: {
          kind: 'callBack',
          label: ['电话回访', 'Call back'],
          fields: callBackFields,
          to: [
            dissatisfied,
            {
              when: { field: 'satisfaction', is: ['verySatisfied', 'satisfied', 'basicallySatisfied'] },
              step: 'review',
            },
            'callAgain',
          ],
        },
        rate: verdictOfResident('review'),
      },
    },
    callAgain: {
      phase: 'feedback',
      label: ['再次回访', 'Second call-back'],
      owner: 'keep',
      limit: workingDays(2),
      actions: {
        callBack: {
          kind: 'callBack',
          label: ['再次回访', 'Call again'],
          fields: callBackFields,
          to: [dissatisfied, 'review'],
        },
        rate: verdictOfResident('review'),
      },
    },
    rework: {
      phase: 'feedback',
      label: ['不满意研判', 'Dissatisfied: what next'],
      owner: 'sender',
      limit: workingDays(1),
      actions: {
        redo: { kind: 'redo', label: ['重办', 'Redo'], to: redoAt, reason: 'required' },
        conclude: {
          kind: 'advance',
          label: ['认定已尽责', 'Conclude'],
          to: 'review',
          reason: 'required',
          fields: {
            ground: choice(['认定理由', 'Ground'], {
              unreasonable: ['不合理诉求', 'The demand is unreasonable'],
              exhausted: ['已尽责', 'Everything owed was done'],
            }),
          },
        },
      },
    },
    review: {
      phase: 'review',
      label: ['复盘', 'Review'],
      owner: receivingCentre,
      limit: workingDays(2),
      actions: {
        review: {
          kind: 'review',
          label: ['记录复盘', 'Record the review'],
          fields: {
            cause: choice(['成因', 'Cause'], {
              singular: ['偶发', 'A single occurrence'],
              recurring: ['多发易发', 'Recurring'],
              systemic: ['制度短板', 'A gap in the rules'],
            }),
            lesson: text(['经验与改进', 'Lesson']),
          },
        },
        close: {
          kind: 'close',
          label: ['办结', 'Close'],
          fields: { conclusion: text(['办结意见', 'Conclusion']) },
        },
      },
    },
  }) as const satisfies StepForms;
