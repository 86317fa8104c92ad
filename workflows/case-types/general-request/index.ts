// 一般诉求 general request: whatever has no type of its own.
//
//   verify 受理核实 ─┬─▶ assign 分派 ─▶ handling 办理 ─▶ reply 答复 ─▶ callBack 回访 ─▶ review 复盘 ─▶ 办结
//     当场能办的直接反馈 └────────────────────────────────▲                │ 不满意
//                       handling ◀─────────── 重办 ─────────────── rework 研判
//
// The centre that received the request verifies it and hands it to a unit of the county, which may hand it further down, report
// progress, and return it with a reason. Whoever handled it answers the resident; the receiving centre calls back.
// Limits by urgency: emergencies 2 hours, urgent matters 24 hours, ordinary ones 7 and complex ones 15 calendar days.
import {
  attachments,
  choice,
  days,
  defineCaseType,
  hours,
  optional,
  text,
  unit,
  workingDays,
  workingHours,
} from '../../sdk/index.ts';
import { lastSteps, receivingCentre, reopenWindow, replyStep, starterLadder } from '../shared.ts';

const beijing = '北京市《12345热线服务与管理规范》（征求意见稿）';

export const generalRequest = defineCaseType({
  name: 'general-request',
  version: 3,
  label: ['一般诉求', 'General request'],
  summary: [
    '没有专门类型的诉求，按紧急程度限时办理。',
    'Any request without a type of its own, with limits by urgency.',
  ],
  categories: ['general', 'environment', 'sanitation', 'traffic', 'cityAppearance', 'publicService'],
  initial: 'verify',
  reopenAt: 'assign',
  limit: {
    emergency: hours(2, beijing),
    urgent: hours(24, beijing),
    normal: days(7, beijing),
    complex: days(15, beijing),
  },
  ladder: starterLadder,
  supervisionReply: workingDays(1),
  reopenWithin: reopenWindow,
  steps: {
    verify: {
      phase: 'discovery',
      label: ['受理核实', 'Intake and verification'],
      owner: receivingCentre,
      limit: { emergency: hours(0.25), urgent: hours(2), normal: workingHours(4), complex: workingHours(8) },
      actions: {
        verify: {
          kind: 'verify',
          label: ['核实', 'Verify'],
          to: 'assign',
          fields: { finding: text(['核实情况', 'Finding']), photos: optional(attachments(['现场照片', 'Photos'])) },
        },
        resolveOnSpot: {
          kind: 'resolveOnSpot',
          label: ['当场办结', 'Resolve on the spot'],
          to: 'reply',
          fields: { result: text(['办理结果', 'Result']) },
        },
      },
    },
    assign: {
      phase: 'transfer',
      label: ['分派', 'Assignment'],
      owner: 'keep',
      limit: { emergency: hours(0.25), urgent: hours(2), normal: workingHours(4), complex: workingDays(1) },
      actions: {
        dispatch: {
          kind: 'dispatch',
          label: ['交办', 'Dispatch'],
          to: 'handling',
          fields: { unit: unit(['承办单位', 'Unit']), demand: optional(text(['办理要求', 'What is asked'])) },
        },
      },
    },
    handling: {
      phase: 'disposal',
      label: ['办理', 'Handling'],
      owner: { input: 'unit' },
      limit: { emergency: hours(1), urgent: hours(16), normal: workingDays(3), complex: workingDays(7) },
      actions: {
        progress: {
          kind: 'advance',
          label: ['报告进展', 'Report progress'],
          fields: { progress: text(['进展', 'Progress']), photos: optional(attachments(['照片', 'Photos'])) },
        },
        complete: {
          kind: 'complete',
          label: ['处置完成', 'Complete'],
          to: 'reply',
          fields: {
            result: text(['处置结果', 'Result']),
            solved: choice(['解决程度', 'Solved'], {
              solved: ['已解决', 'Solved'],
              partly: ['部分解决', 'Partly'],
              explained: ['解释说明', 'Explained'],
            }),
            photos: optional(attachments(['处置照片', 'Photos'])),
          },
        },
        dispatch: {
          kind: 'dispatch',
          label: ['转办', 'Dispatch further'],
          to: 'handling',
          fields: { unit: unit(['承办单位', 'Unit']), demand: optional(text(['办理要求', 'What is asked'])) },
        },
      },
    },
    reply: replyStep,
    ...lastSteps({ redoAt: 'handling' }),
  },
});
