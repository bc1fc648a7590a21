// redrive: dead letters of real trackers and the error output of the real local Firehose, checked by the definitions
// of today and sent, over the wire or into the local lake; broken off and begun again; nothing lost, nothing hashed twice.

import { createHmac } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { type LocalStack, startLocalStack } from "@tracklake/local";
import { createRuntime, type DeadLetter, fileDeadLetters, type Runtime, type TrackerOptions } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { describe, expect, onTestFinished, test } from "vitest";
import { generatedDefinitions } from "./generated.js";
import { config, folder, tracklake, write } from "./harness.js";

const user = `import { defineContext, Type } from "@tracklake/schema";
export const user = defineContext({
  name: "user",
  description: "Who did it.",
  properties: Type.Object({
    user_id: Type.String({ description: "Id." }),
    user_mail: Type.Optional(Type.String({ description: "Mail.", pii: "hash", maxLength: 30 })),
  }),
});
`;
const orderPlaced = (
  plans: readonly string[],
  more = "",
) => `import { column, defineEvent, Type } from "@tracklake/schema";
import { user } from "./contexts/user.js";
export default defineEvent({
  name: "order_placed",
  description: "Somebody ordered.",
  answers: ["What was ordered?"],
  contexts: [user],
  properties: Type.Object({
    plan: Type.Union([${plans.map((plan) => `Type.Literal("${plan}")`).join(", ")}], { description: "The plan." }),
    email: Type.String({ description: "Mail.", pii: "hash", maxLength: 40 }),
    name: Type.Optional(Type.String({ description: "Name.", pii: "mask", minLength: 5 })),
    note: Type.String({ description: "Note.", pii: "drop" }),
    at: column.timestamp({ description: "When." }),
    big: column.bigint({ description: "Big." }),
    price: column.decimal(12, 2, { description: "Price." }),
    extra: Type.Optional(column.json({ description: "Anything." })),
    seats: Type.Optional(Type.Integer({ minimum: 1, description: "Seats." })),
    items: Type.Array(
      Type.Object({ sku: Type.String({ description: "Sku." }), buyer: Type.String({ description: "Buyer.", pii: "hash", maxLength: 20 }) }),
      { description: "Items." },
    ),
    labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: "Labels." })),
    ${more}
  }),
});
`;

const order = {
  plan: "team",
  email: "alice@example.com",
  name: "Alice Doe",
  note: "a secret",
  at: new Date("2026-01-01T15:00:00.123Z"),
  big: 9007199254740993n,
  price: "12.50",
  extra: { deep: [1, null, "東京\u2028"] },
  seats: 3,
  items: [{ sku: "a", buyer: "bob@example.com" }],
  labels: { "a\nb": "c" },
};
const contexts = { user: { user_id: "u1", user_mail: "carol@example.com" } };
const key = "a-key-of-the-tests-0123456789";
const hmac = (text: string) => createHmac("sha256", key).update(text).digest("hex");
/** 23:59 in UTC, which is the next day in Tokyo. */
const clock = () => Date.parse("2026-01-01T23:59:00Z");
const day = "2026-01-02";

function orders(): string {
  return folder({
    "tracklake.config.ts": config,
    "schemas/contexts/user.ts": user,
    "schemas/order-placed.ts": orderPlaced(["free", "pro"]),
  });
}

const letters = (root: string) => join(root, ".tracklake/dead-letters");

async function tracker(root: string, options: Partial<TrackerOptions> = {}): Promise<Runtime> {
  return createRuntime(await generatedDefinitions(root), {
    service: "shop",
    environment: "production",
    sink: memorySink(),
    deadLetters: fileDeadLetters({ directory: letters(root) }),
    logger: { warn() {} },
    piiKey: key,
    clock,
    durability: "memory",
    heartbeat: false,
    ...options,
  });
}

/** Orders of a plan that nobody had defined, refused, then defined. */
async function refusedOrders(root: string, count = 1): Promise<void> {
  const shop = await tracker(root);
  shop.withContext(contexts, () => {
    for (let index = 0; index < count; index++) shop.track("order_placed", { ...order, seats: index + 1 });
  });
  expect(await shop.close()).toMatchObject({ deadLettered: count, delivered: 0 });
  write(root, { "schemas/order-placed.ts": orderPlaced(["free", "pro", "team"]) });
}

interface Answer {
  readonly sent: number;
  readonly already: number;
  readonly unsure: number;
  readonly skipped: number;
  readonly left: readonly { event: string; reason: string; problem: string; count: number }[];
}

async function redrive(root: string, argv: string[] = [], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await tracklake(root, ["redrive", "--json", ...argv], { env });
  return { code, answer: JSON.parse(stdout) as Answer & { error?: { code: string; message: string } }, stderr };
}

async function ask(root: string, sql: string): Promise<Record<string, unknown>[]> {
  const { stdout, stderr } = await tracklake(root, ["query", sql, "--json"]);
  expect(stderr).not.toContain("error");
  return (JSON.parse(stdout) as { rows: Record<string, unknown>[] }).rows;
}

const read = (path: string) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
const inFolder = (path: string) => (existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith(".")) : []);
const lettersIn = (root: string, below = "") =>
  inFolder(join(letters(root), below))
    .filter((name) => name.endsWith(".ndjson"))
    .flatMap((name) => read(join(letters(root), below, name)))
    .map((line) => JSON.parse(line) as DeadLetter);

describe("a refused event, once its definition takes it", () => {
  test("is sent under its own id and time, with its contexts, and with its protection as it was", async () => {
    const root = orders();
    await refusedOrders(root);
    const [letter] = lettersIn(root);
    expect(JSON.stringify(letter)).not.toMatch(/alice|bob@|carol|secret/);
    expect(await redrive(root)).toMatchObject({ code: 0, answer: { sent: 1, left: [], unsure: 0 } });
    const [row] = await ask(root, "SELECT * FROM acme_store.order_placed_v1");
    expect(row).toMatchObject({
      event_id: letter?.event_id,
      event_name: "order_placed",
      event_revision: 1,
      event_time: "2026-01-01 23:59:00.000",
      event_date: day,
      dt: day,
      service: "shop",
      environment: "production",
      event_sequence: 1,
      user_id: "u1",
      user_mail: hmac("carol@example.com"),
      plan: "team",
      email: hmac("alice@example.com"),
      name: "A***",
      at: "2026-01-01 15:00:00.123",
      price: "12.50",
      extra: '{"deep":[1,null,"東京\u2028"]}',
      seats: 1,
      items: [{ sku: "a", buyer: hmac("bob@example.com") }],
      labels: { "a\nb": "c" },
      note: null,
    });
    const [line = ""] = read(
      join(
        root,
        ".tracklake/lake/events/order_placed_v1",
        `dt=${day}`,
        inFolder(join(root, ".tracklake/lake/events/order_placed_v1", `dt=${day}`))[0] ?? "",
      ),
    );
    expect(line).toContain('"big":9007199254740993,');
  });

  test("is exactly the line that the tracker would have written, but for instance and sequence", async () => {
    const root = orders();
    await refusedOrders(root);
    await redrive(root);
    const sink = memorySink();
    const shop = await tracker(root, { sink });
    shop.withContext(contexts, () => shop.track("order_placed", { ...order, seats: 1 }));
    await shop.close();
    const folder = join(root, ".tracklake/lake/events/order_placed_v1", `dt=${day}`);
    const [sent] = read(join(folder, inFolder(folder)[0] ?? "")).map((line) => JSON.parse(line) as object);
    const own = { event_id: "", instance_id: "", event_sequence: 0, pii_key_id: "" };
    const [tracked] = sink.lines.map((line) => JSON.parse(line.text) as object);
    expect({ ...sent, ...own }).toEqual({ ...tracked, ...own });
  });

  test("goes through redriving/ to redriven/, and is never sent again", async () => {
    const root = orders();
    await refusedOrders(root, 3);
    const [name = ""] = inFolder(letters(root));
    const before = readFileSync(join(letters(root), name), "utf8");
    await redrive(root);
    expect(inFolder(letters(root)).sort()).toEqual(["redriven", "redriving"]);
    expect(inFolder(join(letters(root), "redriving"))).toEqual([]);
    expect(readFileSync(join(letters(root), "redriven", name), "utf8")).toBe(before);
    expect(await redrive(root)).toMatchObject({ code: 0, answer: { sent: 0, files: 0 } });
    expect(await ask(root, "SELECT count(*) AS n FROM acme_store.order_placed_v1")).toEqual([{ n: 3 }]);
  });

  test("is complete to verify: its instance is numbered, and closed by a heartbeat", async () => {
    const root = orders();
    await refusedOrders(root, 3);
    await redrive(root);
    const { code, stdout } = await tracklake(root, ["verify", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      lost: 0,
      unknown_tails: 0,
      rows: [
        { table: "order_placed_v1", status: "complete", events: 3, last_sequence: 3, closed: true },
        { table: "tracklake_heartbeat_v1", status: "complete" },
      ],
    });
  });

  test("--dry-run says what would be sent and moves nothing", async () => {
    const root = orders();
    await refusedOrders(root, 2);
    const before = inFolder(letters(root));
    const { code, stdout } = await tracklake(root, ["redrive", "--dry-run"]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^would send 2 events to .*lake\n {2}2 order_placed\n$/),
    });
    expect(inFolder(letters(root))).toEqual(before);
    expect(existsSync(join(root, ".tracklake/lake"))).toBe(false);
  });

  test("one event is spoken of as one", async () => {
    const root = orders();
    await refusedOrders(root, 1);
    const { stdout } = await tracklake(root, ["redrive", "--dry-run"]);
    expect(stdout).toMatch(/^would send 1 event to /);
  });
});

describe("what cannot be sent", () => {
  test("stays, with the reason, and what could be sent of its file is not sent again", async () => {
    const root = orders();
    const shop = await tracker(root);
    shop.track("order_placed", order);
    shop.track("order_placed", { ...order, plan: "gold" });
    shop.track("order_placed", { ...order, seats: 0 });
    shop.track("no_such_event", { a: 1 });
    await shop.close();
    write(root, { "schemas/order-placed.ts": orderPlaced(["free", "pro", "team"]) });
    const first = await redrive(root);
    expect(first.code).toBe(1);
    expect(first.answer.sent).toBe(1);
    expect(first.answer.left).toEqual(
      expect.arrayContaining([
        { event: "order_placed", reason: "violation", problem: expect.stringMatching(/^\/plan /), count: 1 },
        { event: "order_placed", reason: "violation", problem: expect.stringMatching(/^\/seats /), count: 1 },
        {
          event: "no_such_event",
          reason: "violation",
          problem: "is an event that the project does not define",
          count: 1,
        },
      ]),
    );
    expect(
      lettersIn(root)
        .map(({ event_name }) => event_name)
        .sort(),
    ).toEqual(["no_such_event", "order_placed", "order_placed"]);
    write(root, { "schemas/order-placed.ts": orderPlaced(["free", "pro", "team", "gold"]) });
    expect((await redrive(root)).answer).toMatchObject({ sent: 1, already: 0 });
    expect(lettersIn(root)).toHaveLength(2);
    const again = await redrive(root);
    expect(again.answer).toMatchObject({ sent: 0 });
    expect(lettersIn(root)).toHaveLength(2);
    expect(lettersIn(root, "redriven").length).toBeGreaterThanOrEqual(2);
    expect(await ask(root, "SELECT count(*) AS n FROM acme_store.order_placed_v1")).toEqual([{ n: 2 }]);
  });

  const edited: [string, (letter: DeadLetter) => object, RegExp][] = [
    ["a value that was cut", (letter) => ({ ...letter, cut: ["/extra"] }), /^\/extra could not be kept as it was/],
    [
      "a value of a property that was unknown then",
      (letter) => ({ ...letter, unknown: [{ path: "/seats", type: "number" }] }),
      /^\/seats is a property now/,
    ],
    [
      "a context that does not fit",
      (letter) => ({ ...letter, contexts: { user: { user_mail: "x" } } }),
      /^\/contexts\/user\/user_id is required/,
    ],
    ["no environment", ({ environment, ...letter }) => letter, /--environment/],
    ["no id", (letter) => ({ ...letter, event_id: 'a","x":"' }), /has no event_id/],
    ["no time", (letter) => ({ ...letter, event_time: "yesterday" }), /has no event_time/],
    [
      "text that is not well-formed",
      (letter) => ({ ...letter, known: { ...(letter.known as object), labels: { a: "\ud800" } } }),
      /well-formed/,
    ],
    [
      "a line over the limit",
      (letter) => ({ ...letter, known: { ...(letter.known as object), labels: { a: "x".repeat(1_100_000) } } }),
      /larger than a line/,
    ],
    ["a major that is gone", (letter) => ({ ...letter, event_major: 7 }), /does not define/],
  ];
  test.each(edited)("%s", async (_, change, problem) => {
    const root = orders();
    await refusedOrders(root);
    const [letter] = lettersIn(root);
    rmSync(letters(root), { recursive: true });
    write(root, { ".tracklake/dead-letters/a.ndjson": `${JSON.stringify(change(letter as DeadLetter))}\n` });
    const { code, answer } = await redrive(root);
    expect(code).toBe(1);
    expect(answer.sent).toBe(0);
    expect(answer.left).toMatchObject([{ problem: expect.stringMatching(problem), count: 1 }]);
    expect(inFolder(letters(root))).toContain("a.ndjson");
    expect(existsSync(join(letters(root), "redriven"))).toBe(false);
  });

  test.each<[string, object, string]>([
    ["a BigInt for a decimal", { price: 7n }, "/price"],
    ["a moment for a text", { items: [{ sku: new Date(0), buyer: "b" }] }, "/items/0/sku"],
    ["NaN for a text", { labels: { a: Number.NaN } }, "/labels/a"],
  ])("what track refuses is not adopted in the form that it was kept in: %s", async (_, wrong, path) => {
    const root = orders();
    const shop = await tracker(root);
    shop.withContext(contexts, () => shop.track("order_placed", { ...order, plan: "pro", ...wrong }));
    expect(await shop.close()).toMatchObject({ deadLettered: 1, delivered: 0 });
    const { code, answer } = await redrive(root);
    expect([code, answer.sent]).toEqual([1, 0]);
    expect(answer.left).toMatchObject([{ problem: expect.stringContaining(`${path} could not be kept as it was`) }]);
  });

  test("--partial and --environment send what was lost in part", async () => {
    const root = orders();
    await refusedOrders(root);
    const [{ environment, ...letter } = {} as DeadLetter] = lettersIn(root);
    rmSync(letters(root), { recursive: true });
    write(root, { ".tracklake/dead-letters/a.ndjson": `${JSON.stringify({ ...letter, cut: ["/extra"] })}\n` });
    expect((await redrive(root, ["--partial", "--environment", "staging"])).answer).toMatchObject({ sent: 1 });
    expect(await ask(root, "SELECT environment FROM order_placed")).toEqual([{ environment: "staging" }]);
  });

  test("--partial leaves out what was kept in another form", async () => {
    const root = orders();
    await refusedOrders(root);
    const [letter = {} as DeadLetter] = lettersIn(root);
    rmSync(letters(root), { recursive: true });
    const known = { ...(letter.known as object), labels: { kept: "k", shortened: "xxx" } };
    write(root, {
      ".tracklake/dead-letters/a.ndjson": `${JSON.stringify({ ...letter, known, cut: ["/labels/shortened"] })}\n`,
    });
    expect((await redrive(root, ["--partial"])).answer).toMatchObject({ sent: 1 });
    expect(await ask(root, "SELECT CAST(labels AS JSON) AS labels FROM order_placed")).toEqual([
      { labels: expect.not.stringContaining("xxx") },
    ]);
  });

  test("a broken line and a cut one are left, the others are sent", async () => {
    const root = orders();
    await refusedOrders(root);
    const [name = ""] = inFolder(letters(root));
    const path = join(letters(root), name);
    writeFileSync(path, `not json\n[1]\n\n${readFileSync(path, "utf8")}{"event_id":"a`);
    const { answer } = await redrive(root);
    expect(answer.sent).toBe(1);
    expect(answer.left).toMatchObject([{ event: "?", reason: "unreadable", count: 3 }]);
    const [rest = ""] = inFolder(letters(root)).filter((file) => file.endsWith(".ndjson"));
    expect(read(join(letters(root), rest))).toEqual(["not json", "[1]", '{"event_id":"a']);
  });

  test("--event and --reason choose; the others stay and are no failure", async () => {
    const root = orders();
    await refusedOrders(root, 2);
    expect(await redrive(root, ["--event", "plan_left"])).toMatchObject({ code: 0, answer: { sent: 0, skipped: 2 } });
    expect(await redrive(root, ["--reason", "too-large"])).toMatchObject({ code: 0, answer: { sent: 0, skipped: 2 } });
    expect(lettersIn(root)).toHaveLength(2);
    expect(await redrive(root, ["--event", "order_placed", "--reason", "violation"])).toMatchObject({
      code: 0,
      answer: { sent: 2, skipped: 0 },
    });
  });

  test("nothing there is nothing wrong", async () => {
    expect(await tracklake(orders(), ["redrive"])).toMatchObject({
      code: 0,
      stdout: "No dead letters, and nothing in Firehose's error output.\n",
    });
  });
});

describe("lines that were whole", () => {
  async function undelivered(root: string, count: number): Promise<string[]> {
    const stuck = { ...memorySink(), send: () => new Promise<never>(() => {}) };
    const shop = await tracker(root, { sink: stuck });
    for (let index = 0; index < count; index++) shop.track("order_placed", { ...order, plan: "pro" });
    await shop.close({ deadline: 50 });
    const kept = lettersIn(root);
    expect(kept.map(({ reason }) => reason)).toEqual(kept.map(() => "closed-before-delivery"));
    return kept.map(({ line = "" }) => line);
  }

  test("are sent byte for byte", async () => {
    const root = orders();
    const lines = await undelivered(root, 3);
    expect(await redrive(root)).toMatchObject({ code: 0, answer: { sent: 3 } });
    const folder = join(root, ".tracklake/lake/events/order_placed_v1", `dt=${day}`);
    expect(inFolder(folder).flatMap((name) => read(join(folder, name)))).toEqual(lines.map((line) => line.trimEnd()));
    // They keep their instance and numbers, so nothing is numbered anew and no heartbeat is due.
    expect(existsSync(join(root, ".tracklake/lake/events/tracklake_heartbeat_v1"))).toBe(false);
  });

  test("are good by the revision that wrote them, whatever the definition says since", async () => {
    const root = orders();
    await tracklake(root, ["publish"]);
    await undelivered(root, 1);
    const changed = orderPlaced(["free", "team"], 'added: Type.String({ description: "New." }),');
    write(root, { "schemas/order-placed.ts": changed });
    expect(await redrive(root)).toMatchObject({ code: 0, answer: { sent: 1, left: [] } });
  });

  test.each<[string, (line: string) => string, RegExp]>([
    ["another type", (line) => line.replace('"seats":3', '"seats":"three"'), /^\/seats /],
    ["no date", (line) => line.replace(/"event_date":"[^"]*"/, '"event_date":"../.."'), /has no event_date/],
    ["no name", (line) => line.replace('"event_name":"order_placed",', ""), /has no event_name/],
    ["an unknown event", (line) => line.replace("order_placed", "../../etc"), /does not define/],
    ["no JSON", () => "hello", /is no JSON object/],
  ])("with %s stay", async (_, change, problem) => {
    const root = orders();
    await undelivered(root, 1);
    const [letter] = lettersIn(root);
    const [name = ""] = inFolder(letters(root));
    const line = change(letter?.line ?? "");
    writeFileSync(join(letters(root), name), `${JSON.stringify({ ...letter, line })}\n`);
    const { code, answer } = await redrive(root);
    expect(code).toBe(1);
    expect(answer.left).toMatchObject([{ problem: expect.stringMatching(problem) }]);
    expect(existsSync(join(root, ".tracklake/lake"))).toBe(false);
  });
});

async function stackFor(root: string, options: object = {}): Promise<LocalStack> {
  const directory = join(root, ".tracklake/lake");
  const stack = await startLocalStack({ directory, stream: "acme-events", log: () => {}, ...options });
  onTestFinished(() => stack.close());
  return stack;
}

describe("over the wire, to Firehose", () => {
  test("events land where the stream delivers them, under faults of every kind, each once to whoever queries", async () => {
    const root = orders();
    await refusedOrders(root, 40);
    await tracklake(root, ["publish"]);
    const stack = await stackFor(root, { faults: { records: 0.2, throttles: 0.1, timeouts: 0, resets: 0.1, seed: 3 } });
    const { code, answer } = await redrive(root, ["--stream", "acme-events", "--endpoint", stack.url]);
    expect(answer).toMatchObject({ sent: 40, left: [] });
    expect(code).toBe(0);
    await stack.flush();
    expect(await ask(root, "SELECT count(*) AS n, count(DISTINCT event_id) AS ids FROM order_placed")).toEqual([
      { n: 40, ids: 40 },
    ]);
  });

  test("TRACKLAKE_STREAM and TRACKLAKE_FIREHOSE_ENDPOINT say where, as for a tracker; a draft is not sent away", async () => {
    const root = orders();
    await refusedOrders(root);
    const stack = await stackFor(root);
    const env = { TRACKLAKE_STREAM: "acme-events", TRACKLAKE_FIREHOSE_ENDPOINT: stack.url };
    const draft = await redrive(root, [], env);
    expect(draft.answer.left).toMatchObject([{ problem: "is an event that the project does not define" }]);
    await tracklake(root, ["publish"]);
    expect(await redrive(root, [], env)).toMatchObject({ code: 0, answer: { sent: 1 } });
  });

  test("nothing answers: exit 3, and the next run goes on; what may have been sent is said", async () => {
    const root = orders();
    await refusedOrders(root, 3);
    await tracklake(root, ["publish"]);
    const away = ["--stream", "no-such-stream"];
    const stack = await stackFor(root);
    const failed = await redrive(root, [...away, "--endpoint", stack.url]);
    expect(failed.code).toBe(3);
    expect(failed.answer.error).toMatchObject({
      code: "not-reachable",
      message: expect.stringContaining("ResourceNotFoundException"),
    });
    expect(inFolder(join(letters(root), "redriving"))).toHaveLength(2);
    const { code, answer } = await redrive(root, ["--stream", "acme-events", "--endpoint", stack.url]);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ sent: 3, unsure: 3, already: 0 });
    await stack.flush();
    const { stdout } = await tracklake(root, ["verify", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ lost: 0, duplicates: 0, unknown_tails: 0 });
  });

  test.each([
    ["no region", ["--stream", "a"], /No AWS region is known/],
    ["an endpoint that is none", ["--stream", "a", "--endpoint", "here"], /is no URL/],
  ])("%s is wrong use", async (_, argv, want) => {
    const { code, stderr } = await tracklake(orders(), ["redrive", ...argv]);
    expect(code).toBe(2);
    expect(stderr).toMatch(want);
  });
});

describe("Firehose's error output", () => {
  test("what could not be delivered is delivered once its event is defined; what is broken stays", async () => {
    const root = orders();
    const sink = memorySink();
    const shop = await tracker(root, { sink });
    for (let index = 0; index < 501; index++) shop.track("order_placed", { ...order, plan: "pro" });
    await shop.close();
    const stack = await stackFor(root);
    const client = new FirehoseClient({
      endpoint: stack.url,
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    const text = sink.lines.map((line) => line.text).join("");
    // One record of too many events is refused as a whole; a line that is no JSON goes alone.
    const Records = [text, "hello\n"].map((data) => ({ Data: Buffer.from(data) }));
    await client.send(new PutRecordBatchCommand({ DeliveryStreamName: "acme-events", Records }));
    client.destroy();
    await stack.flush();
    const errors = join(root, ".tracklake/lake/errors");
    expect(inFolder(errors)).toEqual([expect.stringMatching(/^dt=/)]);
    const { code, answer } = await redrive(root);
    expect(code).toBe(1);
    expect(answer).toMatchObject({
      sent: 501,
      left: [
        { event: "?", reason: "DynamicPartitioning.MetadataExtractionFailed", problem: "is no JSON object", count: 1 },
      ],
    });
    expect(await ask(root, "SELECT count(*) AS n FROM order_placed")).toEqual([{ n: 501 }]);
    expect(inFolder(join(errors, "redriven"))).toEqual([expect.stringMatching(/^dt=/)]);
    expect(await redrive(root)).toMatchObject({ code: 1, answer: { sent: 0, left: [{ count: 1 }] } });
  });

  test("of a record whose events differ, those that stay are left alone", async () => {
    const root = orders();
    const sink = memorySink();
    const shop = await tracker(root, { sink });
    for (const plan of ["pro", "free"]) shop.track("order_placed", { ...order, plan });
    await shop.close();
    const [good = "", other = ""] = sink.lines.map((line) => line.text);
    const raw = `${good}hello\n${other}`;
    const record = { attemptsMade: 1, lastErrorCode: "X.Y", rawData: Buffer.from(raw).toString("base64") };
    write(root, { ".tracklake/lake/errors/x/2026-01-02/object": `${JSON.stringify(record)}\n` });
    expect((await redrive(root)).answer).toMatchObject({ sent: 2, left: [{ reason: "X.Y", count: 1 }] });
    const folder = join(root, ".tracklake/lake/errors/x/2026-01-02");
    const [rest = ""] = inFolder(folder);
    expect(rest).toBe("object.rest.ndjson");
    const [left = ""] = read(join(folder, rest));
    expect(JSON.parse(left)).toEqual({ ...record, rawData: Buffer.from("hello\n").toString("base64") });
  });
});

describe("broken off and begun again", () => {
  /** The state that a run leaves which was killed after its batch was noted, and perhaps sent. */
  async function killed(root: string, wasSent: boolean): Promise<void> {
    await redrive(root);
    const [name = ""] = inFolder(join(letters(root), "redriven")).filter((file) => file.endsWith(".ndjson"));
    mkdirSync(join(letters(root), "redriving"), { recursive: true });
    for (const file of [name, `${name}.journal`]) {
      renameSync(join(letters(root), "redriven", file), join(letters(root), "redriving", file));
    }
    const journal = join(letters(root), "redriving", `${name}.journal`);
    const tried = read(journal).filter((line) => !line.startsWith('{"sent"') && !line.startsWith('{"try":"end"'));
    writeFileSync(journal, `${tried.join("\n")}\n{"sent":["0.0"`);
    // Its heartbeat had not been thought of yet.
    rmSync(join(root, wasSent ? ".tracklake/lake/events/tracklake_heartbeat_v1" : ".tracklake/lake"), {
      recursive: true,
    });
  }

  test.each([
    [true, 2],
    [false, 1],
  ])("a run that was killed (its batch sent: %s) is finished, with the same lines", async (wasSent, copies) => {
    const root = orders();
    await refusedOrders(root, 3);
    await killed(root, wasSent);
    const { code, answer } = await redrive(root);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ sent: 3, unsure: 3 });
    expect(await ask(root, "SELECT count(*) AS n FROM acme_store.order_placed_v1")).toEqual([{ n: 3 * copies }]);
    expect(await ask(root, "SELECT count(*) AS n FROM order_placed")).toEqual([{ n: 3 }]);
    const { stdout } = await tracklake(root, ["verify", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ lost: 0, conflicts: 0, unknown_tails: 0, duplicates: wasSent ? 3 : 0 });
  });

  test("two runs do not work on one folder; a lock of a process that is gone is taken over", async () => {
    const root = orders();
    await refusedOrders(root);
    const lock = join(letters(root), "redriving", ".lock");
    const hold = (pid: number, host = hostname()) =>
      write(root, { ".tracklake/dead-letters/redriving/.lock": JSON.stringify({ pid, host }) });
    hold(process.pid);
    expect(await redrive(root)).toMatchObject({ code: 3, answer: { error: { code: "redrive-running" } } });
    hold(1, "another-machine");
    expect((await redrive(root)).stderr).toContain("if none is running, remove");
    hold(2 ** 22 + 1);
    expect(await redrive(root)).toMatchObject({ code: 0, answer: { sent: 1 } });
    expect(existsSync(lock)).toBe(false);
  });

  test("a tracker that goes on while its file is taken loses nothing", async () => {
    const root = orders();
    const shop = await tracker(root);
    shop.track("order_placed", order);
    await shop.flush();
    const running = redrive(root);
    for (let index = 0; index < 20; index++) {
      shop.track("order_placed", order);
      await shop.flush();
    }
    await running;
    await shop.close();
    const all = [...lettersIn(root), ...lettersIn(root, "redriven"), ...lettersIn(root, "redriving")];
    expect(new Set(all.map(({ event_id }) => event_id)).size).toBe(21);
  });
});
