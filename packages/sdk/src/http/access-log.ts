// The built-in event `http_request`, whichever server it is: what is read of a request, and when.
// Route patterns and never paths; no bodies, no query strings.
import { AsyncResource } from "node:async_hooks";
import type { Runtime } from "../runtime/runtime.js";
import { hostsFunction } from "./hosts-function.js";

/** Who made a request. */
export interface Identity {
  readonly user_id?: string | undefined;
  readonly organisation_id?: string | undefined;
}

/** What an access log may be told. */
export interface AccessLogOptions<Request> {
  /** Who made the request, asked when it is answered. */
  readonly identify?: (request: Request) => Identity | undefined;
  /**
   * The pattern of the request's route, asked when it is answered; never its path, whose ids would make each a route
   * of its own. @default what the framework says; a server without a router has none
   */
  readonly route?: (request: Request) => string | undefined;
}

/** How a request ended. */
export interface Ending {
  /** Absent when the client went away before. */
  readonly status: number | undefined;
  /** Whether the whole answer was sent. */
  readonly whole: boolean;
}

/** As much of a tracker as an access log needs. */
export type Tracking = Pick<Runtime, "track">;

/** Begins the log of a request; what it returns is called once, when the request has ended. */
export type LogRequest<Request> = (request: Request, method: string | undefined) => (ending: Ending) => void;

/**
 * The log of one middleware.
 *
 * @param routeOf - The framework's own answer to what the route is.
 */
export function requestLog<Request>(
  tracker: Tracking,
  options: AccessLogOptions<Request>,
  routeOf: (request: Request) => string | undefined,
): LogRequest<Request> {
  const identify = hostsFunction("identify of accessLog", "requests are logged without a user", options.identify);
  const route = hostsFunction("route of accessLog", "requests are logged without a route", options.route ?? routeOf);
  return (request, method = "GET") => {
    const started = performance.now();
    // The end of a response is no part of the request for AsyncLocalStorage, but its trace and contexts are.
    return AsyncResource.bind(({ status, whole }: Ending) => {
      const { user_id, organisation_id } = identify(request) ?? {};
      tracker.track("http_request", {
        method: method.toUpperCase(),
        route: route(request),
        status,
        duration_ms: Math.max(0, Math.round((performance.now() - started) * 1_000) / 1_000),
        aborted: whole ? undefined : true,
        user_id,
        organisation_id,
      });
    });
  };
}
