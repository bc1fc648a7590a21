// A plain node:http or node:http2 server, and whatever calls middleware as connect does: contexts and the access log.
// A plain server calls them itself; what comes after is the `next` that it gives them.
import { type AccessLogOptions, requestLog, type Tracking } from "./access-log.js";
import { inNodeRequest, type NodeRequest, type NodeResponse, whenAnswered } from "./node-objects.js";
import { type ContextSetting, settingContexts } from "./set-contexts.js";

/** Middleware as connect and express call it. */
export type Middleware<Request extends NodeRequest> = (
  request: Request,
  response: NodeResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Sets contexts for everything that a request does, however asynchronous, the reading of its body included.
 *
 * @param tracker - The generated tracker.
 * @param contextsOf - Contexts of a request. When it throws, the request goes on without them, with one warning.
 * @example
 * const contexts = contextMiddleware(tracker, (request) => ({ request: { request_id: request.headers["x-request-id"] } }));
 * createServer((request, response) => contexts(request, response, () => handle(request, response)));
 */
export function contextMiddleware<Request extends NodeRequest, Values extends object>(
  tracker: ContextSetting<Values>,
  contextsOf: (request: Request) => NoInfer<Values>,
): Middleware<Request> {
  const set = settingContexts(tracker, contextsOf);
  return (request, response, next) =>
    inNodeRequest(request, response, () => {
      set(request);
      next();
    });
}

/**
 * Tracks `http_request` when a response ends or is aborted.
 *
 * A plain server has no router to ask: `route` says the pattern, and without it the column is NULL.
 *
 * @example
 * const log = accessLog(tracker, { route: (request) => patterns.get(request) });
 * createServer((request, response) => log(request, response, () => handle(request, response)));
 */
export function accessLog<Request extends NodeRequest>(
  tracker: Tracking,
  options: AccessLogOptions<Request> = {},
): Middleware<Request> {
  const begin = requestLog(tracker, options, () => undefined);
  return (request, response, next) =>
    inNodeRequest(request, response, () => {
      whenAnswered(request, response, begin(request, request.method));
      next();
    });
}
