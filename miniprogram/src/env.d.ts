/// <reference types="vite/client" />

declare module "*.vue" {
  import type { DefineComponent } from "vue";
  const component: DefineComponent<object, object, unknown>;
  export default component;
}

/** Set by tools/build.mjs from config/league.toml. */
interface ImportMetaEnv {
  /** Address of the server without a final slash; empty on H5, where it is the page's own. */
  readonly VITE_SERVER: string;
  /** Name of the WeChat account that the mini program signs in with. */
  readonly VITE_MP_ACCOUNT: string;
}
