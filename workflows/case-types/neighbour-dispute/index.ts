// 邻里纠纷 neighbour dispute: from a complaint to an agreement that each side signs.
//
//   intake 受理 ─▶ verify 入户核实 ─┬─ 一般纠纷 ─▶ settle 社区调处 ───────────────┬─▶ reply 答复 ─▶ callBack 回访 ─▶ review 复盘 ─▶ 办结
//                                   └─ 积怨纠纷 ─▶ triage 研判 ─▶ mediation 联合调解 ┘                 │ 不满意
//                                                    └ 提级后由街道启动      ◀──── 重办 ──── rework 研判
//
// The centre hands the complaint to the community, which visits all sides. What it can settle it settles; when it finds an old feud
// it either settles it after all or escalates (提级) to its street, which opens the mediation. A mediation ends with an agreement
// that holds each side's promises, or fails with the legal ways explained. All limits are in working time.
import {
  attachments,
  choice,
  defineCaseType,
  integer,
  optional,
  text,
  unit,
  workingDays,
  workingHours,
} from '../../sdk/index.ts';
import { lastSteps, receivingCentre, reopenWindow, replyStep, starterLadder } from '../shared.ts';

const promises = {
  promiseA: text(['甲方承诺', 'What side A promises']),
  promiseB: text(['乙方承诺', 'What side B promises']),
  promiseC: optional(text(['丙方承诺', 'What side C promises'])),
  agreement: optional(attachments(['调解协议书', 'Signed agreement'])),
};

export const neighbourDispute = defineCaseType({
  name: 'neighbour-dispute',
  version: 3,
  label: ['邻里纠纷', 'Neighbour dispute'],
  summary: [
    '楼道堆物、噪音、漏水等邻里矛盾，社区核实，街道调解，各方承诺。',
    'Quarrels of neighbours: the community verifies, the street mediates, each side promises.',
  ],
  categories: ['neighbour', 'noise', 'clutter', 'leak', 'boundary'],
  initial: 'intake',
  reopenAt: 'triage',
  limit: {
    emergency: workingDays(2),
    urgent: workingDays(5),
    normal: workingDays(15),
    complex: workingDays(30),
  },
  ladder: starterLadder,
  supervisionReply: workingDays(1),
  reopenWithin: reopenWindow,
  steps: {
    intake: {
      phase: 'discovery',
      label: ['受理', 'Intake'],
      owner: receivingCentre,
      limit: { emergency: workingHours(1), urgent: workingHours(2), normal: workingHours(4), complex: workingHours(8) },
      actions: {
        dispatch: {
          kind: 'dispatch',
          label: ['交办核实', 'Dispatch for verification'],
          to: 'verify',
          fields: { unit: unit(['核实单位', 'Unit']), demand: optional(text(['核实要求', 'What is asked'])) },
        },
        resolveOnSpot: {
          kind: 'resolveOnSpot',
          label: ['当场化解', 'Resolve on the spot'],
          to: 'reply',
          fields: { result: text(['化解结果', 'Result']) },
        },
      },
    },
    verify: {
      phase: 'discovery',
      label: ['入户核实', 'Visit and verify'],
      owner: { input: 'unit' },
      limit: { emergency: workingHours(2), urgent: workingHours(8), normal: workingDays(2), complex: workingDays(3) },
      actions: {
        verify: {
          kind: 'verify',
          label: ['核实', 'Verify'],
          to: [{ when: { field: 'nature', is: 'feud' }, step: 'triage' }, 'settle'],
          fields: {
            nature: choice(['纠纷性质', 'Nature'], {
              plain: ['一般纠纷', 'Plain quarrel'],
              feud: ['积怨纠纷', 'Old feud'],
            }),
            households: integer(['涉及户数', 'Households'], { min: 2, max: 200 }),
            finding: text(['核实情况', 'Finding']),
            photos: optional(attachments(['现场照片', 'Photos'])),
          },
        },
      },
    },
    settle: {
      phase: 'disposal',
      label: ['社区调处', 'Settlement by the community'],
      owner: 'keep',
      limit: { emergency: workingHours(8), urgent: workingDays(2), normal: workingDays(5), complex: workingDays(8) },
      actions: {
        settle: { kind: 'complete', label: ['调处成功', 'Settled'], to: 'reply', fields: promises },
        giveUp: {
          kind: 'advance',
          label: ['调处不成，转调解', 'Not settled: to mediation'],
          to: 'triage',
          reason: 'required',
        },
      },
    },
    triage: {
      phase: 'transfer',
      label: ['研判流转', 'Triage'],
      owner: 'keep',
      limit: { emergency: workingHours(2), urgent: workingHours(4), normal: workingDays(1), complex: workingDays(2) },
      actions: {
        openMediation: {
          kind: 'advance',
          label: ['启动联合调解', 'Open the mediation'],
          to: 'mediation',
          fields: { mediators: text(['调解力量', 'Who mediates'], { max: 500 }) },
          by: ['responsible'],
        },
        settleHere: {
          kind: 'advance',
          label: ['社区自行调处', 'Settle in the community'],
          to: 'settle',
          reason: 'required',
        },
      },
    },
    mediation: {
      phase: 'disposal',
      label: ['联合调解', 'Mediation'],
      owner: { area: 'street' },
      limit: { emergency: workingDays(1), urgent: workingDays(3), normal: workingDays(7), complex: workingDays(15) },
      actions: {
        meet: {
          kind: 'advance',
          label: ['记录调解会', 'Record a meeting'],
          fields: {
            attendees: integer(['到场人数', 'Attendees'], { min: 2, max: 200 }),
            record: text(['调解记录', 'Record'], { max: 10_000 }),
          },
        },
        agree: { kind: 'complete', label: ['达成协议', 'Agreement'], to: 'reply', fields: promises },
        fail: {
          kind: 'complete',
          label: ['调解不成', 'No agreement'],
          to: 'reply',
          reason: 'required',
          fields: { legalWay: text(['已告知的法律途径', 'Legal ways explained']) },
        },
      },
    },
    reply: replyStep,
    ...lastSteps({ redoAt: 'mediation' }),
  },
});
