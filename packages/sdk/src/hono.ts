// The entry for hono: contexts for each request, and the access log.
export type { AccessLogOptions, Identity, Tracking } from "./http/access-log.js";
export { accessLog, contextMiddleware, type HonoContext, type Middleware } from "./http/hono.js";
export type { ContextSetting } from "./http/set-contexts.js";
