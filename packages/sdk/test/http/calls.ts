// What the compiler takes and refuses of the middleware, with a tracker as codegen types it. Checked, never run.
import { createServer } from "node:http";
import type { Runtime } from "@tracklake/sdk";
import { contextMiddleware as expressContexts, accessLog as expressLog } from "@tracklake/sdk/express";
import { contextMiddleware as fastifyContexts, accessLog as fastifyLog } from "@tracklake/sdk/fastify";
import { contextMiddleware as honoContexts, accessLog as honoLog } from "@tracklake/sdk/hono";
import { withTracklake } from "@tracklake/sdk/lambda";
import { contextMiddleware as nodeContexts, accessLog as nodeLog } from "@tracklake/sdk/node";
import { flushAfter } from "@tracklake/sdk/wait-until";
import express from "express";
import { fastify } from "fastify";
import { Hono } from "hono";

/** A tracker as codegen types it. */
interface Tracker extends Pick<Runtime, "track" | "flush"> {
  setContext(contexts: Contexts): void;
}

interface Contexts {
  request?: { request_id?: string | null | undefined } | undefined;
}

declare const tracker: Tracker;

/** Calls as the README shows them, and mistakes that must not compile. */
export function calls() {
  const app = express();
  app.use(expressLog(tracker, { identify: (request: express.Request) => ({ user_id: request.get("x-user") }) }));
  app.use(
    expressContexts(tracker, (request) => ({ request: { request_id: String(request.headers["x-request-id"]) } })),
  );
  const server = fastify();
  server.register(fastifyLog(tracker, { identify: (request) => ({ user_id: String(request.headers["x-user"]) }) }));
  server.register(fastifyContexts(tracker, (request) => ({ request: { request_id: String(request.id) } })));
  const hono = new Hono();
  hono.use(honoLog(tracker, { identify: (c) => ({ user_id: c.req.header("x-user") }) }));
  hono.use(honoContexts(tracker, (c) => ({ request: { request_id: c.req.header("x-request-id") } })));
  const log = nodeLog(tracker, { route: (request) => (request.url?.startsWith("/plans/") ? "/plans/:id" : undefined) });
  const contexts = nodeContexts(tracker, (request) => ({
    request: { request_id: String(request.headers["x-request-id"]) },
  }));
  createServer((request, response) => log(request, response, () => contexts(request, response, () => response.end())));
  // @ts-expect-error no such context
  hono.use(honoContexts(tracker, (c) => ({ requst: { request_id: c.req.header("x-request-id") } })));
  const handler = withTracklake(tracker, async (event: { plan: string }) => ({ statusCode: 204, body: event.plan }));
  flushAfter(tracker, () => {});
  // @ts-expect-error a field that the context does not have, alone
  hono.use(honoContexts(tracker, (c) => ({ request: { request_idd: c.req.header("x-request-id") } })));
  // @ts-expect-error wrong type
  server.register(fastifyContexts(tracker, () => ({ request: { request_id: 5 } })));
  // @ts-expect-error promise
  app.use(expressContexts(tracker, async () => ({ request: { request_id: "5" } })));
  return handler;
}
