// Scopes: what belongs to which request or job, where Node's own asynchronous contexts alone would mix them up.
import { EventEmitter } from "node:events";
import { createRuntime } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { afterEach, expect, test } from "vitest";
import { inRequest } from "../src/http/request-scope.js";
import { definitions } from "./definitions.js";

const trackers: { close(): Promise<unknown> }[] = [];
afterEach(() => Promise.all(trackers.splice(0).map((tracker) => tracker.close())));

function tracker() {
  const sink = memorySink();
  const runtime = createRuntime(definitions, { service: "s", environment: "production", sink });
  trackers.push(runtime);
  return {
    runtime,
    track: () => runtime.track("plan_changed", { plan: "pro" }),
    set: (user_id: string) => runtime.setContext({ user: { user_id } }),
    async users() {
      await runtime.flush();
      return sink.lines.map((line) => (JSON.parse(line.text) as { user_id?: string }).user_id);
    },
  };
}

function request<Result>(key: EventEmitter, body: () => Result): Result {
  return inRequest({ key, traceparent: undefined, emitters: [key] }, body);
}

/** A turn in an asynchronous context of its own, so that what is set in it stays there. */
const job = (body: () => void) => new Promise<void>((resolve) => setImmediate(() => resolve(body())));

test("a request that is handed over within another takes nothing from it", async () => {
  const { set, track, users } = tracker();
  const [first, second] = [new EventEmitter(), new EventEmitter()];
  request(first, () => {
    set("first");
    request(second, track);
    track();
  });
  expect(await users()).toEqual([undefined, "first"]);
});

test("a request keeps what was set around every request", async () => {
  const { runtime, set, track, users } = tracker();
  const [first, second] = [new EventEmitter(), new EventEmitter()];
  runtime.withContext({ user: { user_id: "process" } }, () => {
    request(first, () => {
      track();
      set("first");
      request(second, track);
    });
    track();
  });
  expect(await users()).toEqual(["process", "process", "process"]);
});

test("what a later middleware sets shows in the request's events and in nobody else's", async () => {
  const { set, track, users } = tracker();
  const emitter = new EventEmitter();
  emitter.on("end", track);
  request(emitter, () => set("early"));
  request(emitter, () => set("late"));
  emitter.emit("end");
  track();
  expect(await users()).toEqual(["late", undefined]);
});

test("within a narrower scope of the request its events keep that", async () => {
  const { runtime, set, track, users } = tracker();
  const emitter = new EventEmitter();
  emitter.on("data", track);
  request(emitter, () => {
    set("request");
    runtime.withContext({ user: { user_id: "inner" } }, () => emitter.emit("data"));
    emitter.emit("data");
  });
  expect(await users()).toEqual(["inner", "request"]);
});

test("what is set outside of a scope stays with the one that set it", async () => {
  const { set, track, users } = tracker();
  await job(() => {
    set("process");
    void Promise.all([
      job(() => {
        set("one");
        track();
      }),
      job(track),
    ]);
  });
  await job(track);
  await job(() => {});
  expect((await users()).map(String).sort()).toEqual(["one", "process", "undefined"]);
});

test("two trackers know nothing of each other's contexts", async () => {
  const [one, other] = [tracker(), tracker()];
  one.runtime.withContext({ user: { user_id: "one" } }, () =>
    other.runtime.withContext({ user: { user_id: "other" } }, () => {
      one.track();
      other.track();
      one.set("changed");
      one.track();
    }),
  );
  expect([await one.users(), await other.users()]).toEqual([["one", "changed"], ["other"]]);
});

test("an emitter stays what it was: its listeners, its answers, its errors", () => {
  const emitter = new EventEmitter();
  request(emitter, () => {});
  const seen: unknown[] = [];
  emitter.once("data", function (this: unknown, ...values) {
    seen.push(this, ...values);
  });
  expect(emitter.emit("data", 1, 2)).toBe(true);
  expect(emitter.emit("data")).toBe(false);
  expect(seen).toEqual([emitter, 1, 2]);
  expect(() => emitter.emit("error", new Error("heard"))).toThrow("heard");
  expect(Object.keys(emitter)).not.toContain("emit");
});
