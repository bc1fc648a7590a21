// doctor: each thing that can be wrong, the command that mends it, and the bill of Firehose by hand-reckoned figures.
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineBytes } from "../src/cost/example-lines.js";
import { billed, firehoseCost } from "../src/cost/firehose-cost.js";
import { checkFolders } from "../src/doctor/check-folders.js";
import { checkPackages } from "../src/doctor/check-packages.js";
import { config, folder, planChanged, project, tracklake, write } from "./harness.js";

interface Answer {
  readonly errors: number;
  readonly warnings: number;
  readonly checks: readonly { id: string; level: string; message: string; fix?: string }[];
  readonly firehose_cost?: Record<string, number>;
}

async function doctor(root: string, ...argv: string[]) {
  const { code, stdout } = await tracklake(root, ["doctor", "--json", ...argv]);
  const answer = JSON.parse(stdout) as Answer;
  return { code, answer, check: (id: string) => answer.checks.find((candidate) => candidate.id === id) };
}

/** A package in a project's node_modules. */
const installed = (name: string, version = "0.1.0") => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version, main: "index.js" }),
  [`node_modules/${name}/index.js`]: "",
});
const manifest = (...names: string[]) => ({
  "package.json": JSON.stringify({ name: "a", dependencies: Object.fromEntries(names.map((name) => [name, "*"])) }),
});
const whole = { ...manifest("@tracklake/sdk"), ...installed("@tracklake/sdk") };

describe("the project", () => {
  test("nothing is wrong once it is generated and published", async () => {
    const root = project(whole);
    await tracklake(root, ["publish"]);
    await tracklake(root, ["generate"]);
    const { code, answer, check } = await doctor(root);
    expect(code).toBe(0);
    expect(answer.errors).toBe(0);
    for (const id of ["config", "schemas", "history", "generated", "node", "package-sdk"]) {
      expect(check(id)).toMatchObject({ level: "ok" });
    }
  });

  const wrong: [string, Record<string, string>, string, string, string][] = [
    ["no configuration", { "tracklake.config.ts": "" }, "config-invalid", "error", "npx tracklake check"],
    [
      "a schema that does not compile",
      { "schemas/a.ts": "export default {" },
      "schema-broken",
      "error",
      "npx tracklake check",
    ],
    [
      "a schema that breaks a rule",
      { "schemas/a.ts": planChanged.replace("plan_changed", "event_id_v1") },
      "schemas",
      "error",
      "npx tracklake check",
    ],
    ["what is generated is stale", {}, "generated", "error", "npx tracklake generate"],
    ["a draft", {}, "history", "warning", "npx tracklake publish"],
  ];
  test.each(wrong)("%s", async (_, files, id, level, fix) => {
    const { check, code } = await doctor(project({ ...whole, ...files }));
    expect(check(id)).toMatchObject({ level, fix });
    expect(code).toBe(1);
  });

  test("a folder without a project", async () => {
    const { check, code } = await doctor(folder());
    expect(check("config-missing")).toMatchObject({ level: "error", fix: "npx tracklake init" });
    expect(code).toBe(2);
  });

  test("one of a kind is counted as one", async () => {
    // Only what is generated is not there.
    const { stdout } = await tracklake(project(whole), ["doctor"]);
    expect(stdout).toMatch(/\n1 error, \d/);
  });

  test("no event yet is only noted", async () => {
    const root = folder({ "tracklake.config.ts": config, "schemas/.keep": "" });
    expect((await doctor(root)).check("schemas")).toMatchObject({ level: "note" });
  });
});

describe("packages", () => {
  const uses = { firehose: true, fallback: true };
  test.each<[string, Record<string, string>, string, string]>([
    ["not installed", manifest("@aws-sdk/client-firehose"), "package-client-firehose", "error"],
    [
      "only there by chance",
      { ...manifest(), ...installed("@aws-sdk/client-firehose") },
      "package-client-firehose",
      "warning",
    ],
    ["there", { ...manifest("@aws-sdk/client-s3"), ...installed("@aws-sdk/client-s3") }, "package-client-s3", "ok"],
    ["of another version", installed("@tracklake/sdk", "0.0.9"), "sdk-version", "warning"],
  ])("%s", async (_, files, id, level) => {
    const checks = await checkPackages(folder(files), uses, "0.1.0", "v22.0.0");
    const found = checks.find((check) => check.id === id);
    expect(found?.level).toBe(level);
    if (level !== "ok") expect(found?.fix).toMatch(/^npm install @/);
  });

  test.each([
    ["v20.19.0", "ok"],
    ["v26.10.0", "ok"],
    ["v20.18.9", "error"],
    ["v18.20.0", "error"],
  ])("Node %s: %s", async (node, level) => {
    const [check] = await checkPackages(folder(), { firehose: false, fallback: false }, "0.1.0", node);
    expect(check).toMatchObject({ id: "node", level });
  });

  test("the clients are asked for where a source imports their sink", async () => {
    const root = project(whole);
    expect((await doctor(root)).check("package-client-firehose")).toBe(undefined);
    write(root, { "src/deep/tracker.mts": 'import { firehoseSink } from "@tracklake/sdk/firehose";\n' });
    expect((await doctor(root)).check("package-client-firehose")).toMatchObject({ level: "error" });
  });
});

describe("the spool", () => {
  const EXT4 = 0xef53;
  const TMPFS = 0x01021994;
  const OVERLAY = 0x794c7630;
  test.each<[string, number, boolean, boolean, string, string]>([
    ["a disk", EXT4, false, true, "spool", "ok"],
    ["memory, where the service runs", TMPFS, false, true, "spool-ephemeral", "error"],
    ["a container's layer, where the service runs", OVERLAY, false, true, "spool-ephemeral", "error"],
    ["the same while it is developed", OVERLAY, false, false, "spool-ephemeral", "warning"],
    ["the same with a fallback", OVERLAY, true, true, "spool-ephemeral", "ok"],
  ])("on %s", async (_, type, fallback, production, id, level) => {
    const spool = join(folder(), "not/there/yet");
    const [check] = await checkFolders({ spool, fallback, production, typeOf: async () => type });
    expect(check).toMatchObject({ id, level });
  });

  test("that cannot be written, and doctor leaves nothing behind", async () => {
    const root = folder({ file: "" });
    const [check] = await checkFolders({ spool: join(root, "file/spool"), fallback: false, production: true });
    expect(check).toMatchObject({ id: "spool-unwritable", level: "error" });
    if (process.getuid?.() === 0) return;
    mkdirSync(join(root, "locked"));
    chmodSync(join(root, "locked"), 0o500);
    const [locked] = await checkFolders({ spool: join(root, "locked/spool"), fallback: false, production: true });
    expect(locked).toMatchObject({ id: "spool-unwritable", message: expect.stringContaining("EACCES") });
  });

  test("the kind of file system comes from the machine itself", async () => {
    const [check] = await checkFolders({ spool: folder(), fallback: false, production: false });
    expect(["spool", "spool-ephemeral"]).toContain(check?.id);
  });
});

describe("the bill", () => {
  const traffic = { processes: 1, flushInterval: 1_000, pricePerGb: 1 };
  const day = (perSecond: number) => perSecond * 86_400;

  test.each([
    [1, 5_120],
    [5_120, 5_120],
    [5_121, 10_240],
    [887, 5_120],
  ])("a record of %i bytes is billed as %i", (bytes, want) => {
    expect(billed(bytes)).toBe(want);
  });

  test("of 887 bytes an event: 5.77 times its bytes alone, hardly more than its bytes when packed", () => {
    const cost = firehoseCost({ ...traffic, eventsPerDay: day(1_000), eventBytes: 887 });
    expect(cost).toMatchObject({ events_per_record: 500, billed_unpacked: 5.77, billed_packed: 1 });
    // 86,400,000 events a day, 30 days, 5,120 bytes each, a dollar a GB.
    expect(cost.dollars_unpacked).toBeCloseTo((86_400_000 * 30 * 5_120) / 2 ** 30, 1);
  });

  test("at a low rate few events come together, and packing saves little", () => {
    const cost = firehoseCost({ ...traffic, processes: 2, eventsPerDay: day(1), eventBytes: 887 });
    expect(cost).toMatchObject({ events_per_record: 1, billed_packed: 5.77 });
    expect(firehoseCost({ ...traffic, eventsPerDay: day(4), eventBytes: 887 }).events_per_record).toBe(4);
  });

  test("large events fill a record by their bytes", () => {
    expect(firehoseCost({ ...traffic, eventsPerDay: day(1_000), eventBytes: 500_000 }).events_per_record).toBe(2);
  });

  test("the laws: packing never costs more, and nothing is billed under its bytes", () => {
    const rate = fc.integer({ min: 1, max: 1e10 });
    fc.assert(
      fc.property(
        rate,
        fc.integer({ min: 1, max: 1_024_000 }),
        fc.integer({ min: 1, max: 100 }),
        (events, bytes, processes) => {
          const cost = firehoseCost({ ...traffic, processes, eventsPerDay: events, eventBytes: bytes });
          expect(cost.billed_packed).toBeGreaterThanOrEqual(1);
          expect(cost.billed_packed).toBeLessThanOrEqual(cost.billed_unpacked);
        },
      ),
    );
  });

  test("the price is the region's, or the one that is given", () => {
    const asked = { processes: 1, flushInterval: 1_000, eventsPerDay: 1_000, eventBytes: 100 };
    expect(firehoseCost({ ...asked, region: "ap-northeast-1" })).toMatchObject({ price_per_gb: 0.036 });
    expect(firehoseCost({ ...asked, region: "nowhere" })).toMatchObject({ region: "us-east-1", price_per_gb: 0.029 });
    expect(firehoseCost({ ...asked, pricePerGb: 0.5 })).toMatchObject({ price_per_gb: 0.5, prices_of: "given" });
  });

  test("is printed with what it rests on", async () => {
    const { stdout } = await tracklake(project(whole), [
      "doctor",
      "--events-per-day",
      "5000000",
      "--event-bytes",
      "887",
    ]);
    expect(stdout).toContain("5000000 events a day, 887 bytes a line, $0.029 a GB (us-east-1, list price, 2026-");
    expect(stdout).toMatch(/an event a record {3}\$\d+\.\d\d a month {3}5\.77 times/);
  });
});

test("a line's bytes are estimated from examples and types", () => {
  const text = (more: object) => ({ name: "note", type: { kind: "string" as const }, required: true, ...more });
  const model = (...properties: Parameters<typeof lineBytes>[0]["properties"]) => ({
    name: "a",
    major: 1,
    contexts: [],
    properties,
  });
  const empty = lineBytes(model());
  expect(empty).toBeGreaterThan(250);
  expect(empty).toBeLessThan(420);
  expect(lineBytes(model(text({ examples: ["x".repeat(1_000)] }))) - empty).toBeGreaterThan(1_000);
  expect(lineBytes(model(text({ pii: "drop" }))) - empty).toBe(0);
  expect(lineBytes(model(text({ pii: "hash" }))) - empty).toBe(74);
});
