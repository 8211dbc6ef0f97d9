// The part of WeChat's interface that mp*.ts use, as its documentation has it. Kept by hand: the published typings
// declare the same globals as uni-app's.
interface WxFailure {
  errMsg: string;
  errCode?: number;
  errno?: number;
}

interface WxFiles {
  accessSync(path: string): void;
  mkdirSync(path: string, recursive: boolean): void;
  readdirSync(path: string): string[];
  statSync(path: string): { size: number };
  readFile(ask: {
    filePath: string;
    success(answer: { data: ArrayBuffer | string }): void;
    fail(why: WxFailure): void;
  }): void;
  writeFile(ask: { filePath: string; data: ArrayBuffer; success(): void; fail(why: WxFailure): void }): void;
  unlink(ask: { filePath: string; success(): void; fail(why: WxFailure): void }): void;
}

declare const wx: {
  env: { USER_DATA_PATH: string };
  request(ask: {
    url: string;
    method: string;
    header: Record<string, string>;
    data?: string | ArrayBuffer;
    dataType: string;
    responseType: string;
    timeout: number;
    success(answer: { statusCode: number; header: Record<string, string>; data: unknown }): void;
    fail(why: WxFailure): void;
  }): void;
  downloadFile(ask: {
    url: string;
    header: Record<string, string>;
    success(answer: { statusCode: number; tempFilePath: string }): void;
    fail(why: WxFailure): void;
  }): void;
  login(ask: { success(answer: { code: string }): void; fail(why: WxFailure): void }): void;
  getStorageSync(key: string): unknown;
  setStorageSync(key: string, value: string): void;
  removeStorageSync(key: string): void;
  getStorageInfoSync(): { keys: string[]; currentSize: number; limitSize: number };
  getFileSystemManager(): WxFiles;
  chooseMedia(ask: {
    count: number;
    mediaType: string[];
    sourceType: string[];
    sizeType: string[];
    success(answer: { tempFiles: { tempFilePath: string; size: number }[] }): void;
    fail(why: WxFailure): void;
  }): void;
  getImageInfo(ask: {
    src: string;
    success(answer: { width: number; height: number; orientation?: string }): void;
    fail(why: WxFailure): void;
  }): void;
  compressImage(ask: {
    src: string;
    quality: number;
    compressedWidth?: number;
    compressedHeight?: number;
    success(answer: { tempFilePath: string }): void;
    fail(why: WxFailure): void;
  }): void;
  requestSubscribeMessage(ask: {
    tmplIds: string[];
    success(answer: Record<string, string>): void;
    fail(why: WxFailure): void;
  }): void;
  scanCode(ask: { success(answer: { result: string; path?: string }): void; fail(why: WxFailure): void }): void;
  makePhoneCall(ask: { phoneNumber: string; fail(): void }): void;
  setClipboardData(ask: { data: string; success(): void; fail(): void }): void;
  getClipboardData(ask: { success(answer: { data: string }): void; fail(): void }): void;
  getNetworkType(ask: { success(answer: { networkType: string }): void }): void;
  onNetworkStatusChange(tell: (answer: { isConnected: boolean }) => void): void;
  offNetworkStatusChange(tell: (answer: { isConnected: boolean }) => void): void;
  onAppShow(tell: () => void): void;
  offAppShow(tell: () => void): void;
  onAppHide(tell: () => void): void;
  offAppHide(tell: () => void): void;
  /** Newer than some phones. */
  getRandomValues?(ask: { length: number; success(answer: { randomValues: ArrayBuffer }): void }): void;
  openOfficialAccountArticle?(ask: { url: string }): void;
};
