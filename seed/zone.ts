// 示范区 as data: its streets and towns with their communities and villages. 文昌街道, 永福街道, 碧桂园社区 and 崔庄村 are in the zone's
// newspaper; the other names are plausible stand-ins. What is counted (grids, people) follows from it in `org.ts` and `people.ts`.

/** A community (社区) has urban grids, a village (村) rural ones. */
export type Settlement = readonly [label: string, name: string];

export interface StreetData {
  readonly label: string;
  readonly name: string;
  readonly communities: readonly Settlement[];
  readonly villages: readonly Settlement[];
}

export const zoneStreets: readonly StreetData[] = [
  {
    label: 'wenchang',
    name: '文昌街道',
    communities: [
      ['biguiyuan', '碧桂园社区'],
      ['wenyuan', '文苑社区'],
      ['xuefu', '学府社区'],
      ['jinxiu', '锦绣社区'],
      ['hubin', '湖滨社区'],
      ['shidai', '时代社区'],
      ['heyuan', '和园社区'],
      ['minzhu', '民主路社区'],
    ],
    villages: [],
  },
  {
    label: 'yongfu',
    name: '永福街道',
    communities: [
      ['yongan', '永安社区'],
      ['fuxing', '福星社区'],
      ['kangle', '康乐社区'],
      ['yihe', '颐和社区'],
      ['jianye', '建业社区'],
      ['xiyuan', '熙园社区'],
    ],
    villages: [
      ['cuizhuang', '崔庄村'],
      ['dongguan', '东关村'],
      ['lizhuang', '李庄村'],
      ['houzhai', '后寨村'],
    ],
  },
  {
    label: 'longyuan',
    name: '龙源街道',
    communities: [
      ['longteng', '龙腾社区'],
      ['yuanda', '源达社区'],
      ['binhe', '滨河社区'],
      ['chunhui', '春晖社区'],
      ['anju', '安居社区'],
      ['zhongxin', '中心社区'],
    ],
    villages: [],
  },
  {
    label: 'fenghu',
    name: '凤湖街道',
    communities: [
      ['fengming', '凤鸣社区'],
      ['huxi', '湖西社区'],
      ['hudong', '湖东社区'],
      ['yangguang', '阳光社区'],
      ['lvyuan', '绿苑社区'],
    ],
    villages: [],
  },
  {
    label: 'shizhai',
    name: '师寨镇',
    communities: [],
    villages: [
      ['shizhai', '师寨村'],
      ['beiguan', '北关村'],
      ['xizhai', '西寨村'],
      ['wangzhuang', '王庄村'],
      ['zhaolou', '赵楼村'],
      ['sunying', '孙营村'],
      ['liuzhai', '刘寨村'],
    ],
  },
  {
    label: 'yuanwu',
    name: '原武镇',
    communities: [],
    villages: [
      ['chengnei', '城内村'],
      ['beijie', '北街村'],
      ['nanjie', '南街村'],
      ['donghe', '东合村'],
      ['xihe', '西合村'],
      ['mazhuang', '马庄村'],
      ['huangying', '黄营村'],
    ],
  },
  {
    label: 'handongzhuang',
    name: '韩董庄镇',
    communities: [],
    villages: [
      ['handong', '韩董庄村'],
      ['yangchang', '杨厂村'],
      ['xinzhuang', '新庄村'],
      ['guzhai', '古寨村'],
      ['heli', '河里村'],
      ['duzhuang', '杜庄村'],
    ],
  },
  {
    label: 'qiaobei',
    name: '桥北乡',
    communities: [],
    villages: [
      ['qiaobei', '桥北村'],
      ['malu', '马路村'],
      ['panzhuang', '潘庄村'],
      ['yanghe', '沿河村'],
    ],
  },
  {
    label: 'zhulou',
    name: '祝楼乡',
    communities: [],
    villages: [
      ['zhulou', '祝楼村'],
      ['taoyuan', '桃园村'],
      ['dazhai', '大寨村'],
    ],
  },
];

/** Departments (派驻部门) and utilities (公用企业) under a county, by their label. */
export const departments: readonly Settlement[] = [
  ['d_gongan', '公安分局'],
  ['d_sifa', '司法局'],
  ['d_zhujian', '住房和城乡建设局'],
  ['d_renshe', '人力资源和社会保障局'],
  ['d_wangxin', '网信办'],
  ['d_water', '供水公司'],
  ['d_power', '供电公司'],
  ['d_gas', '燃气公司'],
  ['d_heat', '供热公司'],
];

/** The neighbouring county, as small as a neighbour needs to be. */
export const yanjinStreets: readonly StreetData[] = [
  { label: 'wenyan', name: '文岩街道', communities: [['dongcheng', '东城社区']], villages: [['shaqiao', '沙桥村']] },
  { label: 'tawei', name: '塔卫街道', communities: [['tabei', '塔北社区']], villages: [] },
];
