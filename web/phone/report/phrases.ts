// What is said most often, ready to be tapped.
import type { Label } from '../../../workflows/contract/fields.ts';
import { text } from '../../shared/language.ts';

const ordinary = [
  text('情况属实，需要处理', 'Confirmed; needs work'),
  text('影响居民生活', 'It troubles residents'),
  text('已劝导，未改善', 'They were told; nothing changed'),
];

const phrases: Readonly<Record<string, readonly Label[]>> = {
  water: [
    text('停水', 'No water'),
    text('水管破裂漏水', 'A pipe burst'),
    text('水压很低', 'Low pressure'),
    text('水质浑浊', 'Cloudy water'),
  ],
  power: [text('停电', 'No power'), text('电线垂落', 'A cable hangs down'), text('路灯不亮', 'Street light is out')],
  gas: [text('闻到燃气味', 'Smell of gas'), text('停气', 'No gas')],
  heat: [text('暖气不热', 'Heating is cold'), text('供热管道漏水', 'A heating pipe leaks')],
  utility: [
    text('井盖破损', 'Broken manhole cover'),
    text('设施损坏', 'Something is broken'),
    text('路灯不亮', 'Street light is out'),
  ],
  environment: [
    text('排水沟堵塞', 'Blocked drain'),
    text('污水外溢', 'Sewage overflows'),
    text('焚烧垃圾', 'Rubbish is burnt'),
    text('异味扰民', 'Bad smell'),
  ],
  sanitation: [
    text('垃圾堆放未清运', 'Rubbish not collected'),
    text('公厕脏乱', 'Dirty public toilet'),
    text('乱倒建筑垃圾', 'Dumped rubble'),
  ],
  traffic: [
    text('路面坑洼', 'Holes in the road'),
    text('车辆乱停堵路', 'Parked cars block the way'),
    text('信号灯故障', 'Traffic light fails'),
  ],
  cityAppearance: [
    text('占道经营', 'Stalls block the way'),
    text('乱贴小广告', 'Posters everywhere'),
    text('私搭乱建', 'Built without permission'),
  ],
  clutter: [
    text('楼道堆放杂物', 'Things in the stairway'),
    text('堵塞消防通道', 'Fire exit blocked'),
    text('电动车在楼道充电', 'E-bike charging in the stairway'),
  ],
  noise: [text('夜间施工噪音', 'Building noise at night'), text('广场舞音响过大', 'Loud music in the square')],
  leak: [text('楼上漏水', 'Water from above'), text('屋顶渗水', 'The roof leaks')],
  neighbour: [text('双方言语争执', 'They quarrel'), text('多次劝解无效', 'Talking did not help')],
  boundary: [text('宅基地边界争议', 'Quarrel about the boundary')],
};

export const phrasesFor = (category: string | null): readonly Label[] =>
  category === null ? [] : [...(phrases[category] ?? []), ...ordinary].slice(0, 6);
