// What residents and offices write, in Chinese: sentences put together from common and rare parts, so that an index over them has
// both: words that stand in every tenth text, and names and numbers that stand in one.
import type { Random } from './random.ts';

const when = [
  '今天上午',
  '昨天夜里',
  '近一周来',
  '这几天',
  '上个月起',
  '每天早上六点多',
  '周末',
  '下雨之后',
  '入冬以来',
  '晚上十点以后',
];
const where = [
  '楼下',
  '小区东门外',
  '单元门口',
  '地下车库入口',
  '菜市场北侧',
  '学校门前',
  '公交站牌旁',
  '中心花园',
  '三号楼西侧',
  '物业办公室对面',
  '健身广场',
  '村委会门口',
  '文化大院',
  '主干道路口',
  '快递柜旁边',
  '人行天桥下',
  '幼儿园后墙',
  '卫生室门前',
  '河道边',
  '铁路涵洞里',
];
const what = [
  '占道堆放杂物',
  '路灯不亮',
  '下水道堵塞',
  '垃圾没有清运',
  '电动车飞线充电',
  '夜间施工噪声扰民',
  '井盖破损',
  '水管漏水',
  '消防通道被占用',
  '暖气不热',
  '广场舞音响声音过大',
  '楼道堆物',
  '绿化带被毁',
  '违规搭建棚子',
  '邻里因停车位争吵',
  '流浪狗伤人',
  '油烟直排',
  '电梯经常停运',
  '天然气有异味',
  '墙皮脱落',
  '私拉电线',
  '小广告乱贴',
  '树枝遮挡信号灯',
  '积水没过脚面',
  '店外经营',
  '共享单车乱停',
  '拖欠工资',
  '租房押金不退',
  '宅基地边界有争议',
  '老人无人照料',
  '疑似有人群租',
  '农药瓶随意丢弃',
  '秸秆焚烧',
  '围墙倾斜',
  '网络中断',
  '停水没有提前通知',
  '变压器响声大',
  '高空抛物',
  '门禁损坏',
  '监控不工作',
];
const effect = [
  '影响居民出行',
  '存在安全隐患',
  '老人孩子绕行很不方便',
  '气味难闻，不敢开窗',
  '多次反映没有结果',
  '已经影响休息',
  '担心引发火灾',
  '险些摔倒',
  '车辆无法通过',
  '附近居民意见很大',
  '希望不要再拖',
  '早晚高峰尤其严重',
  '邻居之间因此吵过几次',
  '商户也受到影响',
  '孩子上学要走机动车道',
];
const wish = [
  '请尽快处理',
  '请核实后答复',
  '希望派人到现场看看',
  '请协调产权单位解决',
  '要求给个说法',
  '望有关部门重视',
  '请告知处理时限',
  '希望长期有人管',
];
const done = [
  '已到现场核实',
  '联系产权单位当场清理完毕',
  '督促物业两日内整改',
  '已更换损坏部件并试运行正常',
  '双方经调解达成一致并签字',
  '已转专业队伍抢修',
  '下达整改通知书一份',
  '安排专人每日巡查',
  '现场恢复整洁',
  '与当事人面谈并做好解释',
  '列入巡查重点防止反弹',
  '已拆除违规设施',
  '疏通管道约二十米',
  '补装路灯两盏',
  '已向社区报备',
];
const words = [
  '来得很快，谢谢',
  '问题解决了',
  '希望以后不再发生',
  '基本满意',
  '还要再看一段时间',
  '态度很好',
  '没有彻底解决',
  '比上次快多了',
  '一般',
  '很满意',
];
const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const characters = [
  ...'鑫源恒泰隆盛昌顺达宏远兴旺福禄寿康宁安平和祥瑞吉庆丰裕美佳丽华荣富贵金银宝玉珍珠翠竹梅兰菊松柏杨柳桃李杏梨枣槐榆桐枫叶花果山水河湖海江溪泉井潭云雨雪霜露风雷电光明星辰日月天地春夏秋冬东西南北中上下左右前后内外大小高低长短新旧老少男女父母兄弟姐妹师友亲邻红黄蓝绿青紫黑白灰彩食品服装鞋帽五金建材家具电器药房诊所烟酒茶叶水果蔬菜粮油面馆烧烤火锅饺子包子豆浆油条网吧宾馆洗车修理轮胎理发美容干洗裁缝照相打印广告装潢门窗玻璃陶瓷卫浴灯具布艺窗帘地毯皮革箱包钟表眼镜乐器书店文具玩具母婴宠物渔具园艺种子化肥农机饲料养殖屠宰批发超市便利商行贸易物流快递搬运租赁典当保险银行证券彩票邮政通信网络科技教育培训幼托养老康复健身游泳瑜伽舞蹈武术棋牌影院剧场展览会议婚庆礼仪殡葬',
];
const kinds = [
  '超市',
  '饭店',
  '理发店',
  '修车铺',
  '药房',
  '烟酒店',
  '烧烤摊',
  '快递点',
  '早餐店',
  '五金店',
  '棋牌室',
  '幼儿园',
  '洗车行',
  '建材门市',
  '养老院',
];
const tidy = (random: Random, length: number): string => {
  let name = '';
  for (let i = 0; i < length; i++) name += random.pick(characters);
  return name;
};

const shop = (random: Random): string => `${tidy(random, 2 + random.below(2))}${random.common(kinds)}`;
const home = (random: Random): string =>
  `${1 + random.below(48)}号楼${1 + random.below(6)}单元${1 + random.below(32)}0${1 + random.below(4)}`;
const person = (random: Random): string =>
  `${random.common(surnames)}${random.pick(['女士', '先生', tidy(random, 2)])}`;

const complaint = (random: Random): string => {
  const place =
    random.below(3) === 0 ? `${shop(random)}门前` : random.below(3) === 0 ? home(random) : random.common(where);
  let text = `${random.common(when)}，${place}${random.common(what)}，${random.common(effect)}，${random.common(wish)}。`;
  while (random.below(3) === 0) text += `${random.common(where)}也有${random.common(what)}，${random.common(effect)}。`;
  return text;
};

const account = (random: Random): string => {
  let text = `${random.common(done)}，${random.common(done)}`;
  while (random.below(3) === 0) text += `；${person(random)}反映的${random.common(what)}，${random.common(done)}`;
  return `${text}。`;
};

/** A text of 4 to some 200 characters for a field of that name. */
export const write = (field: string, random: Random): string => {
  switch (field) {
    case 'description':
      return complaint(random);
    case 'place':
      return `${random.common(where)}${random.below(2) === 0 ? `，${shop(random)}旁` : home(random)}`;
    case 'reporter':
      return `${person(random)} 1${30 + random.below(60)}${String(random.below(100_000_000)).padStart(8, '0')}`;
    case 'words':
      return `${random.common(words)}。`;
    default:
      return account(random);
  }
};
