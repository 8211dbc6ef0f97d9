// Calls of the API with the types of its OpenAPI document (schema.d.ts is generated from it: npm run api). Nothing here
// knows a route by itself; what a route takes and gives is checked when the client is compiled.
import type { Problem } from "@/core/answers";
import type { Caller } from "@/core/caller";
import type { HttpMethod } from "@/platform/platform";
import type { components, paths } from "./schema";

export type Routes = paths;
export type Schemas = components["schemas"];
type Verb = "get" | "put" | "post" | "delete";

/** Paths that have an operation under this verb. */
type PathsWith<V extends Verb> = {
  [P in keyof Routes]: V extends keyof Routes[P] ? (Routes[P][V] extends { responses: unknown } ? P : never) : never;
}[keyof Routes];

type Operation<P extends keyof Routes, V extends Verb> = V extends keyof Routes[P] ? Routes[P][V] : never;
type JsonOf<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Answers<O> = O extends { responses: infer All } ? All : never;
type Good<All> = { [S in keyof All]: S extends 200 | 201 ? JsonOf<All[S]> : never }[keyof All];

/** The JSON that a route answers with when it says yes. */
export type Body<P extends keyof Routes, V extends Verb> = Good<Answers<Operation<P, V>>>;
/** The JSON that a route takes. */
export type Sent<P extends keyof Routes, V extends Verb> =
  Operation<P, V> extends { requestBody?: infer Asked } ? JsonOf<NonNullable<Asked>> : never;
type Parameters<P extends keyof Routes, V extends Verb, Part extends "query" | "path"> =
  Operation<P, V> extends { parameters: infer All } ? (Part extends keyof All ? NonNullable<All[Part]> : never) : never;

export interface Options<P extends keyof Routes, V extends Verb> {
  params?: Parameters<P, V, "path">;
  query?: Parameters<P, V, "query">;
  body?: Sent<P, V>;
  /** Without session. */
  open?: boolean;
}

export type ApiResult<T> = { ok: true; status: number; body: T } | { ok: false; problem: Problem };

export class Api {
  constructor(private readonly caller: Caller) {}

  get<P extends PathsWith<"get">>(path: P, options: Options<P, "get"> = {}): Promise<ApiResult<Body<P, "get">>> {
    return this.call("GET", path, options);
  }
  put<P extends PathsWith<"put">>(path: P, options: Options<P, "put">): Promise<ApiResult<Body<P, "put">>> {
    return this.call("PUT", path, options);
  }
  post<P extends PathsWith<"post">>(path: P, options: Options<P, "post"> = {}): Promise<ApiResult<Body<P, "post">>> {
    return this.call("POST", path, options);
  }
  delete<P extends PathsWith<"delete">>(path: P, options: Options<P, "delete"> = {}): Promise<ApiResult<unknown>> {
    return this.call("DELETE", path, options);
  }

  private async call<T>(method: HttpMethod, path: string, options: Loose): Promise<ApiResult<T>> {
    const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent(String(options.params?.[name] ?? "")),
    );
    const json = method === "GET" || method === "DELETE" ? undefined : (options.body ?? {});
    const result = await this.caller.call({ method, path: filled, query: options.query, json, open: options.open });
    return result.ok ? { ok: true, status: result.status, body: result.body as T } : result;
  }
}

interface Loose {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  open?: boolean;
}
