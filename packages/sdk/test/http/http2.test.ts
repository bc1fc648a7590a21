// A plain server of node:http2, whose requests and responses are of other classes with the same form.
import { once } from "node:events";
import { connect, createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { accessLog, contextMiddleware } from "@tracklake/sdk/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recording } from "./lines.js";

const { tracker, events, clear } = recording();
const log = accessLog(tracker, { route: ({ headers }) => String(headers["x-route"]) });
const contexts = contextMiddleware(tracker, ({ headers }) => ({ user: { user_id: String(headers["x-user"]) } }));
const server = createServer((request, response) =>
  log(request, response, () =>
    contexts(request, response, () => {
      if (request.url === "/slow") return void response.write("part");
      let plan = "";
      request.on("data", (chunk: Buffer) => {
        plan += chunk;
      });
      request.on("end", () => {
        tracker.track("plan_changed", { plan });
        response.writeHead(201).end();
      });
    }),
  ),
);

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(async () => {
  server.close();
  await tracker.close();
});

test("streams of one connection have contexts and log entries of their own, and end as they do", async () => {
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const users = Array.from({ length: 20 }, (_, n) => `u${n}`);
  const streams = users.map((user) => {
    const stream = client.request({ ":method": "POST", ":path": "/plans", "x-user": user, "x-route": "/plans" });
    stream.write(user.slice(0, 1));
    return stream;
  });
  await Promise.all(
    streams.map(async (stream, n) => {
      stream.end((users[n] ?? "").slice(1));
      stream.resume();
      await once(stream, "end");
    }),
  );
  const plans = await events("plan_changed", 20);
  for (const { plan, user_id } of plans) expect(user_id).toBe(plan);
  const requests = await events("http_request", 20);
  expect(requests).toHaveLength(20);
  for (const { request } of requests) {
    expect(request).toMatchObject({ method: "POST", route: "/plans", status: 201 });
    expect(request).not.toHaveProperty("aborted");
  }
  clear();

  const slow = client.request({ ":path": "/slow" });
  await once(slow, "data");
  slow.close();
  const [{ request } = { request: {} }] = await events("http_request", 1);
  expect(request).toMatchObject({ method: "GET", status: 200, aborted: true });
  client.destroy();
});
