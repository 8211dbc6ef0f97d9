// WeChat as far as the mini program uses it: storage, files, login, the popup for notices, and a network that leads to
// `server`.
export class Wechat {
  constructor(server) {
    this.server = server;
    this.storage = new Map();
    this.asked = [];
    this.consents = [];
    this.logins = 0;
    this.navigated = [];
    this.connected = true;
    this.networkListeners = [];
    this.errors = [];
    /** Why WeChat does not open the camera, and what it said last. */
    this.refusal = { errMsg: "chooseMedia:fail cancel" };
    this.refused = null;
  }

  get wx() {
    const box = {
      language: "zh_CN",
      platform: "android",
      SDKVersion: "3.8.0",
      fontSizeSetting: 16,
      theme: "light",
      windowWidth: 360,
      windowHeight: 740,
      screenWidth: 360,
      pixelRatio: 2,
      version: "8.0.50",
      safeArea: { top: 0, bottom: 740, left: 0, right: 360, width: 360, height: 740 },
    };
    const go = (ask) => {
      this.navigated.push(ask.url);
      ask.success?.({});
      ask.complete?.({});
    };
    return {
      env: { USER_DATA_PATH: "wxfile://usr" },
      canIUse: () => true,
      getSystemInfoSync: () => box,
      getAppBaseInfo: () => box,
      getWindowInfo: () => box,
      getDeviceInfo: () => box,
      getLaunchOptionsSync: () => ({ query: {}, scene: 1001 }),
      getEnterOptionsSync: () => ({ query: {}, scene: 1001 }),
      getMenuButtonBoundingClientRect: () => ({ top: 24, bottom: 56, height: 32, width: 87, left: 265, right: 352 }),
      onThemeChange: () => undefined,
      onError: (hear) => this.errors.push(hear),
      onUnhandledRejection: () => undefined,
      getStorageSync: (key) => this.storage.get(key) ?? "",
      setStorageSync: (key, value) => void this.storage.set(key, value),
      removeStorageSync: (key) => void this.storage.delete(key),
      getStorageInfoSync: () => ({ keys: [...this.storage.keys()], currentSize: 1, limitSize: 10240 }),
      setStorage: ({ key, data }) => void this.storage.set(key, data),
      getFileSystemManager: () => ({
        accessSync: () => {
          throw new Error("no such file");
        },
        readdirSync: () => [],
      }),
      getNetworkType: ({ success }) => success({ networkType: this.connected ? "4g" : "none" }),
      onNetworkStatusChange: (hear) => void this.networkListeners.push(hear),
      offNetworkStatusChange: () => undefined,
      onAppShow: () => undefined,
      offAppShow: () => undefined,
      onAppHide: () => undefined,
      offAppHide: () => undefined,
      login: ({ success }) => {
        this.logins += 1;
        setTimeout(() => success({ code: `code-${this.logins}` }));
      },
      request: (ask) => void this.request(ask),
      requestSubscribeMessage: ({ tmplIds, success }) => {
        this.consents.push(tmplIds);
        setTimeout(() => success(Object.fromEntries(tmplIds.map((id) => [id, "accept"]))));
      },
      chooseMedia: ({ fail }) =>
        setTimeout(() => {
          fail(this.refusal);
          this.refused = this.refusal;
        }),
      navigateTo: go,
      redirectTo: go,
      reLaunch: go,
      switchTab: go,
      navigateBack: (ask) => ask?.success?.({}),
      setNavigationBarTitle: (ask) => ask.success?.({}),
      pageScrollTo: (ask) => ask?.success?.({}),
      showToast: (ask) => ask.success?.({}),
      hideKeyboard: () => undefined,
      stopPullDownRefresh: () => undefined,
      createSelectorQuery: () => ({ in: () => ({}) }),
    };
  }

  async request({ url, method, header, data, success, fail }) {
    if (!this.connected) return setTimeout(() => fail({ errMsg: "request:fail" }));
    this.asked.push({ url, method, header, data });
    const { status, body } = await this.server({ url: new URL(url), method, header, data });
    const type = status >= 400 ? "application/problem+json" : "application/json";
    success({
      statusCode: status,
      header: { "Content-Type": type, Date: new Date().toUTCString() },
      data: body === null ? "" : JSON.stringify(body),
    });
  }

  connect(connected) {
    this.connected = connected;
    this.networkListeners.forEach((hear) => hear({ isConnected: connected }));
  }
}
