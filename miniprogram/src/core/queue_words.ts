// The queue in words, for one entry, one photo, and all of it. Only what the server has is called sent.
import { whenText } from "./beijing";
import { isDone, type QueuedPhoto, type Task, type WaitReason } from "./queue_types";

const WAITS: Record<WaitReason, string> = {
  undo: "即将发送",
  offline: "等待发送 · 没有网络",
  portal: "等待发送 · 网络要先认证",
  busy: "等待发送 · 系统繁忙，会自动再试",
  sign_in: "等待发送 · 请先登录",
  earlier: "等待发送 · 先发前一条",
};

export function stateOf(task: Task, now: number): string {
  switch (task.state) {
    case "waiting":
      return task.wait ? WAITS[task.wait] : "等待发送";
    case "sending":
      return "正在发送…";
    case "refused":
      return `没有收下：${task.refusal?.fields[0]?.message ?? task.refusal?.sentence ?? ""}`;
    case "sent": {
      const at = `已送达 ${whenText(task.sentAt ?? now, now)}`;
      const left = task.photos.filter((photo) => photo.state !== "sent").length;
      return left === 0 ? at : `${at} · 还有 ${left} 张照片`;
    }
  }
}

export function stateOfPhoto(photo: QueuedPhoto, task: Task, now: number): string {
  switch (photo.state) {
    case "waiting":
      return task.state === "refused"
        ? "先改好这条记录"
        : task.state === "sent" && task.wait
          ? WAITS[task.wait]
          : "等待发送";
    case "sending":
      return "正在发送…";
    case "refused":
      return `没有收下：${photo.refusal?.fields[0]?.message ?? photo.refusal?.sentence ?? ""}`;
    case "sent":
      return photo.sentAt ? `已送达 ${whenText(photo.sentAt, now)}` : "已送达";
  }
}

const isRefused = (task: Task) => task.state === "refused" || task.photos.some((photo) => photo.state === "refused");

export const countRefused = (tasks: readonly Task[]) => tasks.filter(isRefused).length;
export const countUnsent = (tasks: readonly Task[]) => tasks.filter((task) => !isDone(task)).length;

/** One line for the first page; "" when there is nothing to say. */
export function summaryOf(tasks: readonly Task[]): string {
  const refused = countRefused(tasks);
  const waiting = tasks.filter((task) => !isDone(task) && !isRefused(task));
  const parts: string[] = [];
  if (refused > 0) parts.push(`${refused} 条没有收下，要改一下`);
  if (waiting.length > 0) {
    const reason = waiting.find((task) => task.wait && task.wait !== "undo" && task.wait !== "earlier")?.wait;
    const why =
      reason === "offline"
        ? "，有网络时自动发送"
        : reason === "portal"
          ? "，网络要先认证"
          : reason === "sign_in"
            ? "，登录后自动发送"
            : "";
    parts.push(`${waiting.length} 条等待发送${why}`);
  }
  return parts.join("；");
}
