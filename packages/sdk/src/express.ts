// Express: contexts for each request, and the access log as the built-in event `http_request`.
// Types are structural, so that express itself is no dependency.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ContextValues } from "./runtime/contexts.js";
import type { Runtime } from "./runtime/runtime.js";

/** What express adds to a request, as far as it is read here. */
export interface ExpressRequest extends IncomingMessage {
  readonly baseUrl?: string;
  readonly route?: { readonly path?: unknown };
}

/** An express middleware. */
export type Middleware<Request extends ExpressRequest> = (
  request: Request,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Sets contexts for everything that a request does, however asynchronous.
 *
 * @param tracker - The generated tracker.
 * @param contextsOf - Contexts of a request; what it throws goes to express.
 * @example
 * app.use(contextMiddleware(tracker, (request) => ({ request: { request_id: request.get("x-request-id") } })));
 */
export function contextMiddleware<Request extends ExpressRequest, Values extends ContextValues>(
  tracker: { withContext<Result>(contexts: Values, body: () => Result): Result },
  contextsOf: (request: Request) => Values,
): Middleware<Request> {
  return (request, _response, next) => tracker.withContext(contextsOf(request), () => next());
}

/** What an access log may be told. */
export interface AccessLogOptions<Request extends ExpressRequest> {
  /** Who made the request, once it is answered. */
  readonly identify?: (request: Request) => { readonly user_id?: string; readonly organisation_id?: string };
}

/**
 * Tracks `http_request` when a response ends or is aborted: route patterns, no paths, bodies or query strings.
 *
 * @example
 * app.use(accessLog(tracker, { identify: (request) => ({ user_id: request.user?.id }) }));
 */
export function accessLog<Request extends ExpressRequest>(
  tracker: Pick<Runtime, "track">,
  { identify }: AccessLogOptions<Request> = {},
): Middleware<Request> {
  return (request, response, next) => {
    const started = performance.now();
    response.once("close", () => {
      tracker.track("http_request", {
        method: (request.method ?? "GET").toUpperCase(),
        route: routeOf(request),
        status: response.headersSent ? response.statusCode : undefined,
        duration_ms: Math.max(0, Math.round((performance.now() - started) * 1_000) / 1_000),
        aborted: response.writableFinished ? undefined : true,
        ...identified(request, identify),
      });
    });
    next();
  };
}

/** Who made the request; a host's function that throws costs the event its user, and the process nothing. */
function identified<Request extends ExpressRequest>(request: Request, identify: AccessLogOptions<Request>["identify"]) {
  try {
    return identify?.(request);
  } catch (error) {
    process.emitWarning(
      `tracklake: identify of accessLog threw ${String(error)}; the request is logged without a user.`,
    );
    return undefined;
  }
}

/** The pattern of the route, such as `/users/:id`; `undefined` where none matched. */
function routeOf(request: ExpressRequest): string | undefined {
  const path = request.route?.path;
  if (path === undefined) return undefined;
  return `${request.baseUrl ?? ""}${typeof path === "string" ? path : String(path)}` || "/";
}
