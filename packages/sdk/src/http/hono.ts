// Hono on Node and elsewhere: contexts for each request, and the access log.
// Types are structural, so that hono itself is no dependency. On Node (@hono/node-server) the end of the answer is that
// of Node's response; elsewhere nobody says when it is sent, and what hono's handlers return is the end.
import { type AccessLogOptions, type Ending, requestLog, type Tracking } from "./access-log.js";
import { type Routed, routeOf } from "./hono-route.js";
import { inNodeRequest, type NodeRequest, type NodeResponse, whenAnswered } from "./node-objects.js";
import { inRequest } from "./request-scope.js";
import { type ContextSetting, settingContexts } from "./set-contexts.js";

/** As much of hono's context as is read. */
export interface HonoContext {
  readonly req: Routed & {
    readonly method: string;
    readonly raw: object & { readonly signal?: { readonly aborted: boolean } };
    header(name: string): string | undefined;
  };
  readonly env: unknown;
  readonly res: { readonly status: number };
}

/** A hono middleware. */
export type Middleware<Context extends HonoContext> = (context: Context, next: () => Promise<void>) => Promise<void>;

/**
 * Sets contexts for everything that a request does, however asynchronous, the reading of its body included.
 *
 * @param tracker - The generated tracker.
 * @param contextsOf - Contexts of a request. When it throws, the request goes on without them, with one warning.
 * @example
 * app.use(contextMiddleware(tracker, (c) => ({ request: { request_id: c.req.header("x-request-id") } })));
 */
export function contextMiddleware<Context extends HonoContext, Values extends object>(
  tracker: ContextSetting<Values>,
  contextsOf: (context: Context) => NoInfer<Values>,
): Middleware<Context> {
  const set = settingContexts(tracker, contextsOf);
  return (context, next) =>
    inHonoRequest(context, () => {
      set(context);
      return next();
    });
}

/**
 * Tracks `http_request` when a response ends or is aborted.
 *
 * @example
 * app.use(accessLog(tracker, { identify: (c) => ({ user_id: c.get("user")?.id }) }));
 */
export function accessLog<Context extends HonoContext>(
  tracker: Tracking,
  options: AccessLogOptions<Context> = {},
): Middleware<Context> {
  const begin = requestLog<Context>(tracker, options, ({ req }) => routeOf(req));
  return (context, next) =>
    inHonoRequest(context, (node) => {
      const end = begin(context, context.req.method);
      if (!node) return endingWith(context, next, end);
      whenAnswered(node.incoming, node.outgoing, end);
      return next();
    });
}

/** Node's request and response, where hono runs on it. */
interface OnNode {
  readonly incoming: NodeRequest;
  readonly outgoing: NodeResponse;
}

function inHonoRequest<Result>(context: HonoContext, body: (node: OnNode | undefined) => Result): Result {
  const node = context.env as Partial<OnNode> | undefined;
  if (node?.incoming && node.outgoing) {
    const { incoming, outgoing } = node;
    return inNodeRequest(incoming, outgoing, () => body({ incoming, outgoing }));
  }
  const { raw } = context.req;
  return inRequest({ key: raw, traceparent: context.req.header("traceparent"), emitters: [] }, () => body(undefined));
}

async function endingWith(context: HonoContext, next: () => Promise<void>, end: (ending: Ending) => void) {
  try {
    await next();
  } catch (error) {
    // Hono answers what is thrown here with 500, or the platform does.
    end({ status: 500, whole: true });
    throw error;
  }
  end({ status: context.res.status, whole: context.req.raw.signal?.aborted !== true });
}
