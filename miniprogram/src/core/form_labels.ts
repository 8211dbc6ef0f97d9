// What people write before a value in a form that is pasted from a chat group, and what stands behind it. The same
// table as lib/domain/pasted_form.cpp of the server; a test compares them. Of labels that begin at one place the
// longest wins; `other` ends the value before it and is itself passed over.
export type Part = "kind" | "date" | "title" | "theme" | "place" | "heads" | "content" | "other";

export const FORM_LABELS: Record<Part, readonly string[]> = {
  kind: ["活动类型", "类型", "活动类别", "类别", "会议类型"],
  date: ["活动时间", "时间", "日期", "活动日期", "开展时间", "会议时间", "学习时间"],
  title: ["活动名称", "名称", "标题", "题目", "会议名称", "活动标题", "活动"],
  theme: ["主题", "活动主题", "会议主题", "学习主题"],
  place: ["地点", "活动地点", "会议地点", "地址", "场地"],
  heads: [
    "应到人数",
    "应到",
    "应参加人数",
    "应参加",
    "实到人数",
    "实到",
    "实际参加",
    "参加人数",
    "参会人数",
    "参与人数",
    "到会人数",
    "出席人数",
    "人数",
    "缺席",
    "缺席人数",
    "请假",
    "请假人数",
  ],
  content: ["活动内容", "内容", "活动情况", "活动过程", "会议内容", "学习内容", "主要内容", "活动简介", "简介", "详情"],
  other: [
    "主持人",
    "记录人",
    "参加人员",
    "参与人员",
    "参会人员",
    "负责人",
    "主讲人",
    "组织单位",
    "主办单位",
    "团支部",
    "支部",
    "备注",
  ],
};
