// The entry for express: contexts for each request, and the access log.
export type { AccessLogOptions, Identity, Tracking } from "./http/access-log.js";
export { accessLog, contextMiddleware, type ExpressRequest } from "./http/express.js";
export type { Middleware } from "./http/node.js";
export type { ContextSetting } from "./http/set-contexts.js";
