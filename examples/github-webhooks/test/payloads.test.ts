// Every real payload through the service's own route: nothing is refused, nothing is stripped, nothing is missed.
// In test mode a violation, an unknown property too, throws at the call and would be answered with 500.
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRecorder } from "@tracklake/sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Tracker } from "../../../gen/index.js";
import { createApp } from "../src/app.js";
import { deliveries as exampleDeliveries } from "../src/demo/deliveries.js";
import { generatedClient } from "./generated-client.js";

const recorder = createRecorder();
let tracker: Tracker;
let server: Server;
let url: string;

beforeAll(async () => {
  const { createTracker } = await generatedClient();
  tracker = createTracker(recorder.options);
  server = createApp(tracker).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await tracker.close();
});

async function deliver(event: string, delivery: string, payload: unknown): Promise<number> {
  const headers = { "content-type": "application/json", "x-github-event": event, "x-github-delivery": delivery };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(payload) });
  await response.arrayBuffer();
  return response.status;
}

describe("all payloads of @octokit/webhooks-examples", () => {
  const deliveries = exampleDeliveries("test");

  test("are accepted", async () => {
    const refused: string[] = [];
    for (const { event, delivery, payload } of deliveries) {
      const status = await deliver(event, delivery, payload);
      if (status !== 202) refused.push(`${delivery}: ${status}`);
    }
    expect(refused).toEqual([]);
    expect(deliveries).toHaveLength(329);
  });

  test("lose nothing: each is received once, with its request and its access log", async () => {
    const received = await recorder.events("github_webhook_received");
    expect(received.map((event) => event.delivery)).toEqual(deliveries.map(({ delivery }) => delivery));
    expect(received.map((event) => event.request_id)).toEqual(deliveries.map(({ delivery }) => delivery));
    const { accepted, deadLettered, dropped, stripped } = tracker.counts();
    expect({ deadLettered, dropped, stripped }).toEqual({ deadLettered: 0, dropped: 0, stripped: 0 });
    const all = await recorder.events();
    expect(all).toHaveLength(accepted);
    expect(all.filter((event) => event.event_name === "http_request")).toHaveLength(deliveries.length);
  });

  test.each([
    ["push", "github_push_received"],
    ["pull_request", "github_pull_request_changed"],
    ["issues", "github_issue_changed"],
    ["pull_request_review", "github_review_changed"],
    ["workflow_run", "github_workflow_run_changed"],
    ["check_run", "github_check_run_changed"],
    ["check_suite", "github_check_suite_changed"],
    ["star", "github_star_changed"],
    ["release", "github_release_changed"],
  ])("%s becomes %s", async (webhook, name) => {
    const wanted = deliveries.filter(({ event }) => event === webhook).map(({ delivery }) => delivery);
    const tracked = await recorder.events(name);
    expect(tracked.map(({ delivery }) => delivery)).toEqual(wanted);
  });

  test("a commit keeps its files and its people as structs and arrays", async () => {
    const pushed = await recorder.expectTracked("github_push_received", { ref: "refs/heads/master" });
    expect(pushed.commits).toEqual([
      {
        id: "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
        message: "Initial commit",
        timestamp: "2019-05-15 15:19:25.000",
        distinct: true,
        author: { name: "Codertocat", username: "Codertocat" },
        committer: { name: "Codertocat", username: "Codertocat" },
        added: ["README.md"],
        modified: [],
        removed: [],
      },
    ]);
    expect(pushed.repository).toMatchObject({
      full_name: "Codertocat/Hello-World",
      pushed_at: "2019-05-15 15:20:57.000",
    });
  });
});

describe("what is no webhook", () => {
  test("is answered with 400 and tracked as a request only", async () => {
    await recorder.clear();
    const response = await fetch(url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    expect(response.status).toBe(400);
    await recorder.expectNotTracked("github_webhook_received");
    await recorder.expectTracked("http_request", { route: "/webhooks", status: 400 });
  });

  test.each<[string, string, string, number]>([
    ["malformed JSON", "push", "{", 400],
    ["no object", "push", "[]", 400],
    ["a payload without what its event always has", "star", '{"action":"created"}', 500],
  ])("%s is answered as JSON, without a trace of the inside", async (_name, event, body, status) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const headers = { "content-type": "application/json", "x-github-event": event, "x-github-delivery": "odd" };
    const response = await fetch(url, { method: "POST", headers, body });
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: string };
    expect(error).not.toMatch(/undefined|node_modules/);
    expect(log).toHaveBeenCalledTimes(status === 500 ? 1 : 0);
    log.mockRestore();
  });

  test("a body of another content type is answered with 400", async () => {
    const headers = { "content-type": "text/plain", "x-github-event": "push", "x-github-delivery": "odd" };
    expect((await fetch(url, { method: "POST", headers, body: "{}" })).status).toBe(400);
  });

  test("an event without a handler of its own is received all the same", async () => {
    expect(await deliver("constructor", "odd-1", { action: "made" })).toBe(202);
    await recorder.expectTracked("github_webhook_received", { event: "constructor", action: "made" });
  });
});
