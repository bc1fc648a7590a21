// The HTTP server: AWS JSON 1.1, dispatched on X-Amz-Target; every answer carries a request id.
// Whatever arrives is answered with an error of the protocol, or its connection ends: the endpoint never stops for it.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { FaultPlan } from "../faults/fault-plan.js";
import type { Operations } from "./operation.js";
import { parseBody, readBody } from "./read-body.js";
import { ServiceFault } from "./service-fault.js";

/** What the server dispatches to. */
export interface Services {
  /** Operations by the target's prefix, such as `AWSGlue`. */
  readonly operations: ReadonlyMap<string, Operations>;
  /** The faults of a call, by its target; `undefined` for calls without. */
  readonly faults: (target: string) => FaultPlan | undefined;
  /** Takes one line when an operation fails for a reason of the endpoint's own. */
  readonly log: (line: string) => void;
}

/** A server, and the calls that it is in the middle of. */
export interface StackServer {
  readonly server: Server;
  /** Stops listening, lets running calls end and closes the connections. */
  close(): Promise<void>;
}

/** Makes the server; it does not listen yet. */
export function stackServer(services: Services): StackServer {
  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const call = answer(services, request, response).finally(() => running.delete(call));
    running.add(call);
  });
  server.requestTimeout = 60_000;
  return {
    server,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.race([Promise.all(running), pause(5_000, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = String(request.headers["x-amz-target"] ?? "");
  try {
    const body = await readBody(request);
    const faults = services.faults(target);
    const fault = faults?.call() ?? "none";
    if (faults && faults.latency > 0) await pause(faults.latency);
    if (fault === "reset") return void request.socket.resetAndDestroy();
    if (fault === "throttle") throw throttling(target);
    const operation = find(services, request, target);
    const output = await operation(parseBody(body));
    if (fault === "timeout") {
      await pause(faults?.timeoutMs);
      return void request.socket.destroy();
    }
    send(response, 200, output);
  } catch (error) {
    if (response.headersSent || request.socket.destroyed) return void request.socket.destroy();
    const fault = asFault(services, target, error);
    send(response, fault.status, { __type: fault.type, message: fault.message });
  }
}

function throttling(target: string): ServiceFault {
  if (target.startsWith("AWSGlue.")) return new ServiceFault("ThrottlingException", "Rate exceeded");
  return new ServiceFault("ServiceUnavailableException", "Slow down.", 500);
}

function find({ operations }: Services, { method, url }: IncomingMessage, target: string) {
  const [service = "", name = ""] = target.split(".");
  const found = method === "POST" && url === "/" ? operations.get(service)?.get(name) : undefined;
  if (found) return found;
  const known = [...operations].map(([prefix, names]) => `${prefix}: ${[...names.keys()].join(", ")}`);
  throw new ServiceFault(
    "UnknownOperationException",
    `${JSON.stringify(target)} is not spoken here. POST to / with one of these X-Amz-Target: ${known.join("; ")}.`,
  );
}

function asFault({ log }: Services, target: string, error: unknown): ServiceFault {
  if (error instanceof ServiceFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  log(`${target} failed: ${message}`);
  return new ServiceFault(
    target.startsWith("AWSGlue.") ? "InternalServiceException" : "ServiceUnavailableException",
    message,
    500,
  );
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.1",
    "content-length": Buffer.byteLength(text),
    "x-amzn-RequestId": randomUUID(),
  });
  response.end(text);
}
