// A real process that is stopped after each answer and continued for the next invocation, as a function is frozen and
// thawed, against a real HTTP endpoint whose connections die meanwhile, some of them without a word.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Answered, Invocation } from "./function.js";

let folder: string;
let script: string;
let child: ChildProcess | undefined;
const plans: string[] = [];
const sockets = new Set<Socket>();
let opened = 0;
let down = false;
const endpoint = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  if (down) return void response.writeHead(503).end();
  for (const line of text.trimEnd().split("\n")) plans.push(JSON.parse(line).plan);
  response.end();
}).on("connection", (socket) => {
  opened++;
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tracklake-function-"));
  script = join(folder, "function.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("function.ts", import.meta.url))],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@tracklake/source"],
  });
  endpoint.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
});
beforeEach(() => {
  plans.length = 0;
  opened = 0;
  down = false;
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
});
afterAll(async () => {
  endpoint.close();
  await rm(folder, { recursive: true, force: true });
});

function start(renews: boolean) {
  const { port } = endpoint.address() as AddressInfo;
  const process = fork(script, [String(port), renews ? "renews" : "keeps"], { execArgv: [] });
  child = process;
  return {
    async invoke(invocation: Invocation): Promise<Answered> {
      const answered = once(process, "message");
      process.send(invocation);
      return (await answered)[0] as Answered;
    },
    /** Stops the process, lets its connections die as told, and continues it. */
    async freeze(how: "kept" | "closed" | "silent") {
      process.kill("SIGSTOP");
      await vi.waitUntil(async () => (await stateOf(process.pid)) === "T", { timeout: 5_000, interval: 2 });
      if (how === "closed") for (const socket of sockets) socket.destroy();
      // Whatever comes is never read, and nobody says so: a gateway that forgot the connection.
      if (how === "silent") for (const socket of sockets) socket.pause().removeAllListeners("data");
      if (how === "silent") for (const socket of sockets) deaf(socket);
      process.kill("SIGCONT");
    },
  };
}

/** Node's parser reads beside the stream's events: only its handle can be told to stop. */
function deaf(socket: Socket): void {
  (socket as Socket & { _handle?: { readStop(): void } })._handle?.readStop();
}

async function stateOf(pid: number | undefined): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2)[0];
}

test.skipIf(process.platform !== "linux")("every event is sent before its answer, through 30 freezes", async () => {
  const lambda = start(true);
  const tracked: string[] = [];
  for (let round = 0; round < 30; round++) {
    const own = Array.from({ length: 1 + (round % 4) }, (_, n) => `${round}-${n}`);
    tracked.push(...own);
    const fails = round % 5 === 4;
    const { answer, left, timers, queued } = await lambda.invoke({ plans: own, time: 20_000, fails });
    // The endpoint notes a line before it answers, so what is not here now was not sent before the function's answer.
    expect({ answer, timers, queued }).toEqual({ answer: fails ? "failed" : "fine", timers: 0, queued: 0 });
    expect([...plans].sort()).toEqual([...tracked].sort());
    expect(left).toBeGreaterThan(0);
    await lambda.freeze((["kept", "closed", "silent"] as const)[round % 3] ?? "kept");
  }
  expect(opened).toBe(30);
});

test.skipIf(process.platform !== "linux")(
  "a connection that died silently costs no answer; a sink that keeps it, the events",
  async () => {
    const lambda = start(false);
    await lambda.invoke({ plans: ["first"], time: 20_000, fails: false });
    await lambda.freeze("silent");
    const { answer, queued, timers } = await lambda.invoke({ plans: ["second"], time: 1_000, fails: false });
    expect({ answer, queued, timers, plans }).toEqual({ answer: "fine", queued: 1, timers: 0, plans: ["first"] });
  },
);

test.skipIf(process.platform !== "linux")(
  "what the service did not take before the deadline leaves no timer behind, and goes with the next invocation",
  async () => {
    const lambda = start(true);
    down = true;
    const first = await lambda.invoke({ plans: ["first"], time: 700, fails: false });
    expect(first).toMatchObject({ answer: "fine", queued: 1, timers: 0 });
    await lambda.freeze("kept");
    down = false;
    const second = await lambda.invoke({ plans: ["second"], time: 20_000, fails: false });
    expect(second).toMatchObject({ answer: "fine", queued: 0, timers: 0 });
    expect([...plans].sort()).toEqual(["first", "second"]);
  },
);
