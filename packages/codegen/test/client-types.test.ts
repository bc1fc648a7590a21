import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codegenErrorCodes, generateClient, packageFiles, staleFiles, writeGenerated } from "@tracklake/codegen";
import { registryOf, withDrafts } from "@tracklake/registry";
import { builtInEvents } from "@tracklake/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generated } from "./client.js";
import { drafts, event, everything, field } from "./events.js";
import { diagnostics } from "./type-check.js";

const events = drafts(
  everything,
  event("user_left"),
  event("page_viewed", [field("page", { kind: "string" }, { required: false })]),
);

let directory: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ directory, remove } = await generated(events));
});
afterAll(() => remove());

const head = `import { createTracker, type EventName } from "./index.js";
import { decimal } from "@tracklake/sdk";
declare const tracker: ReturnType<typeof createTracker>;
declare const row: { readonly total: string };
const order = { paid: true, count: 1, serial: 1n, ratio: 1, total: "1", order_id: "x", status: "new", placed_at: new Date(), due_on: null, buyer: { name: "A" }, items: [{ sku: "a", tags: ["a"] }] } as const;
`;

/** Uses that compile. */
const right: Record<string, string> = {
  method: "tracker.orderPlaced(order);",
  "date as text": 'tracker.orderPlaced({ ...order, placed_at: "2026-01-01T00:00:00Z", due_on: "2026-01-01" });',
  "optional and null": "tracker.orderPlaced({ ...order, note: null, labels: undefined, extra: { any: 1 } });",
  "no properties": "tracker.userLeft(); tracker.track('user_left');",
  "all optional": "tracker.pageViewed(); tracker.pageViewed({}); tracker.track('page_viewed');",
  track: 'tracker.track("order_placed", order);',
  decimals: 'tracker.orderPlaced({ ...order, total: "12.50" }); tracker.orderPlaced({ ...order, total: "-0.5" });',
  "decimal of a number in a template": "const n: number = 1; tracker.orderPlaced({ ...order, total: `${n}` });",
  "decimal of a database": "tracker.orderPlaced({ ...order, total: decimal(row.total) });",
  "decimal of toFixed": "tracker.orderPlaced({ ...order, total: decimal((12.5).toFixed(2)) });",
  names: 'const name: EventName = "user_left"; void name;',
  contexts: 'const n: number = tracker.withContext({ user: { user_id: "u" } }, () => 1); void n;',
  receipt:
    "const { ok, level } = await tracker.userLeft().delivered; const text: string = level; void [ok, text]; export {};",
  destructured: "const { userLeft } = tracker; userLeft();",
};

/** Uses that do not. */
const wrong: Record<string, string> = {
  "unknown event": 'tracker.track("order_plaecd", order);',
  "unknown method": "tracker.orderPlaecd(order);",
  missing: "const { paid: _, ...rest } = order; tracker.orderPlaced(rest);",
  extra: "tracker.orderPlaced({ ...order, coupon: 1 });",
  "extra, nested": 'tracker.orderPlaced({ ...order, items: [{ sku: "a", price: 1 }] });',
  mistyped: 'tracker.orderPlaced({ ...order, count: "1" });',
  "not in the union": 'tracker.orderPlaced({ ...order, status: "newer" });',
  "number for a BigInt": "tracker.orderPlaced({ ...order, serial: 1 });",
  "argument where there is none": "tracker.userLeft({});",
  "argument missing": "tracker.orderPlaced();",
  "another event's properties": 'tracker.track("page_viewed", order);',
  "no decimal": 'tracker.orderPlaced({ ...order, total: "abc" });',
  "decimal with separators": 'tracker.orderPlaced({ ...order, total: "1,200.50" });',
  "decimal as a number": "tracker.orderPlaced({ ...order, total: 12.5 });",
  "decimal of any string": "tracker.orderPlaced({ ...order, total: row.total });",
  "unknown context": "tracker.withContext({ usr: {} }, () => 1);",
  "context's field missing": "tracker.withContext({ user: {} }, () => 1);",
  "receipt is no promise": "tracker.userLeft().then(() => 1);",
};

test("what fits compiles; unknown, missing, extra and mistyped do not", () => {
  const files = (uses: Record<string, string>, kind: string) =>
    Object.fromEntries(Object.values(uses).map((use, index) => [`${kind}${index}.ts`, head + use]));
  const found = diagnostics(directory, { ...files(right, "right"), ...files(wrong, "wrong") });
  const verdicts = (uses: Record<string, string>, kind: string) =>
    Object.fromEntries(Object.keys(uses).map((name, index) => [name, found[`${kind}${index}.ts`]?.length ?? 0]));
  const rightFindings = Object.keys(right).flatMap((_, index) => found[`right${index}.ts`] ?? []);
  expect(rightFindings).toEqual([]);
  for (const [name, count] of Object.entries(verdicts(wrong, "wrong"))) expect(count, name).toBe(1);
  expect(Object.keys(found).filter((name) => !/^(right|wrong)/.test(name))).toEqual([]);
});

test.each(["index.js", "index.d.ts", "encoders.js", "explainers.cjs"])(
  "%s is what a person would want to read",
  async (path) => {
    await expect(readFileSync(join(directory, path), "utf8")).toMatchFileSnapshot(`golden/${path}.txt`);
  },
);

test("the same events give the same files, in any order", () => {
  const again = generateClient([...events].reverse(), { timeZone: "Asia/Tokyo" });
  expect(again).toEqual(generateClient(events, { timeZone: "Asia/Tokyo" }));
});

test("only the highest major of an event is generated", () => {
  const majors = drafts(
    event("e", [field("a", { kind: "string" })]),
    event("e", [field("b", { kind: "string" })], { major: 2 }),
  );
  const client = generateClient(majors, { timeZone: "UTC" }).find(({ path }) => path === "index.d.ts");
  expect([client?.content.includes("b: string"), client?.content.includes("a: string")]).toEqual([true, false]);
});

test("a folder is written, found stale, and mended; what others put there stays", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-gen-"));
  try {
    const files = generateClient(events, { timeZone: "UTC" });
    await writeFile(join(folder, "mine.txt"), "mine");
    expect((await writeGenerated(folder, files)).written).toHaveLength(files.length);
    expect(await staleFiles(folder, files)).toEqual({ written: [], removed: [], unchanged: files.length });
    await writeFile(join(folder, "index.js"), "edited");
    expect((await staleFiles(folder, files)).written).toEqual(["index.js"]);
    const fewer = generateClient(drafts(event("user_left")), { timeZone: "UTC" });
    const { removed } = await writeGenerated(folder, fewer);
    expect(removed).toEqual(["json-schema/order_placed.v1.json", "json-schema/page_viewed.v1.json"]);
    expect(await readdir(join(folder, "json-schema"))).toEqual(["user_left.v1.json"]);
    expect(await readFile(join(folder, "mine.txt"), "utf8")).toBe("mine");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a manifest that somebody changed removes nothing outside", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-gen-"));
  try {
    for (const manifest of ['["../x", "/etc/passwd"]', "{", '{"a":1}']) {
      await writeFile(join(folder, ".tracklake-generated.json"), manifest);
      expect((await staleFiles(folder, [])).removed).toEqual([]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a folder that cannot be written says so", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-gen-"));
  try {
    await writeFile(join(folder, "file"), "");
    await expect(
      writeGenerated(join(folder, "file"), generateClient(events, { timeZone: "UTC" })),
    ).rejects.toMatchObject({ code: "output-unwritable" });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the package names what it needs and what it offers", () => {
  const files = packageFiles(events, { name: "@acme/events", version: "1.2.3", timeZone: "UTC" });
  const manifest = JSON.parse(files.find(({ path }) => path === "package.json")?.content ?? "");
  expect(manifest).toMatchObject({
    name: "@acme/events",
    version: "1.2.3",
    type: "module",
    dependencies: { "@tracklake/sdk": "^0.1.0" },
  });
  expect(files.find(({ path }) => path === "README.md")?.content).toContain(
    "| `tracker.orderPlaced` | 1.1 | What order_placed means. |",
  );
});

test("every code of CodegenError stands in the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const [code, meaning] of Object.entries(codegenErrorCodes))
    expect(readme).toContain(`| \`${code}\` | ${meaning} |`);
});

test("the heartbeat is offered to nobody, and known to the tracker all the same", () => {
  const files = generateClient(withDrafts(registryOf([]), builtInEvents), { timeZone: "UTC" });
  const holding = (text: string) => files.filter(({ content }) => content.includes(text)).map(({ path }) => path);
  expect(holding("httpRequest")).toEqual(expect.arrayContaining(["index.js", "index.d.ts"]));
  expect(holding("racklakeHeartbeat")).toEqual([]);
  expect(holding("tracklake_heartbeat")).toEqual(
    expect.arrayContaining(["encoders.js", "explainers.cjs", "event-names.js"]),
  );
  expect(holding("tracklake_heartbeat")).not.toContain("index.d.ts");
});
