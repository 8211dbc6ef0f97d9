// What the page about one branch says; beside the page, as those of every page that is fetched apart.
export const words = {
  title: "本支部情况",
  states: { alive: "活跃", weak: "较弱", hollow: "空壳" },
  statesText: {
    alive: "五项条件都达到了。",
    weak: "再补上差的几项，就是活跃的支部。",
    hollow: "差得还多，先从最容易的一项做起，有困难找乡镇团委。",
  },
  met: (met: number, all: number) => `${all} 项条件达到 ${met} 项`,
  conditions: "五项条件",
  yes: "达到",
  no: "没有达到",
  short: { members: "团员人数", secretary: "支部书记", monthly: "每月活动", attendance: "到会率", term: "任期" },
  members: {
    met: (members: number) => `团员 ${members} 人`,
    not_met: (members: number, needed: number) => `团员 ${members} 人，要有 ${needed} 人以上`,
    unknown: (needed: number) => `还没有登记团员人数，要有 ${needed} 人以上。请告诉乡镇团委登记。`,
  },
  secretary: {
    met: "支部书记联系得上",
    not_met: "支部书记联系不上，请关注公众号或留下电话",
    unknown: "还没有支部书记",
  },
  monthly: {
    met: (needed: number) => `近 ${needed} 个月每月都有活动`,
    not_met: (needed: number) => `近 ${needed} 个月有的月份没有活动`,
  },
  attendance: {
    met: (expected: number, present: number) => `最近一次活动应到 ${expected} 人，实到 ${present} 人`,
    not_met: (expected: number, present: number, percent: number) =>
      `最近一次活动应到 ${expected} 人，实到 ${present} 人，实到要达到 ${percent}%`,
    unknown: "还没有活动记录",
  },
  term: {
    met: (day: string) => `本届任期到 ${day}`,
    not_met: (day: string) => `本届任期已在 ${day}届满，请按期换届`,
    unknown: "还没有登记任期，请告诉乡镇团委登记",
  },

  duties: "要开展的活动",
  noDuties: "现在没有规定要开展的活动。",
  anyKind: "活动",
  every: { month: "本月", quarter: "本季度", half_year: "这半年", year: "今年" },
  duty: (every: string, kind: string, needed: number) => `${every}${kind} ${needed} 次`,
  dutyDone: (done: number) => `已开展 ${done} 次，够了`,
  dutyLeft: (done: number, until: string) => `已开展 ${done} 次，${until}前要做够`,
  dutyOverdue: (done: number, until: string) => `只开展了 ${done} 次，应在 ${until}前做够`,
  done: "完成",
  due: "待办",
  overdue: "过期",

  ones: "七个一",
  times: (count: number) => (count > 0 ? `${count} 次` : "还没有"),
  timely: "记得及时吗",
  timelyText: (logs: number, timely: number, days: number) =>
    logs > 0 ? `本月记了 ${logs} 次，其中 ${timely} 次在办完 ${days} 天内记下` : "本月还没有记录",
  explain: "这些都由记录算出来，谁看都一样，没有另外的评分。",
};
