// verify: lines written through the SDK, then removed and doubled by hand; days across midnight in Tokyo.
import { join } from "node:path";
import { createRuntime } from "@tracklake/sdk";
import { fileSink } from "@tracklake/sdk/file";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatedDefinitions } from "./generated.js";
import { planChanged, project, tracklake } from "./harness.js";
import { damage, instance, linesOf } from "./instance.js";

const planLeft = planChanged.replace("plan_changed", "plan_left");
const table = "plan_changed_v1";

function lake(): string {
  return project({ "schemas/plan-left.ts": planLeft });
}

interface Answer {
  readonly lost: number;
  readonly under_way: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly unknown_tails: number;
  readonly events: number;
  readonly rows: readonly Record<string, unknown>[];
}

async function verify(root: string, ...argv: string[]): Promise<{ code: number; answer: Answer; stderr: string }> {
  const { code, stdout, stderr } = await tracklake(root, ["verify", "--json", ...argv]);
  return { code, answer: JSON.parse(stdout) as Answer, stderr };
}

const row = ({ rows }: Answer, name = table) => rows.find((candidate) => candidate.table === name);

async function tenEvents(root: string, how: "closed" | "killed" = "closed") {
  const one = instance(root);
  await one.track("2026-01-05T03:00:00Z", 6);
  await one.beat("2026-01-05T03:01:00Z");
  await one.track("2026-01-05T03:01:30Z", 4);
  await one.end(how, "2026-01-05T03:02:00Z");
}

describe("one instance", () => {
  test("closed and whole: complete", async () => {
    const root = lake();
    await tenEvents(root);
    const { code, answer } = await verify(root);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ lost: 0, under_way: 0, duplicates: 0, unknown_tails: 0, events: 12, instances: 1 });
    expect(row(answer)).toMatchObject({
      status: "complete",
      service: "billing",
      events: 10,
      first_sequence: 1,
      last_sequence: 10,
      recorded_sequence: 10,
      closed: true,
      first_time: "2026-01-05 03:00:00.000",
    });
    expect(row(answer, "tracklake_heartbeat_v1")).toMatchObject({ status: "complete", events: 2 });
  });

  const removed: [string, number[], Record<string, unknown>][] = [
    ["the first", [1], { lost: 1, gaps: 1, first_missing: 1 }],
    ["two in the middle", [4, 5], { lost: 2, gaps: 1, first_missing: 4 }],
    ["two apart", [2, 8], { lost: 2, gaps: 2, first_missing: 2 }],
    ["the last, which only the closing heartbeat knows of", [10], { lost: 1, gaps: 1, first_missing: 10 }],
    ["the first, one within and the tail", [1, 5, 9, 10], { lost: 4, gaps: 3, first_missing: 1 }],
    ["every one", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { lost: 10, gaps: 1, first_missing: 1, events: 0, service: null }],
  ];
  test.each(removed)("with %s removed: lost", async (_, numbers, want) => {
    const root = lake();
    await tenEvents(root);
    damage(root, table, "2026-01-05", (lines) => lines.filter((_line, index) => !numbers.includes(index + 1)));
    const { code, answer, stderr } = await verify(root);
    expect(code).toBe(1);
    expect(row(answer)).toMatchObject({ status: "lost", ...want });
    expect(answer.lost).toBe(want.lost);
    expect(answer.rows[0]?.status).toBe("lost");
    expect(stderr).toContain("npx tracklake redrive");
  });

  test("with lines doubled: duplicates, which are no loss", async () => {
    const root = lake();
    await tenEvents(root);
    damage(root, table, "2026-01-05", (lines) => [...lines, ...lines.slice(0, 3), ...lines.slice(0, 1)]);
    const { code, answer } = await verify(root);
    expect(code).toBe(0);
    expect(row(answer)).toMatchObject({ status: "complete", events: 10, duplicates: 4, conflicts: 0 });
  });

  test("with a line lost and another doubled: the one does not hide the other", async () => {
    const root = lake();
    await tenEvents(root);
    damage(root, table, "2026-01-05", (lines) => [...lines.slice(1), ...lines.slice(4, 5)]);
    const { code, answer } = await verify(root);
    expect(code).toBe(1);
    expect(row(answer)).toMatchObject({ lost: 1, duplicates: 1 });
  });

  test("with two events of one number: somebody changed the lake", async () => {
    const root = lake();
    await tenEvents(root);
    damage(root, table, "2026-01-05", ([first = "", ...rest]) => [
      first,
      first.replace(/"event_id":"[^"]*"/, '"event_id":"0190163d-8694-739b-aea5-966c26f8ad99"'),
      ...rest,
    ]);
    const { code, answer } = await verify(root);
    expect(code).toBe(1);
    expect(row(answer)).toMatchObject({ status: "conflict", conflicts: 1, duplicates: 0, events: 11 });
  });

  test("killed: an unknown tail, which is a failure only where it is asked for", async () => {
    const root = lake();
    await tenEvents(root, "killed");
    expect(await verify(root)).toMatchObject({ code: 0, answer: { unknown_tails: 2, lost: 0 } });
    const { code, answer } = await verify(root, "--strict");
    expect(code).toBe(1);
    expect(row(answer)).toMatchObject({ status: "unknown tail", last_sequence: 10, recorded_sequence: 6 });
  });

  test("killed, with a line gone that a heartbeat had recorded: lost", async () => {
    const root = lake();
    const one = instance(root);
    await one.track("2026-01-05T03:00:00Z", 6);
    await one.beat("2026-01-05T03:01:00Z");
    await one.end("killed");
    damage(root, table, "2026-01-05", (lines) => lines.slice(0, 4));
    const { code, answer } = await verify(root);
    expect(code).toBe(1);
    expect(row(answer)).toMatchObject({ status: "lost", lost: 2, first_missing: 5, recorded_sequence: 6 });
  });

  test("without any heartbeat: the gaps are known, the tail is not", async () => {
    const root = lake();
    const one = instance(root);
    await one.track("2026-01-05T03:00:00Z", 6);
    await one.end("killed");
    expect((await verify(root)).answer.rows).toMatchObject([{ status: "unknown tail", recorded_sequence: null }]);
    damage(root, table, "2026-01-05", (lines) => lines.filter((_line, index) => index !== 3));
    expect((await verify(root)).answer.rows).toMatchObject([{ status: "lost", lost: 1, first_missing: 4 }]);
  });

  test("with its heartbeats gone: their own gap shows", async () => {
    const root = lake();
    await tenEvents(root);
    damage(root, "tracklake_heartbeat_v1", "2026-01-05", (lines) => lines.slice(1));
    const { code, answer } = await verify(root);
    expect(code).toBe(1);
    expect(row(answer, "tracklake_heartbeat_v1")).toMatchObject({ status: "lost", lost: 1, first_missing: 1 });
    expect(row(answer)).toMatchObject({ status: "complete" });
  });

  test("that lives: what is younger than the grace is under way, not lost", async () => {
    const root = lake();
    const now = Date.now();
    const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
    const one = instance(root);
    await one.track(ago(60), 5);
    await one.track(ago(5), 5);
    await one.beat(ago(4));
    await one.end("killed");
    const days = [...new Set([60, 5].map((minutes) => new Date(now + 9 * 3_600_000 - minutes * 60_000)))].map((day) =>
      day.toISOString().slice(0, 10),
    );
    const remove = (...numbers: number[]) => {
      for (const day of new Set(days)) {
        damage(root, table, day, (lines) =>
          lines.filter((line) => line !== "" && !numbers.includes(JSON.parse(line).event_sequence)),
        );
      }
    };
    remove(7, 8, 10);
    const young = await verify(root);
    expect(young.code).toBe(0);
    expect(row(young.answer)).toMatchObject({ status: "under way", lost: 0, under_way: 3 });
    const settled = await verify(root, "--grace", "0");
    expect(settled.code).toBe(1);
    expect(row(settled.answer)).toMatchObject({ status: "lost", lost: 3, gaps: 2, under_way: 0, first_missing: 7 });
    remove(7, 8, 10, 3);
    expect(row((await verify(root)).answer)).toMatchObject({ status: "lost", lost: 1, under_way: 3 });
  });
});

test("a tracker records its own heartbeats: closed, it is complete", async () => {
  const root = lake();
  const runtime = createRuntime(await generatedDefinitions(root), {
    service: "billing",
    environment: "production",
    sink: fileSink({ directory: join(root, ".tracklake/lake") }),
    spool: { directory: join(root, ".tracklake/spool") },
  });
  for (let count = 0; count < 700; count++) runtime.track("plan_changed", { plan: "pro" });
  await runtime.close();
  const { code, answer } = await verify(root, "--grace", "0");
  expect(code).toBe(0);
  expect(row(answer)).toMatchObject({ status: "complete", events: 700, closed: true, recorded_sequence: 700 });
});

test("many instances, tables and days are told apart", async () => {
  const root = lake();
  const [one, two] = [instance(root, "billing"), instance(root, "web")];
  for (const day of ["05", "06"]) {
    await one.track(`2026-01-${day}T03:00:00Z`, 3);
    await one.track(`2026-01-${day}T03:00:00Z`, 2, "plan_left");
    await two.track(`2026-01-${day}T03:00:00Z`, 4);
    await one.beat(`2026-01-${day}T03:01:00Z`);
    await two.beat(`2026-01-${day}T03:01:00Z`);
  }
  await one.end("closed");
  await two.end("killed");
  damage(root, "plan_left_v1", "2026-01-06", (lines) => lines.slice(1));
  const { answer } = await verify(root);
  const told = answer.rows.map(({ status, table, service, events, lost }) => [status, table, service, events, lost]);
  expect(told).toEqual([
    ["lost", "plan_left_v1", "billing", 3, 1],
    ["unknown tail", "plan_changed_v1", "web", 8, 0],
    ["unknown tail", "tracklake_heartbeat_v1", "web", 2, 0],
    ["complete", "plan_changed_v1", "billing", 6, 0],
    ["complete", "tracklake_heartbeat_v1", "billing", 3, 0],
  ]);
});

describe("days across midnight in Tokyo", () => {
  const minutes = [
    ["2026-01-01T14:58:00Z", 3],
    ["2026-01-01T15:01:00Z", 4],
    ["2026-01-02T14:59:00Z", 2],
    ["2026-01-02T15:30:00Z", 5],
  ] as const;

  async function threeDays(how: "closed" | "killed" = "closed"): Promise<string> {
    const root = lake();
    const one = instance(root);
    for (const [moment, count] of minutes) {
      await one.track(moment, count);
      await one.beat(new Date(Date.parse(moment) + 30_000).toISOString());
    }
    await one.end(how, "2026-01-02T15:31:00Z");
    return root;
  }
  const day = (root: string, from: string, to = from) => verify(root, "--from", from, "--to", to);

  test("a day asked alone is complete when the instance is seen after it", async () => {
    const root = await threeDays();
    expect(linesOf(root, table, "2026-01-02").filter((line) => line !== "")).toHaveLength(6);
    for (const [date, events] of [
      ["2026-01-01", 3],
      ["2026-01-02", 6],
      ["2026-01-03", 5],
    ] as const) {
      const { code, answer } = await day(root, date);
      expect(code).toBe(0);
      expect(row(answer)).toMatchObject({ status: "complete", events, lost: 0 });
    }
  });

  const losses: [string, string, number[], Record<string, number>][] = [
    ["the last before midnight", "2026-01-01", [3], { "2026-01-01": 1 }],
    ["the first after midnight", "2026-01-02", [1], { "2026-01-02": 1 }],
    ["the whole day between", "2026-01-02", [1, 2, 3, 4, 5, 6], { "2026-01-02": 6 }],
    ["the last of the last day", "2026-01-03", [5], { "2026-01-03": 1 }],
  ];
  test.each(losses)("%s: the loss is its day's alone", async (_, date, numbers, want) => {
    const root = await threeDays();
    damage(root, table, date, (lines) => lines.filter((_line, index) => !numbers.includes(index + 1)));
    const found: Record<string, number> = {};
    for (const asked of ["2026-01-01", "2026-01-02", "2026-01-03"]) {
      const { lost } = (await day(root, asked)).answer;
      if (lost > 0) found[asked] = lost;
    }
    expect(found).toEqual(want);
    expect((await verify(root)).answer.lost).toBe(numbers.length);
    expect((await day(root, "2026-01-01", "2026-01-03")).answer.lost).toBe(numbers.length);
  });

  test("without heartbeats nobody knows where a day's sequence begins", async () => {
    const root = await threeDays();
    for (const date of ["2026-01-01", "2026-01-02", "2026-01-03"]) {
      damage(root, "tracklake_heartbeat_v1", date, () => []);
    }
    damage(root, table, "2026-01-02", () => []);
    const { answer } = await day(root, "2026-01-03");
    expect(answer.rows).toMatchObject([{ status: "unknown head", first_sequence: 10, lost: 0 }]);
    expect((await verify(root)).answer.lost).toBe(6);
  });

  test("the losses of the days add up to those of all, whatever is lost", async () => {
    const root = await threeDays("killed");
    const dates = ["2026-01-01", "2026-01-02", "2026-01-03"];
    const whole = new Map(dates.map((date) => [date, linesOf(root, table, date).filter((line) => line !== "")]));
    const gone = fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(gone, async (numbers) => {
        for (const [date, lines] of whole) {
          const left = lines.filter((line) => !numbers.includes(JSON.parse(line).event_sequence));
          damage(root, table, date, () => left);
        }
        const all = (await verify(root)).answer;
        expect(all.lost).toBe(numbers.length);
        let sum = 0;
        for (const date of dates) sum += (await day(root, date)).answer.lost;
        expect(sum).toBe(numbers.length);
      }),
      { numRuns: 5 },
    );
  }, 120_000);
});

describe("what is printed", () => {
  test("a table with what needs a look first, and a sentence", async () => {
    const root = lake();
    await tenEvents(root);
    damage(root, table, "2026-01-05", (lines) => lines.slice(1));
    const { code, stdout, stderr } = await tracklake(root, ["verify", "--max-rows", "1"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/│ lost {3}│ plan_changed_v1 │/);
    expect(stdout).toContain("11 events of 1 instance: 1 lost, 0 under way, 0 duplicates (the views leave them out).");
    expect(stderr).toContain("1 more rows; --max-rows shows them");
  });

  test("an empty lake has nothing to tell", async () => {
    expect(await tracklake(lake(), ["verify"])).toMatchObject({ code: 0, stdout: "No lines in these days.\n" });
  });

  test("--sql is the question for Athena", async () => {
    const { code, stdout } = await tracklake(lake(), ["verify", "--sql", "--from", "2026-01-01"]);
    expect(code).toBe(0);
    expect(stdout).toContain("FROM acme_store.plan_changed_v1 WHERE dt >= '2025-12-31'");
  });

  test("a broken line and a table that nobody defines are said, and fail where it is strict", async () => {
    const root = lake();
    const one = instance(root);
    await one.track("2026-01-05T03:00:00Z", 2);
    await one.track("2026-01-05T03:00:00Z", 1, "plan_left");
    await one.end("closed");
    damage(root, table, "2026-01-05", (lines) => [...lines, '{"event_id":\n']);
    const without = project();
    const { code, answer, stderr } = await verify(without, "--lake", `${root}/.tracklake/lake`);
    expect(code).toBe(0);
    expect(row(answer)).toMatchObject({ status: "complete", events: 2 });
    expect(stderr).toContain("plan_left_v1, which this project does not define");
    expect(stderr).toMatch(/1 broken line left out/);
    expect((await verify(without, "--strict", "--lake", `${root}/.tracklake/lake`)).code).toBe(1);
  });

  test.each([
    ["a day that is none", ["--from", "2026-02-30"], /--from is "2026-02-30"/],
    ["days the wrong way round", ["--from", "2026-02-02", "--to", "2026-02-01"], /Swap the two/],
    ["a grace that is none", ["--grace", "-1"], /whole number/],
  ])("%s is refused", async (_, argv, want) => {
    const { code, stderr } = await tracklake(lake(), ["verify", ...argv]);
    expect(code).toBe(2);
    expect(stderr).toMatch(want);
  });
});
