// A function as Lambda runs it, for frozen.test.ts: invoked by messages, frozen after its answers.
// Its sink is a plain HTTP client that keeps its connection, as AWS's own does.
import { Agent, request } from "node:http";
import { HEARTBEAT_EVENT } from "@tracklake/envelope";
import { createRuntime, SendFailure, type Sink } from "@tracklake/sdk";
import { withTracklake } from "@tracklake/sdk/lambda";
import { memorySink } from "@tracklake/sdk/memory";
import { definitions } from "../definitions.js";

/** An invocation, as the test sends it. */
export interface Invocation {
  readonly plans: readonly string[];
  /** Milliseconds until the function's deadline. */
  readonly time: number;
  readonly fails: boolean;
}

/** What the test is told when the function has answered. */
export interface Answered {
  readonly answer: string;
  /** Milliseconds that were left. */
  readonly left: number;
  readonly timers: number;
  readonly queued: number;
}

const [port, renews] = process.argv.slice(2);

/** Timers that were set and have neither run nor been cleared, those that keep no process alive too. */
const timers = new Set<unknown>();
const { setTimeout: set, clearTimeout: clear, setInterval: repeat, clearInterval: end } = globalThis;
Object.assign(globalThis, {
  setTimeout: (work: () => void, ...rest: [number?]) => {
    const timer = set(
      () => {
        timers.delete(timer);
        work();
      },
      ...rest,
    );
    timers.add(timer);
    return timer;
  },
  setInterval: (...given: Parameters<typeof repeat>) => {
    const timer = repeat(...given);
    timers.add(timer);
    return timer;
  },
  clearTimeout: (timer: Parameters<typeof clear>[0]) => {
    timers.delete(timer);
    clear(timer);
  },
  clearInterval: (timer: Parameters<typeof end>[0]) => {
    timers.delete(timer);
    end(timer);
  },
});

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const sink: Sink = {
  ...memorySink(),
  send: (records) =>
    new Promise((resolve, reject) => {
      const sent = request({ port, host: "127.0.0.1", method: "POST", agent }, (response) => {
        response.resume();
        response.once("end", () =>
          response.statusCode === 200
            ? resolve(records.map(() => ({ ok: true })))
            : reject(new SendFailure("failed", `${response.statusCode}`)),
        );
      });
      sent.once("error", reject);
      sent.end(Buffer.concat(records.flatMap(({ parts }) => parts)));
    }),
  ...(renews === "renews" ? { reconnect: () => agent.destroy() } : {}),
};

const heartbeat = { name: HEARTBEAT_EVENT, major: 1, revision: 1, contexts: [], encode: () => ',"closing":false' };
const events = { ...definitions.events, [HEARTBEAT_EVENT]: heartbeat };

const tracker = createRuntime(
  { ...definitions, events },
  {
    service: "function",
    environment: "production",
    sink,
    durability: "memory",
    flushInterval: 60_000,
    logger: { warn: () => {} },
    onMetrics: () => {},
  },
);

const handler = withTracklake(tracker, async ({ plans, fails }: Invocation, _context: object) => {
  for (const plan of plans) {
    tracker.track("plan_changed", { plan });
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (fails) throw new Error("failed");
  return "fine";
});

process.on("message", async (invocation: Invocation) => {
  const end = performance.now() + invocation.time;
  const getRemainingTimeInMillis = () => end - performance.now();
  const answer = await handler(invocation, { getRemainingTimeInMillis }).catch((error: Error) => error.message);
  const answered: Answered = {
    answer,
    left: getRemainingTimeInMillis(),
    timers: timers.size,
    queued: tracker.counts().queued,
  };
  process.send?.(answered);
});
