// What `tracklake curate` says: what it would write and wrote, late days, gaps, what it refuses.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planChanged, project, tracklake, write } from "../harness.js";
import { fixture, hooked } from "./fixture.js";

const line = (id: number, dt: string) =>
  `${JSON.stringify({ event_id: `e-${id}`, event_name: "plan_changed", event_major: 1, event_revision: 1, event_time: `${dt} 01:00:00.000`, event_date: dt, service: "s", environment: "test", instance_id: "i", event_sequence: id, plan: "pro" })}\n`;
const file = (dt: string, name = "a.ndjson") => `.tracklake/lake/events/plan_changed_v1/dt=${dt}/${name}`;
const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);
const [old, recent] = [day(40), day(30)];
const begun = () =>
  project({ [file(old)]: line(1, old) + line(1, old) + line(2, old), [file(recent)]: line(3, recent) });
const count = async (root: string) => {
  const { stdout } = await tracklake(root, ["query", "SELECT count(*) AS n FROM plan_changed", "--json"]);
  return (JSON.parse(stdout) as { rows: { n: number }[] }).rows[0]?.n;
};

test("a dry run says what would be written and writes nothing", async () => {
  const root = begun();
  const { code, stdout } = await tracklake(root, ["curate", "--dry-run"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    new RegExp(
      `^write {5}plan_changed_v1 ${old} \\(new\\): 1 file, \\d+ B\\nwrite .*${recent}.*\\n\\n2 days to write: .* read\\.\\n$`,
    ),
  );
  expect(readdirSync(join(root, ".tracklake/lake"))).toEqual(["events"]);
});

test("a run says rows, bytes and the boundary; the next has nothing to do", async () => {
  const root = begun();
  const { code, stdout, stderr } = await tracklake(root, ["curate"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    new RegExp(`written {3}plan_changed_v1 ${old} \\(new\\): 2 rows, \\d+ B read, .* in 1 file\\n`),
  );
  expect(stdout).toContain(`boundary  plan_changed_v1 none -> ${recent}`);
  expect(stderr).toContain(`plan_changed_v1 ${old} (1 of 2)`);
  expect(await count(root)).toBe(3);
  expect(await tracklake(root, ["curate"])).toMatchObject({
    code: 0,
    stdout: "Nothing to curate: every day is up to date.\n",
  });
  expect(await tracklake(root, ["plan", "--help"])).toMatchObject({ code: 0 });
});

test("late files behind the window are told of with what to run; within it they are taken in", async () => {
  const root = begun();
  await tracklake(root, ["curate"]);
  write(root, { [file(old, "late.ndjson")]: line(4, old) });
  const told = await tracklake(root, ["curate"]);
  expect(told.code).toBe(1);
  expect(told.stdout).toMatch(
    new RegExp(
      `late {6}plan_changed_v1 ${old}: 1 file \\(\\d+ B\\) came after it was curated: npx tracklake curate plan_changed --from ${old} --to ${old}`,
    ),
  );
  expect(await count(root)).toBe(3);
  expect(await tracklake(root, ["curate", "plan_changed", "--from", old, "--to", old])).toMatchObject({ code: 0 });
  expect(await count(root)).toBe(4);
  write(root, { [file(recent, "late.ndjson")]: line(5, recent) });
  expect(await tracklake(root, ["curate", "--late", "31d"])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${recent} (changed)`),
  });
  expect(await count(root)).toBe(5);
  // What is looked for is bounded, and says so: a day further back is not found.
  write(root, { [file(old, "later.ndjson")]: line(6, old) });
  expect(await tracklake(root, ["curate", "--look-back", "35d"])).toMatchObject({ code: 0 });
  expect(await tracklake(root, ["curate"])).toMatchObject({ code: 1 });
});

test("a range that leaves a day out moves no boundary over it, and says so", async () => {
  const root = begun();
  const { code, stdout } = await tracklake(root, ["curate", "--from", recent]);
  expect(code).toBe(0);
  expect(stdout).toContain(`gap       plan_changed_v1 ${old} is not curated`);
  expect(stdout).not.toContain("boundary");
  expect(await count(root)).toBe(3);
});

test("--again writes a range once more, and doubles nothing", async () => {
  const root = begun();
  await tracklake(root, ["curate"]);
  const { stdout } = await tracklake(root, ["curate", "--from", old, "--to", recent, "--again", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    days: 2,
    events: [{ tables: [{ days: [{ why: "again" }, { why: "again" }] }] }],
  });
  expect(await count(root)).toBe(3);
});

test("schemas that are older than what was applied curate nothing of that event", async () => {
  const root = begun();
  const wider = planChanged.replace("plan:", 'reason: Type.Optional(Type.String({ description: "Why." })),\n    plan:');
  await tracklake(root, ["publish"]);
  write(root, { "schemas/plan-changed.ts": wider });
  await tracklake(root, ["publish"]);
  await tracklake(root, ["curate"]);
  // Another checkout of the same lake, one revision behind.
  const behind = project();
  await tracklake(behind, ["publish"]);
  write(root, { [file(day(20))]: line(7, day(20)) });
  const { code, stdout } = await tracklake(behind, ["curate", "--lake", join(root, ".tracklake/lake")]);
  expect(code).toBe(1);
  expect(stdout).toContain("plan_changed_v1_curated is later than these schemas");
  expect(await tracklake(root, ["curate"])).toMatchObject({ code: 0, stdout: expect.stringContaining(day(20)) });
});

describe("refused", () => {
  test.each<[string, string[], RegExp]>([
    ["a day that is none", ["--from", "yesterday"], /--from is "yesterday"; it is a day of the lake/],
    ["a day that is not over", ["--to", day(-2)], /is not over yet/],
    ["a range that is none", ["--from", day(3), "--to", day(9)], /comes after the last day/],
    ["--again without days", ["--again"], /name them with --from and --to/],
    ["an event that is none", ["plan_changd"], /There is no event plan_changd/],
    ["a duration that is none", ["--late", "soon"], /such as 90m, 24h or 3d/],
    ["a grace that is too short", ["--grace", "10m"], /at least 1h/],
    ["Trino without a server", ["--engine", "trino", "--region", "x"], /--trino-server/],
    [
      "a catalogue elsewhere",
      ["--endpoint", "https://glue.eu-west-1.amazonaws.com", "--region", "x"],
      /Leave --endpoint out/,
    ],
  ])("%s", async (_, argv, message) => {
    const { code, stderr } = await tracklake(begun(), ["curate", ...argv]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
  });
});

describe("the catalogue", () => {
  test("keeps a boundary that is further on, and loses nothing to twenty that move it at once", async () => {
    const lake = await fixture();
    try {
      const { catalogue } = lake.ports;
      const { curated } = lake.pair;
      await lake.ports.ensure(curated);
      const days = Array.from({ length: 20 }, (_, index) => `2026-03-${String(index + 1).padStart(2, "0")}`);
      const rounds = await Promise.allSettled(days.map((dt) => catalogue.moveBoundary(curated, dt)));
      expect(rounds.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(5);
      await catalogue.moveBoundary(curated, "2026-03-20");
      await catalogue.moveBoundary(curated, "2026-03-02");
      expect(await lake.boundary()).toBe("2026-03-20");
    } finally {
      await lake.close();
    }
  });

  test("a day whose files come while it is written is written with them before anybody sees it", async () => {
    const lake = await fixture();
    try {
      await lake.deliver("2026-03-01", "a.ndjson", [1]);
      let [published, late] = [0, 1];
      const ports = hooked(lake.ports, async (name, when) => {
        if (name === "publish" && when === "before") published++;
        if (name === "write" && when === "after" && late-- > 0) await lake.deliver("2026-03-01", "b.ndjson", [2]);
      });
      expect((await lake.curate({ ports })).failure).toBeUndefined();
      expect(published).toBe(1);
      expect((await lake.seen()).events).toEqual([1, 2]);
    } finally {
      await lake.close();
    }
  });
});
