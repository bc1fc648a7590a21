// The entry for a plain node:http or node:http2 server: contexts for each request, and the access log.
export type { AccessLogOptions, Identity, Tracking } from "./http/access-log.js";
export { accessLog, contextMiddleware, type Middleware } from "./http/node.js";
export type { NodeRequest, NodeResponse } from "./http/node-objects.js";
export type { ContextSetting } from "./http/set-contexts.js";
