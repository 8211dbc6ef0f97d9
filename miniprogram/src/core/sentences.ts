// What the phone says of its own when something does not work. Sentences of the server are shown as they come.

export const SENTENCES = {
  noAnswer: "没有连上网络，请稍后再试。",
  portal: "网络要先登录或认证才能用，请打开浏览器看一下，或换用手机流量。",
  signedOut: "登录已过期，请重新登录。",
  unreadable: "服务器的回答看不懂，请稍后再试。",
  tooLarge: "内容太大，没有送到。有照片的话，请去掉这张或换一张小一些的。",
  busy: "系统繁忙，请稍后再试。",
  noRoom: "手机存储空间不足，没有保存。请清理手机空间后再试，文字请先复制一份。",
  photosFull: "手机上待发的照片太多了，请等前面的照片发出去再加；文字可以先保存，不加照片也行。",
  photoLimit: "照片最多 3 张。",
  photoTwice: "这张照片已经加过了。",
  photoUnreadable: "这张照片打不开，请换一张。",
  photosDenied: "微信没能打开相机或相册。请在手机设置里允许微信使用，再试一次；照片也可以不传。",
  scanDenied: "微信没能打开扫一扫。请在手机设置里允许微信使用相机，或手工输入邀请码。",
  privacyRefused: "您没有同意微信的隐私提示，这一项用不了。再点一次可以重新选，不用它也能记活动。",
  notDeclared: "这一项还没有在小程序后台开通，请告诉团县委。不用它也能记活动。",
  photoGone: "这张照片在手机上找不到了，请去掉或重新选择。",
  notSignedIn: "还没有登录，请先登录。",
  loginUnavailable: "请在微信里打开，或点登录。",
  loginRefused: "微信没有完成登录，请再试一次。",
  noBranch: "您还没有可以记录的团支部，请先用邀请码绑定。",
} as const;

/** What people call the fields of a log; the same names as in templates/problems.toml. */
export const FIELD_NAMES: Record<string, string> = {
  org_id: "团组织",
  kind: "活动类型",
  title: "活动名称",
  started_at: "活动时间",
  place: "活动地点",
  expected: "应到人数",
  present: "实到人数",
  content: "活动内容",
  photos: "照片",
};
