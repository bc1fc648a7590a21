// Fastify 4 and 5: contexts for each request, and the access log, as plugins.
// Types are structural, so that fastify itself is no dependency.
import type { IncomingHttpHeaders } from "node:http";
import { type AccessLogOptions, requestLog, type Tracking } from "./access-log.js";
import { inNodeRequest, type NodeRequest, type NodeResponse, whenAnswered } from "./node-objects.js";
import { type ContextSetting, settingContexts } from "./set-contexts.js";

/** As much of fastify's request as is read. */
export interface FastifyRequest {
  readonly raw: NodeRequest;
  readonly id: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly routeOptions?: { readonly url?: string | undefined };
}

/** As much of fastify's reply as is read. */
export interface FastifyReply {
  readonly raw: NodeResponse;
}

/** As much of fastify as is called. */
export interface FastifyServer {
  // biome-ignore lint/suspicious/noExplicitAny: fastify's hooks are generic in types of the application.
  addHook(name: "onRequest", hook: (request: any, reply: any, done: () => void) => void): unknown;
}

/** A fastify plugin; its hooks hold for the whole server that it is registered on, as with fastify-plugin. */
export type Plugin = (server: FastifyServer, options: unknown, done: () => void) => void;

/**
 * Sets contexts for everything that a request does, however asynchronous, the parsing of its body included.
 *
 * @param tracker - The generated tracker.
 * @param contextsOf - Contexts of a request. When it throws, the request goes on without them, with one warning.
 * @example
 * app.register(contextMiddleware(tracker, (request) => ({ request: { request_id: String(request.id) } })));
 */
export function contextMiddleware<Request extends FastifyRequest, Values extends object>(
  tracker: ContextSetting<Values>,
  contextsOf: (request: Request) => NoInfer<Values>,
): Plugin {
  return onRequest<Request>(settingContexts(tracker, contextsOf));
}

/**
 * Tracks `http_request` when a response ends or is aborted.
 *
 * @example
 * app.register(accessLog(tracker, { identify: (request) => ({ user_id: request.user?.id }) }));
 */
export function accessLog<Request extends FastifyRequest>(
  tracker: Tracking,
  options: AccessLogOptions<Request> = {},
): Plugin {
  const begin = requestLog<Request>(tracker, options, ({ routeOptions }) => routeOptions?.url);
  return onRequest<Request>((request, reply) => {
    whenAnswered(request.raw, reply.raw, begin(request, request.raw.method));
  });
}

/** A plugin that does something in the scope of each request. */
function onRequest<Request extends FastifyRequest>(act: (request: Request, reply: FastifyReply) => void): Plugin {
  const plugin: Plugin = (server, _options, registered) => {
    server.addHook("onRequest", (request: Request, reply: FastifyReply, done) =>
      inNodeRequest(request.raw, reply.raw, () => {
        act(request, reply);
        done();
      }),
    );
    registered();
  };
  // Fastify's own mark for a plugin that is not encapsulated (lib/plugin-utils.js), which fastify-plugin sets too.
  return Object.assign(plugin, { [Symbol.for("skip-override")]: true });
}
