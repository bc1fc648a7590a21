// The contract of contexts and access logs, over the wire, against a server; each that there is an entry for has a test file of its own.
import { EventEmitter, once } from "node:events";
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { answers, call, pipelined, wire } from "./client.js";
import { recording } from "./lines.js";
import type { Running, ServerUnderTest } from "./servers/server.js";

const json = { "content-type": "application/json" };
const text = { "content-type": "text/plain" };
const PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/** Tests a server. */
export function contract({ name, routes, start }: ServerUnderTest): void {
  describe(name, () => tests(routes, start));
}

function tests(routes: boolean, start: ServerUnderTest["start"]): void {
  const { tracker, events, clear } = recording();
  const arrivals = new EventEmitter();
  let server: Running;
  let port: number;
  let arrivedInAll = 0;
  const route = (pattern: string | undefined) => (routes ? pattern : undefined);

  beforeAll(async () => {
    const named = (user: unknown) => {
      if (user === "thrower") throw new Error("who is this?");
      return { user_id: String(user) };
    };
    server = await start({
      tracker,
      arrivals,
      contextsOf(user) {
        arrivedInAll++;
        return user === undefined ? {} : { user: named(user) };
      },
      identityOf: named,
    });
    ({ port } = server);
  });
  // Whatever a test is about: every request that arrived is logged, and once.
  const settle = async () => {
    expect(await events("http_request", arrivedInAll)).toHaveLength(arrivedInAll);
    clear();
    arrivedInAll = 0;
  };
  afterEach(settle);
  afterAll(async () => {
    await server.close();
    await tracker.close();
  });

  describe("contexts", () => {
    test.each([
      ["JSON in one part", "/plans/1", json, ['{"plan":"u1"}']],
      ["JSON in many parts", "/plans/1", json, ['{"pl', 'an":', '"u1"}']],
      ["text read by events", "/raw", text, ["u", "1"]],
      ["work after the answer", "/later/1", json, ['{"plan":', '"u1"}']],
    ])("survive a body that comes after the head: %s", async (_name, path, headers, body) => {
      const { status } = await call({ port, path, method: "POST", headers: { ...headers, "x-user": "u1" }, body });
      expect([201, 202]).toContain(status);
      expect(await events("plan_changed", 1)).toMatchObject([{ plan: "u1", user_id: "u1" }]);
    });

    test("belong to one request, however many share a connection or the moment", async () => {
      const request = fc.record({
        path: fc.constantFrom("/plans/1", "/raw", "/later/1"),
        parts: fc.integer({ min: 1, max: 3 }),
        anonymous: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(request, { minLength: 2, maxLength: 24 }),
          fc.integer({ min: 1, max: 4 }),
          async (requests, maxSockets) => {
            await settle();
            const agent = new Agent({ keepAlive: true, maxSockets });
            const statuses = await Promise.all(
              requests.map(({ path, parts, anonymous }, index) => {
                const user = `${anonymous ? "nobody" : "user"}-${index}`;
                const whole = path === "/raw" ? user : JSON.stringify({ plan: user });
                const size = Math.ceil(whole.length / parts);
                const body = Array.from({ length: parts }, (_, n) => whole.slice(n * size, (n + 1) * size));
                const headers = { ...(path === "/raw" ? text : json), ...(anonymous ? {} : { "x-user": user }) };
                return call({ port, path, method: "POST", headers, body, agent });
              }),
            );
            agent.destroy();
            expect(statuses.every(({ status = 500 }) => status < 300)).toBe(true);
            const plans = await events("plan_changed", requests.length);
            expect(plans).toHaveLength(requests.length);
            for (const { plan, user_id } of plans) {
              expect(user_id).toBe(String(plan).startsWith("nobody") ? undefined : plan);
            }
          },
        ),
        { numRuns: 25 },
      );
    });

    test("do not pass from one pipelined request to the next", async () => {
      const users = Array.from({ length: 30 }, (_, n) => (n % 3 === 2 ? undefined : `u${n}`));
      const requests = users.map((user, n) =>
        wire("POST", "/raw", { ...text, ...(user ? { "x-user": user } : {}) }, user ?? `nobody-${n}`),
      );
      const socket = await pipelined(port, requests);
      await answers(socket, users.length);
      socket.destroy();
      const plans = await events("plan_changed", users.length);
      for (const { plan, user_id } of plans) {
        expect(user_id).toBe(String(plan).startsWith("nobody") ? undefined : plan);
      }
    });

    test("that cannot be told cost the request nothing, and are warned of once", async () => {
      const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
      for (const _ of [1, 2]) {
        const headers = { ...json, "x-user": "thrower" };
        const { status } = await call({ port, path: "/plans/1", method: "POST", headers, body: ['{"plan":"pro"}'] });
        expect(status).toBe(201);
      }
      const plans = await events("plan_changed", 2);
      for (const plan of plans) expect(plan).not.toHaveProperty("user_id");
      for (const { request } of await events("http_request", 2)) expect(request).not.toHaveProperty("user_id");
      expect(warned.mock.calls.map(([message]) => String(message).slice(0, 40)).sort()).toEqual([
        "tracklake: identify of accessLog threw (",
        "tracklake: the function of contextMiddle",
      ]);
      warned.mockRestore();
    });
  });

  test.each([
    ["the caller's", PARENT, { trace_id: "0af7651916cd43dd8448eb211c80319c", span_id: "b7ad6b7169203331" }],
    ["none, of an invalid header", PARENT.replace("00-", "ff-"), {}],
    ["none, without a header", undefined, {}],
  ])("the trace is %s: in the handler, after its body, and in the access log", async (_name, traceparent, want) => {
    const headers: Record<string, string> = traceparent ? { traceparent } : {};
    const { text: trace } = await call({ port, path: "/shops/a/items/7", headers });
    expect(JSON.parse(`{"":0${trace}}`)).toEqual({ "": 0, ...want });
    await call({ port, path: "/raw", method: "POST", headers: { ...headers, ...text }, body: ["p", "lan"] });
    for (const row of [...(await events("plan_changed", 1)), ...(await events("http_request", 2))]) {
      const { trace_id, span_id } = row;
      expect(trace_id === undefined ? {} : { trace_id, span_id }).toEqual(want);
    }
  });

  describe("the access log", () => {
    test.each([
      ["GET", "/shops/a/items/7?secret=1", "/shops/:shop/items/:item", 200],
      ["HEAD", "/shops/a/items/7", "/shops/:shop/items/:item", 200],
      ["GET", "/shops/a/broken", "/shops/:shop/broken", 500],
      ["GET", "/nothing/secret", undefined, 404],
      ["GET", "/shops/secret/nothing", undefined, 404],
      ["OPTIONS", "/nothing/secret", undefined, 404],
    ])("says %s %s by its route", async (method, path, pattern, status) => {
      await call({ port, path, method, headers: { "x-user": "u1" } });
      const [event] = await events("http_request", 1);
      expect(event?.request).toMatchObject({ method, status, user_id: "u1" });
      expect(event?.request.route).toBe(route(pattern));
      expect(event?.request.duration_ms).toBeGreaterThanOrEqual(0);
      expect(event?.request).not.toHaveProperty("aborted");
      expect(JSON.stringify(event)).not.toContain("secret");
    });

    test("has one event for each request, bodies aside", async () => {
      const body = ['{"plan":"secret"}'];
      await call({ port, path: "/plans/1", method: "POST", headers: { ...json, "x-user": "u1" }, body });
      await events("plan_changed", 1);
      const [event, ...more] = await events("http_request", 1);
      expect(more).toEqual([]);
      expect(event?.request).toMatchObject({ method: "POST", status: 201 });
      expect(event?.request.route).toBe(route("/plans/:id"));
      expect(JSON.stringify(event)).not.toContain("secret");
    });

    test("has requests whose client left before the answer", async () => {
      const request = httpRequest({ port, host: "127.0.0.1", path: "/slow", headers: { "x-user": "u1" } });
      request.on("error", () => {});
      const arrived = once(arrivals, "arrived");
      request.end();
      await arrived;
      request.destroy();
      const [event] = await events("http_request", 1);
      expect(event?.request).toMatchObject({ method: "GET", aborted: true, user_id: "u1" });
      expect(event?.request).not.toHaveProperty("status");
      expect(event?.request.route).toBe(route("/slow"));
    });

    test("has requests whose client left within the answer, with the status that it saw", async () => {
      const request = httpRequest({ port, host: "127.0.0.1", path: "/half" });
      request.on("error", () => {});
      request.end();
      const [response] = (await once(request, "response")) as [IncomingMessage];
      response.on("error", () => {});
      await once(response, "data");
      request.destroy();
      const [event] = await events("http_request", 1);
      expect(event?.request).toMatchObject({ status: 200, aborted: true });
    });

    test("has every request of a pipelined connection that is lost", async () => {
      let count = 0;
      const arrived = new Promise<void>((resolve) => {
        arrivals.on("arrived", () => ++count === 12 && resolve());
      });
      const socket = await pipelined(
        port,
        Array.from({ length: 12 }, (_, n) => wire("GET", "/slow", { "x-user": `u${n}` })),
      );
      await arrived;
      arrivals.removeAllListeners();
      socket.destroy();
      const logged = await events("http_request", 12);
      expect(logged.map(({ request }) => request.user_id).sort()).toEqual(
        Array.from({ length: 12 }, (_, n) => `u${n}`).sort(),
      );
      expect(logged.every(({ request }) => request.aborted === true)).toBe(true);
    });
  });
}
