// What anybody may read: the office behind this, the guide, and what we ask and why.
import type { Body } from "@/api/client";
import { createResource } from "./resource";
import { api } from "./wiring";

export type ClientInfo = Body<"/api/v1/client", "get">;
export type Guide = Body<"/api/v1/guide", "get">;
export type Privacy = Body<"/api/v1/privacy", "get">;

const HOUR_MS = 3600 * 1000;
const open = true;

export const office = createResource<ClientInfo>({
  key: "office",
  personal: false,
  freshMs: 60000,
  fetch: () => api.get("/api/v1/client", { open }),
});

export const guide = createResource<Guide>({
  key: "guide",
  personal: false,
  freshMs: HOUR_MS,
  fetch: () => api.get("/api/v1/guide", { open }),
});

export const privacy = createResource<Privacy>({
  key: "privacy_text",
  personal: false,
  freshMs: HOUR_MS,
  fetch: () => api.get("/api/v1/privacy", { open }),
});
