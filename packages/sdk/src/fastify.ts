// The entry for fastify: contexts for each request, and the access log.
export type { AccessLogOptions, Identity, Tracking } from "./http/access-log.js";
export { accessLog, contextMiddleware, type FastifyRequest, type FastifyServer, type Plugin } from "./http/fastify.js";
export type { ContextSetting } from "./http/set-contexts.js";
