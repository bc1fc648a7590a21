// What each server of the contract offers: the same routes, written as users of that framework would write them.
import { type EventEmitter, once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Runtime } from "@tracklake/sdk";

/** What a server is given: its tracker, and where it says what arrives. */
export interface Given {
  readonly tracker: Runtime;
  /** Emits `arrived` with the path's first part for requests that are not answered. */
  readonly arrivals: EventEmitter;
  /** Contexts of every request by its header x-user; throws for the user "thrower". */
  contextsOf(user: unknown): { user?: { user_id: string } };
  /** The user of every request by its header x-user; throws for the user "thrower". */
  identityOf(user: unknown): { user_id: string };
}

/** A server that listens. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A server under test:
 *
 * - `POST /plans/:id` with JSON and `POST /raw` with text read by events: tracks `plan_changed` with the body's plan;
 *   `POST /later/:id` does so a while after it has answered 202
 * - `GET /shops/:shop/items/:item`: a mounted router; answers activeTrace()
 * - `GET /shops/:shop/broken`: throws within it; the error handler of the whole application answers 500
 * - `GET /slow`: never answered; `GET /half`: headers and a part of the body, and no more
 */
export interface ServerUnderTest {
  readonly name: string;
  /** Whether there is a router to ask for the pattern. */
  readonly routes: boolean;
  start(given: Given): Promise<Running>;
}

/** Starts a server of Node's with a listener. */
export async function listen(listener: RequestListener): Promise<Running> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
