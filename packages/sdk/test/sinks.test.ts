import { getEventListeners } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRuntime, memoryDeadLetters, type OutgoingRecord, SendFailure, type Sink } from "@tracklake/sdk";
import { fileSink } from "@tracklake/sdk/file";
import { firehoseSink } from "@tracklake/sdk/firehose";
import { memorySink } from "@tracklake/sdk/memory";
import { s3Sink } from "@tracklake/sdk/s3";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { Bucket } from "./bucket.js";
import { adds, definitions } from "./definitions.js";

/** What the service answers to a call: failed record indexes, an HTTP error, or nothing after writing. */
type Answer = { failed?: number[] } | { status: number; type: string } | "written-then-lost" | "reset";

let root: string;
let server: Server;
let bucket: Bucket;
let stored: string[] = [];
let calls: number[] = [];
let answers: Answer[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tracklake-sdk-"));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { Records } = JSON.parse(Buffer.concat(chunks).toString()) as { Records: { Data: string }[] };
      const answer = answers.shift() ?? {};
      calls.push(Records.length);
      const keep = (index: number) => stored.push(Buffer.from(Records[index]?.Data ?? "", "base64").toString());
      if (answer === "reset") return request.socket.destroy();
      if (typeof answer === "object" && "status" in answer) {
        response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" });
        return response.end(JSON.stringify({ __type: answer.type, message: "as told" }));
      }
      const failed = new Set(answer === "written-then-lost" ? [] : answer.failed);
      const responses = Records.map((_, index) => {
        if (failed.has(index)) return { ErrorCode: "ServiceUnavailableException", ErrorMessage: "slow down" };
        keep(index);
        return { RecordId: String(index) };
      });
      if (answer === "written-then-lost") return request.socket.destroy();
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      return response.end(JSON.stringify({ FailedPutCount: failed.size, RequestResponses: responses }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  bucket = await Bucket.open();
});
afterEach(() => {
  bucket.objects.clear();
  stored = [];
  calls = [];
  answers = [];
});
afterAll(async () => {
  await bucket.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(root, { recursive: true });
});

const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
let folders = 0;
const newFolder = () => join(root, String(folders++));
/** A spool that no other test finds. */
const spool = () => ({ directory: newFolder() });

const kinds: [string, () => { sink: Sink; lines: () => Promise<string[]> }][] = [
  [
    "memory",
    () => {
      const sink = memorySink();
      return { sink, lines: async () => sink.lines.map((line) => line.text) };
    },
  ],
  [
    "file",
    () => {
      const directory = newFolder();
      return { sink: fileSink({ directory }), lines: () => linesUnder(directory) };
    },
  ],
  ["S3", () => ({ sink: s3Sink({ bucket: "lake", endpoint: bucket.endpoint }), lines: async () => bucket.lines })],
  [
    "Firehose",
    () => ({
      sink: firehoseSink({ stream: "events", endpoint: endpoint() }),
      lines: async () => stored.join("").match(/[^\n]*\n/g) ?? [],
    }),
  ],
  [
    "Firehose, unpacked",
    () => ({
      sink: firehoseSink({ stream: "events", endpoint: endpoint(), packed: false }),
      lines: async () => stored,
    }),
  ],
];

async function linesUnder(directory: string): Promise<string[]> {
  const names = await readdir(directory, { recursive: true });
  const texts = await Promise.all(
    names.filter((name) => name.endsWith(".ndjson")).map((name) => readFile(join(directory, name), "utf8")),
  );
  return texts.join("").match(/[^\n]*\n/g) ?? [];
}

/** A line as a sink is given it. */
const line = (n: number, text = "x") =>
  `{"event_id":"id-${n}","event_name":"plan_changed","event_major":1,"event_date":"2026-01-01","plan":"${text}"}\n`;

function record(...texts: string[]): OutgoingRecord {
  const parts = texts.map((text) => Buffer.from(text));
  return { parts, lines: texts.length, bytes: parts.reduce((sum, part) => sum + part.length, 0) };
}

describe.each(kinds)("the %s sink", (name, open) => {
  const { signal } = new AbortController();

  test("keeps every line of every record and answers for each", async () => {
    const { sink, lines } = open();
    const texts = [line(1), line(2, "é\\n"), line(3)];
    const results = await sink.send(
      texts.map((text) => record(text)),
      signal,
    );
    expect(results).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect((await lines()).sort()).toEqual(texts);
    await sink.close?.();
  });

  test("states limits that the service takes", () => {
    const { limits } = open().sink;
    expect(limits.bytesPerRecord).toBe(1_024_000);
    if (name.startsWith("Firehose")) expect(limits).toMatchObject({ recordsPerBatch: 500, bytesPerBatch: 4_194_304 });
    expect(limits.linesPerRecord).toBeGreaterThanOrEqual(1);
    expect(limits.linesPerRecord).toBeLessThanOrEqual(500);
  });

  test("carries a tracker's events, each once", async () => {
    const { sink, lines } = open();
    const runtime = createRuntime(definitions, {
      service: "s",
      environment: "production",
      sink,
      flushInterval: 1,
      spool: spool(),
    });
    for (let n = 0; n < 1_200; n++) runtime.track("plan_changed", { plan: `p${n}` });
    const counts = await runtime.close();
    const plans = (await lines()).map((line) => (JSON.parse(line) as { plan: string }).plan);
    expect([plans.length, new Set(plans).size, counts.delivered]).toEqual([1_200, 1_200, 1_200]);
  });
});

function firehoseTracker(options: { packed?: boolean } = {}) {
  const deadLetters = memoryDeadLetters();
  const warnings: string[] = [];
  const runtime = createRuntime(definitions, {
    service: "s",
    environment: "production",
    sink: firehoseSink({ stream: "events", endpoint: endpoint(), packed: false, ...options }),
    deadLetters,
    flushInterval: 20,
    spool: spool(),
    logger: { warn: (message) => warnings.push(message) },
  });
  return { runtime, deadLetters, warnings };
}

const plansStored = () =>
  (stored.join("").match(/[^\n]+/g) ?? []).map((line) => (JSON.parse(line) as { plan: string }).plan);

test("only the records that failed are sent again", async () => {
  answers = [{ failed: [1, 3] }, { failed: [0] }];
  const { runtime, warnings } = firehoseTracker();
  for (const plan of ["a", "b", "c", "d"]) runtime.track("plan_changed", { plan });
  const counts = await runtime.close();
  expect(calls).toEqual([4, 2, 1]);
  expect(plansStored().sort()).toEqual(["a", "b", "c", "d"]);
  expect(counts).toMatchObject({ delivered: 4, retried: 3, possiblyDuplicated: 0 });
  // What is sent again within a moment is counted, not told.
  expect(warnings).toEqual([]);
});

test("a lost answer sends the batch again under the same ids, and says that it may be double", async () => {
  answers = ["written-then-lost", "reset"];
  const { runtime } = firehoseTracker();
  for (const plan of ["a", "b"]) runtime.track("plan_changed", { plan });
  const counts = await runtime.close();
  expect(plansStored()).toEqual(["a", "b", "a", "b"]);
  const ids = stored.map((line) => (JSON.parse(line) as { event_id: string }).event_id);
  expect(new Set(ids).size).toBe(2);
  expect(counts).toMatchObject({ delivered: 2, possiblyDuplicated: 4, retried: 4 });
});

test.each([
  "AccessDeniedException",
  "ResourceNotFoundException",
  "ExpiredTokenException",
  "ServiceUnavailableException",
])("%s loses nothing", async (type) => {
  answers = [{ status: 400, type }];
  const { runtime } = firehoseTracker();
  runtime.track("plan_changed", { plan: "a" });
  expect(await runtime.close()).toMatchObject({ delivered: 1, deadLettered: 0 });
});

test("a line that the service refuses is found among its batch, and it alone is a dead letter", async () => {
  const refusal = { status: 400, type: "InvalidArgumentException" };
  answers = [refusal, {}, refusal, refusal, {}];
  const { runtime, deadLetters } = firehoseTracker();
  for (const plan of ["a", "b", "c", "d"]) runtime.track("plan_changed", { plan });
  const counts = await runtime.close();
  expect(calls).toEqual([4, 2, 2, 1, 1]);
  expect(plansStored()).toEqual(["a", "b", "d"]);
  expect(deadLetters.letters.map(({ reason, line }) => [reason, JSON.parse(line ?? "").plan])).toEqual([
    ["refused-by-service", "c"],
  ]);
  expect(counts).toMatchObject({ delivered: 3, deadLettered: 1 });
});

test("events share records as far as de-aggregation takes them", async () => {
  const { runtime } = firehoseTracker({ packed: true });
  for (let n = 0; n < 1_001; n++) runtime.track("plan_changed", { plan: "p" });
  await runtime.close();
  expect(stored.map((text) => text.split("\n").length - 1)).toEqual([500, 500, 1]);
});

test("a call carries as many records as it is told, within the service's limit", async () => {
  const sink = firehoseSink({ stream: "events", endpoint: endpoint(), packed: false, recordsPerCall: 2 });
  const runtime = createRuntime(definitions, {
    service: "s",
    environment: "production",
    sink,
    flushInterval: 20,
    spool: spool(),
  });
  for (const plan of ["a", "b", "c", "d", "e"]) runtime.track("plan_changed", { plan });
  await runtime.close();
  expect(calls).toEqual([2, 2, 1]);
  for (const recordsPerCall of [0, 501, 1.5]) {
    expect(() => firehoseSink({ stream: "events", recordsPerCall })).toThrowError(
      expect.objectContaining({ code: "wrong-option" }),
    );
  }
});

test("retries leave no listeners behind", async () => {
  const memory = memorySink();
  let failures = 4;
  let listeners: number[] = [];
  const sink: Sink = {
    ...memory,
    send(records, signal) {
      listeners = [...listeners, getEventListeners(signal, "abort").length];
      return failures-- > 0 ? Promise.reject(new Error("down")) : memory.send(records, signal);
    },
  };
  const options = { service: "s", environment: "production", flushInterval: 1, logger: { warn: () => {} } };
  const runtime = createRuntime(definitions, { ...options, sink });
  runtime.track("plan_changed", { plan: "a" });
  expect(await runtime.close()).toMatchObject({ delivered: 1, retried: 4 });
  expect(listeners).toEqual([0, 0, 0, 0, 0]);
});

test("an unwritable folder is named at the first write, and keeps events until it can be written", async () => {
  const directory = join(root, "blocked");
  const said: string[] = [];
  await writeFile(directory, "in the way");
  const runtime = createRuntime(definitions, {
    service: "s",
    environment: "production",
    sink: fileSink({ directory }),
    flushInterval: 1,
    spool: spool(),
    logger: { warn: (message) => void said.push(message) },
  });
  const receipt = runtime.track("plan_changed", { plan: "kept" });
  await vi.waitUntil(() => runtime.metrics().callsFailed > 0);
  expect(runtime.counts()).toMatchObject({ spooled: 1, delivered: 0 });
  expect(said).toEqual([
    expect.stringMatching(/files in .*blocked is down \((ENOTDIR|EEXIST): .*blocked.*kept and sent/),
  ]);
  await rm(directory);
  expect(await receipt.delivered).toEqual({ ok: true, level: "process" });
  await runtime.close();
  expect(await linesUnder(directory)).toHaveLength(1);
});

test("any mix of failures: every event in exactly one state, at every step, and none lost", async () => {
  const outcome = fc.constantFrom<"ok" | "part" | "throw" | "refuse">("ok", "part", "throw", "refuse");
  await fc.assert(
    fc.asyncProperty(
      fc.array(outcome, { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
      async (script, bursts) => {
        const memory = memorySink();
        const steps = [...script];
        let sum = true;
        const sink: Sink = {
          ...memory,
          limits: { recordsPerBatch: 7, bytesPerBatch: 3_000, bytesPerRecord: 1_024_000, linesPerRecord: 3 },
          async send(records, signal) {
            expect(records.length).toBeLessThanOrEqual(7);
            expect(records.reduce((bytes, { bytes: more }) => bytes + more, 0)).toBeLessThanOrEqual(3_000);
            for (const { lines } of records) expect(lines).toBeLessThanOrEqual(3);
            sum &&= adds(runtime.counts());
            const step = steps.shift() ?? "ok";
            if (step === "throw") throw new Error("reset");
            if (step === "refuse") throw new SendFailure("refused", "InvalidArgumentException");
            if (step === "ok") return memory.send(records, signal);
            await memory.send(
              records.filter((_, index) => index % 2 === 0),
              signal,
            );
            return records.map((_, index) =>
              index % 2 === 0 ? { ok: true } : { ok: false, code: "Slow", message: "down" },
            );
          },
        };
        const deadLetters = memoryDeadLetters();
        const runtime = createRuntime(definitions, {
          service: "s",
          environment: "production",
          sink,
          flushInterval: 0,
          deadLetters,
          logger: { warn: () => {} },
        });
        let tracked = 0;
        for (const burst of bursts) {
          for (let n = 0; n < burst; n++) runtime.track("plan_changed", n % 10 === 9 ? {} : { plan: `p${tracked++}` });
          sum &&= adds(runtime.counts());
          await Promise.resolve();
        }
        const counts = await runtime.close();
        expect(sum && adds(counts)).toBe(true);
        const refused = deadLetters.letters.filter(({ reason }) => reason === "refused-by-service");
        expect([counts.queued, counts.delivered]).toEqual([0, tracked - refused.length]);
        const ids = [...memory.lines.map((line) => line.eventId), ...refused.map((letter) => letter.event_id)];
        expect(ids).toHaveLength(tracked);
        expect(new Set(ids).size).toBe(tracked);
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);
