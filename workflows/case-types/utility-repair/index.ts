// 公用设施抢修 utility repair: water, power, gas and heat, restored by the company and answered for by the centre.
//
//   report 接报核实 ─▶ assign 派单 ─▶ repair 抢修 ─▶ reply 答复 ─▶ callBack 回访 ─▶ review 复盘 ─▶ 办结
//     误报当场办结 └────────────────────────────▲                   │ 不满意
//                     repair ◀──────────── 重办 ──────────── rework 研判
//
// A grid worker's report goes to the street's centre, a call to the hotline to the county's. The centre confirms it and dispatches
// to the company (`d_water`, `d_power`, `d_gas`, `d_heat`), which reports arrival and progress until supply is restored, and then
// answers the resident. The limit runs through nights and holidays: 24 hours, 2 when there is danger to life.
import {
  attachments,
  choice,
  days,
  defineCaseType,
  hours,
  instant,
  ladder,
  optional,
  text,
  unit,
  yesNo,
} from '../../sdk/index.ts';
import { lastSteps, receivingCentre, reopenWindow, replyStep, starterLadder } from '../shared.ts';

const beijing = '北京市《12345热线服务与管理规范》（征求意见稿）';

export const utilityRepair = defineCaseType({
  name: 'utility-repair',
  version: 3,
  label: ['公用设施抢修', 'Utility repair'],
  summary: [
    '供水、供电、燃气、供热故障，派专业公司抢修到恢复。',
    'Failures of water, power, gas and heat, until supply is restored.',
  ],
  categories: ['water', 'power', 'gas', 'heat', 'utility'],
  initial: 'report',
  reopenAt: 'assign',
  limit: {
    emergency: hours(2, beijing),
    urgent: hours(24, beijing),
    normal: hours(24, beijing),
    complex: days(7, beijing),
  },
  ladder: {
    ...starterLadder,
    urgent: starterLadder.emergency,
    normal: ladder(0.8, hours(2), hours(4), hours(8)),
  },
  supervisionReply: hours(4),
  reopenWithin: reopenWindow,
  steps: {
    report: {
      phase: 'discovery',
      label: ['接报核实', 'Report'],
      owner: receivingCentre,
      limit: { emergency: hours(0.25), urgent: hours(1), normal: hours(1), complex: hours(4) },
      actions: {
        verify: {
          kind: 'verify',
          label: ['核实', 'Verify'],
          to: 'assign',
          fields: {
            utility: choice(['设施', 'Utility'], {
              water: ['供水', 'Water'],
              power: ['供电', 'Power'],
              gas: ['燃气', 'Gas'],
              heat: ['供热', 'Heat'],
            }),
            danger: yesNo(['是否危及安全', 'Danger to safety']),
            finding: text(['现场情况', 'Finding']),
            photos: optional(attachments(['现场照片', 'Photos'])),
          },
        },
        dismiss: {
          kind: 'resolveOnSpot',
          label: ['误报或已恢复', 'False or restored already'],
          to: 'reply',
          reason: 'required',
        },
      },
    },
    assign: {
      phase: 'transfer',
      label: ['派单', 'Assignment'],
      owner: 'keep',
      limit: { emergency: hours(0.25), urgent: hours(0.5), normal: hours(1), complex: hours(4) },
      actions: {
        dispatch: {
          kind: 'dispatch',
          label: ['派单抢修', 'Dispatch to the company'],
          to: 'repair',
          fields: { unit: unit(['抢修单位', 'Company']), demand: optional(text(['抢修要求', 'What is asked'])) },
        },
      },
    },
    repair: {
      phase: 'disposal',
      label: ['抢修', 'Repair'],
      owner: { input: 'unit' },
      limit: { emergency: hours(1.5), urgent: hours(12), normal: hours(18), complex: days(5) },
      actions: {
        arrive: {
          kind: 'advance',
          label: ['到达现场', 'Arrived'],
          fields: { crew: text(['抢修队伍', 'Crew'], { max: 200 }) },
        },
        progress: {
          kind: 'advance',
          label: ['报告进展', 'Report progress'],
          fields: {
            progress: text(['进展', 'Progress']),
            expected: optional(instant(['预计恢复时间', 'Restored by'])),
            photos: optional(attachments(['照片', 'Photos'])),
          },
        },
        restore: {
          kind: 'complete',
          label: ['恢复供应', 'Restored'],
          to: 'reply',
          fields: {
            cause: text(['故障原因', 'Cause']),
            result: text(['抢修结果', 'Result']),
            photos: optional(attachments(['修复照片', 'Photos'])),
          },
        },
      },
    },
    reply: replyStep,
    ...lastSteps({ redoAt: 'repair' }),
  },
});
