// Express 4 and 5: contexts for each request, and the access log with the patterns of routes and mounted routers.
// Types are structural, so that express itself is no dependency.
import type { AccessLogOptions, Tracking } from "./access-log.js";
import { type Routed, routeOf, watchRoute } from "./express-route.js";
import { type Middleware, accessLog as nodeAccessLog } from "./node.js";
import type { NodeRequest } from "./node-objects.js";

export { contextMiddleware } from "./node.js";

/** As much of express' request as is read. */
export interface ExpressRequest extends NodeRequest, Routed {}

/**
 * Tracks `http_request` when a response ends or is aborted; to be used before the routers, whose patterns it notes.
 *
 * @example
 * app.use(accessLog(tracker, { identify: (request) => ({ user_id: request.user?.id }) }));
 */
export function accessLog<Request extends ExpressRequest>(
  tracker: Tracking,
  options: AccessLogOptions<Request> = {},
): Middleware<Request> {
  const log = nodeAccessLog<Request>(tracker, { route: routeOf, ...options });
  return (request, response, next) => {
    watchRoute(request);
    log(request, response, next);
  };
}
