// Hono where there is no Node request inside, as on other run times: called by its fetch. And what it calls a route.
import { setTimeout as wait } from "node:timers/promises";
import { accessLog, contextMiddleware } from "@tracklake/sdk/hono";
import { type Context, Hono } from "hono";
import { afterAll, beforeEach, expect, test } from "vitest";
import { recording } from "./lines.js";

const { tracker, events, clear } = recording();
const sub = new Hono().all("/every", (c) => c.text("ok"));
sub.onError((_error, c) => c.text("sub", 502));
sub.get("/broken", () => {
  throw new Error("broken");
});
const app = new Hono();
app.use(accessLog(tracker, { identify: (c: Context) => ({ user_id: c.req.header("x-user") }) }));
app.use(contextMiddleware(tracker, (c: Context) => ({ user: { user_id: String(c.req.header("x-user")) } })));
app.use("/private/*", async (c, next) => (c.req.header("x-user") === "u1" ? next() : c.text("no", 401)));
app.get("/private/:id", (c) => c.text("ok"));
app.get("/users/me", (c) => c.text("me"));
app.get("/users/:id", (c) => c.text("user"));
app.route("/sub/:name", sub);
app.get("/thrown", () => {
  throw new Error("thrown");
});
app.get("/strange", () => {
  throw "no error at all";
});
app.post("/plans", async (c) => {
  await wait(1);
  tracker.track("plan_changed", await c.req.json());
  return c.body(null, 204);
});

beforeEach(clear);
afterAll(() => tracker.close());

test.each<[string, number, string | undefined]>([
  ["/private/7", 200, "/private/:id"],
  ["/users/me", 200, "/users/me"],
  ["/users/7", 200, "/users/:id"],
  ["/sub/x/every", 200, "/sub/:name/every"],
  ["/sub/x/broken", 502, "/sub/:name/broken"],
  ["/sub/x/none", 404, undefined],
  ["/none", 404, undefined],
  ["/thrown", 500, "/thrown"],
  ["/strange", 500, "/strange"],
])("%s is logged with %i and %s", async (path, status, route) => {
  const error = console.error;
  console.error = () => {};
  await Promise.resolve(app.request(path, { headers: { "x-user": "u1" } })).catch(() => {});
  console.error = error;
  const [event, ...more] = await events("http_request", 1);
  expect(more).toEqual([]);
  expect(event?.request).toMatchObject({ method: "GET", status, user_id: "u1" });
  expect(event?.request.route).toBe(route);
});

test("a middleware that answers leaves the route that it kept the request from", async () => {
  await app.request("/private/7");
  expect((await events("http_request", 1))[0]?.request).toMatchObject({ status: 401, route: "/private/:id" });
});

test("a request whose client is gone is aborted", async () => {
  const gone = new AbortController();
  gone.abort();
  await app.request(new Request("http://test/users/7", { signal: gone.signal }));
  expect((await events("http_request", 1))[0]?.request).toMatchObject({ aborted: true });
});

test("contexts belong to one request", async () => {
  const users = Array.from({ length: 30 }, (_, n) => `u${n}`);
  const post = (user: string) =>
    app.request("/plans", { method: "POST", headers: { "x-user": user }, body: JSON.stringify({ plan: user }) });
  await Promise.all(users.map(post));
  const plans = await events("plan_changed", 30);
  expect(plans).toHaveLength(30);
  for (const { plan, user_id } of plans) expect(user_id).toBe(plan);
});
