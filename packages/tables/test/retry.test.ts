// Which errors pass by themselves, how long is waited, and what is told when nobody knows whether a call was carried out.
import { GlueClient } from "@aws-sdk/client-glue";
import { describe, expect, test } from "vitest";
import { Pace } from "../src/glue/pace.js";
import { GlueCalls } from "../src/glue/retry.js";

const failure = (name: string, more: object = {}) => Object.assign(new Error(name), { name }, more);

async function tried(errors: readonly Error[]) {
  const pauses: number[] = [];
  let [calls, lost, clock] = [0, 0, 0];
  const client = new GlueClient({ region: "x", credentials: { accessKeyId: "x", secretAccessKey: "x" } });
  const glue = new GlueCalls(client, {
    attempts: 4,
    random: () => 0.5,
    now: () => clock,
    pause: async (milliseconds) => {
      clock += milliseconds;
      pauses.push(milliseconds);
    },
  });
  const call = async () => {
    const error = errors[calls++];
    if (error) throw error;
    return "answer";
  };
  const outcome = await glue.send(call, () => lost++).catch((error: Error) => error.name);
  client.destroy();
  return { outcome, calls, lost, pauses };
}

test.each<[string, Error, number]>([
  ["throttling", failure("ThrottlingException"), 0],
  ["a timeout of the service", failure("OperationTimeoutException"), 1],
  ["a failure of the service", failure("InternalServiceException"), 1],
  ["a status of 503", failure("SomethingNew", { $metadata: { httpStatusCode: 503 } }), 1],
  ["a connection that broke", failure("Error", { code: "ECONNRESET" }), 1],
  ["a timeout of the connection", failure("TimeoutError"), 1],
  ["a resource that is not ready", failure("ResourceNotReadyException"), 0],
])("%s is tried again", async (_, error, lost) => {
  expect(await tried([error])).toMatchObject({ outcome: "answer", calls: 2, lost });
});

test.each([
  "ConcurrentModificationException",
  "InvalidInputException",
  "AccessDeniedException",
  "EntityNotFoundException",
])("%s is not", async (name) =>
  expect(await tried([failure(name)])).toMatchObject({ outcome: name, calls: 1, lost: 0 }),
);

test("a connection that is refused is not: nobody is there", async () => {
  expect(await tried([failure("Error", { code: "ECONNREFUSED" })])).toMatchObject({ calls: 1 });
});

test("pauses grow, are drawn from nothing to the whole, and end with the attempts", async () => {
  const slow = failure("OperationTimeoutException");
  expect(await tried([slow, slow, slow, slow, slow])).toEqual({
    outcome: "OperationTimeoutException",
    calls: 4,
    lost: 4,
    pauses: [100, 200, 400],
  });
});

describe("the pace of all calls", () => {
  const paced = () => {
    const state = { now: 0, waited: [] as number[] };
    const pace = new Pace(
      () => state.now,
      async (milliseconds) => void state.waited.push(milliseconds),
    );
    return { pace, state };
  };

  test("nobody waits before the service says so", async () => {
    const { pace, state } = paced();
    for (let i = 0; i < 100; i++) await pace.turn();
    expect(state.waited).toEqual([]);
  });

  test("after throttling, calls keep a distance; one burst counts once", async () => {
    const { pace, state } = paced();
    for (let i = 0; i < 8; i++) pace.slower();
    expect(pace.interval).toBe(50);
    for (let i = 0; i < 4; i++) await pace.turn();
    expect(state.waited).toEqual([50, 100, 150]);
  });

  test("it widens to a bound, and is gone after calls that go through", () => {
    const { pace, state } = paced();
    for (let i = 0; i < 20; i++) {
      state.now += 10_000;
      pace.slower();
    }
    expect(pace.interval).toBe(2_000);
    for (let i = 0; i < 200; i++) pace.faster();
    expect(pace.interval).toBe(0);
  });
});
