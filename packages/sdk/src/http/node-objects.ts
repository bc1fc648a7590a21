// Node's own request and response, which every server on Node has inside: their scope, and the end of the answer.
// Structural, so that those of node:http and of node:http2 both fit.
import type { IncomingHttpHeaders } from "node:http";
import type { Ending } from "./access-log.js";
import { type EndingRequest, type EndingResponse, whenEnded } from "./connection-end.js";
import { type Emitting, inRequest } from "./request-scope.js";

/** As much of Node's request as is read. */
export interface NodeRequest extends Emitting, EndingRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** As much of Node's response as is read. */
export interface NodeResponse extends Emitting, EndingResponse {
  readonly statusCode: number;
  readonly headersSent: boolean;
}

/** Runs a function in the scope of Node's request. */
export function inNodeRequest<Result>(request: NodeRequest, response: NodeResponse, body: () => Result): Result {
  const { traceparent } = request.headers;
  return inRequest({ key: request, traceparent, emitters: [request, response] }, body);
}

/** Calls back once, when Node's response has ended or was aborted. */
export function whenAnswered(request: NodeRequest, response: NodeResponse, end: (ending: Ending) => void): void {
  whenEnded(request, response, (whole) =>
    end({ status: response.headersSent ? response.statusCode : undefined, whole }),
  );
}
