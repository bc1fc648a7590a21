import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createRuntime } from "@tracklake/sdk";
import { accessLog, contextMiddleware } from "@tracklake/sdk/express";
import { memorySink } from "@tracklake/sdk/memory";
import express from "express";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { definitions } from "./definitions.js";

const sink = memorySink();
const tracker = createRuntime(definitions, { service: "web", environment: "production", sink, flushInterval: 1 });
const app = express();
app.use(accessLog(tracker, { identify: (request) => ({ user_id: String(request.headers["x-user"] ?? "nobody") }) }));
app.use(contextMiddleware(tracker, (request) => ({ user: { user_id: String(request.headers["x-user"]) } })));
app.use(express.json());
app.post("/plans/:id", async (request, response) => {
  await wait(2);
  tracker.track("plan_changed", { plan: (request.body as { plan: string }).plan });
  response.status(201).json({});
});
const nested = express.Router();
nested.get("/items/:item", (_request, response) => void response.send("ok"));
app.use("/shops/:shop", nested);
app.get("/slow", () => {});
app.get("/broken", () => {
  throw new Error("broken");
});
app.use(
  ((_error, _request, response, _next) => void response.status(500).send("failed")) as express.ErrorRequestHandler,
);
const server = createServer(app);

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
beforeEach(() => sink.clear());
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await tracker.close();
});

const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

async function tracked(count: number) {
  for (let waited = 0; sink.lines.length < count && waited < 2_000; waited += 5) await wait(5);
  return sink.lines.map(
    (line) => JSON.parse(line.text) as Record<string, unknown> & { request: Record<string, unknown> },
  );
}

test("contexts survive the parsing of a body, for requests at the same time", async () => {
  const users = Array.from({ length: 20 }, (_, n) => `u${n}`);
  const post = (user: string) =>
    fetch(url(`/plans/${user}`), {
      method: "POST",
      headers: { "content-type": "application/json", "x-user": user },
      body: JSON.stringify({ plan: user }),
    });
  const answers = await Promise.all(users.map(post));
  expect(answers.every((answer) => answer.status === 201)).toBe(true);
  const plans = (await tracked(40)).filter((event) => event.event_name === "plan_changed");
  expect(plans).toHaveLength(20);
  for (const event of plans) expect(event.user_id).toBe(event.plan);
});

test.each([
  ["/shops/a/items/7?secret=1", "/shops/a/items/:item", 200],
  ["/nothing/here?secret=1", undefined, 404],
  ["/broken", "/broken", 500],
])("%s is logged by its route, without path and query", async (path, route, status) => {
  await fetch(url(path), { headers: { "x-user": "u1" } });
  const [event] = await tracked(1);
  expect(event).toMatchObject({ event_name: "http_request", request: { method: "GET", status, user_id: "u1" } });
  expect(event?.request.route).toBe(route);
  expect(event?.request.duration_ms).toBeGreaterThanOrEqual(0);
  expect(JSON.stringify(event)).not.toContain("secret");
});

test("an aborted request is logged too", async () => {
  const request = httpRequest(url("/slow"));
  request.on("error", () => {});
  request.end();
  await wait(30);
  request.destroy();
  const [event] = await tracked(1);
  expect(event?.request).toMatchObject({ method: "GET", route: "/slow", aborted: true });
  expect(event?.request).not.toHaveProperty("status");
});
