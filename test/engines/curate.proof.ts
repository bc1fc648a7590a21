// `tracklake curate` by a real Trino over its REST protocol: delivered lines into Parquet, a rerun replaces and never doubles,
// and a reader that asks the view all the time misses no row and sees none twice.
import { describe, expect, onTestFinished, test } from "vitest";
import { type EngineProject, engineProject, type Line } from "./lake/engine-project.js";
import { richEvent } from "./lake/rich-event.js";

const name = richEvent.name;
const days = ["2026-03-01", "2026-03-02", "2026-03-03"] as const;

/** A value of every column type, and texts that serialisers trip over. */
const everything = {
  order_id: "o-1",
  placed: { at: "2026-01-02 03:04:05.678", by: "me" },
  flag: true,
  whole: 9_007_199_254_740_991,
  big: 9_223_372_036_854_775_807n,
  number: 0.1,
  money: "1234567890123456789012345678.0123456789",
  cents: "-1.25",
  text: "emoji 🎉, \"quotes\", 'single', \\ and \n and \u0000",
  id: "0198c0de-0000-7000-8000-000000000000",
  plan: "pro",
  moment: "1969-12-31 23:59:59.999",
  day: "0001-01-01",
  raw: '{"a":[1,null]}',
  end: "reserved",
  group: { order: 3, select: "9999-12-31" },
  place: { city: "Kyōto", geo: { lat: 35.01 } },
  tags: ["a", ""],
  moments: ["1970-01-01 00:00:00.000"],
  days: [],
  grid: [["1.000", "-2.500"], []],
  scores: { "with space": -1.5 },
  bigs: { least: -9_223_372_036_854_775_808n },
  by_day: { first: { day: "2026-01-01", sums: ["1.500"] } },
  items: [
    { sku: "s-1", price: "10.00", sizes: { s: 1 }, discounts: [{ code: "x", percent: 0.5 }] },
    { sku: "s-2", discounts: [] },
  ],
};
/** Each line is delivered twice, in one file and in another. */
const lines = (...all: number[]): Line[] =>
  all.map((sequence) => (sequence % 3 === 0 ? { sequence } : { sequence, ...everything }));

const argv = ["curate", name, "--engine", "trino"];

async function begun(lake: string): Promise<EngineProject> {
  const project = await engineProject(lake);
  onTestFinished(project.close);
  return project;
}

async function delivered(lake: string): Promise<EngineProject> {
  const project = await begun(lake);
  for (const [index, dt] of days.entries()) {
    const [a, b, c] = [index * 3 + 1, index * 3 + 2, index * 3 + 3];
    await project.put(dt, "a", lines(a, b, b));
    await project.put(dt, "b", lines(b, c));
  }
  await project.fine("apply", "--yes", "--views", "trino");
  return project;
}

/** Ids that the public view shows, and those of the view of elements; doubles are doubles. */
async function seen({ engine }: EngineProject) {
  const { rows } = await engine.ask(`SELECT event_sequence FROM ${name} WHERE dt > '2026' ORDER BY 1`);
  return rows.map(({ event_sequence }) => Number(event_sequence));
}
const rowsOf = async ({ engine }: EngineProject, view: string) =>
  (await engine.ask(`SELECT * FROM ${view} WHERE dt > '2026' ORDER BY dt, event_sequence`)).rows;
const elements = async ({ engine }: EngineProject) =>
  (await engine.ask(`SELECT * FROM ${name}__items WHERE dt > '2026' ORDER BY event_id, position`)).rows;
const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1);

describe("every column type, three days, each event twice", () => {
  test("before, during and after a curation, late lines and a rerun", async () => {
    const project = await delivered("cured");
    const [before, itemsBefore] = [await rowsOf(project, name), await elements(project)];
    expect(before.map(({ event_sequence }) => Number(event_sequence))).toEqual(upTo(9));
    expect(itemsBefore).toHaveLength(12);

    let [over, looks] = [false, 0];
    const reader = (async () => {
      while (!over) {
        expect(await seen(project)).toEqual(upTo(9));
        looks++;
      }
    })();
    const first = await project.fine(...argv, "--json").finally(() => {
      over = true;
    });
    await reader;
    const report = JSON.parse(first.stdout) as { events: { tables: { days: { dt: string; files: number }[] }[] }[] };
    expect(report.events).toMatchObject([
      { event: name, tables: [{ boundary: { was: null, is: expect.stringMatching(/^2026-/) } }], notes: [] },
    ]);
    expect(report.events[0]?.tables[0]?.days.map(({ dt, files }) => [dt, files])).toEqual(days.map((dt) => [dt, 1]));
    console.info(`${looks} looks while three days were curated: each of 9 events once in all of them`);
    expect(looks).toBeGreaterThan(0);

    // The very same rows, of Parquet by now: the lines of those days can go.
    const curated = `${project.lake.name}_store.${name}_v1_curated`;
    expect(await rowsOf(project, name)).toEqual(before);
    expect(await elements(project)).toEqual(itemsBefore);
    for (const dt of days) {
      for (const file of ["a", "b"]) await project.engine.remove(`events/${name}_v1/dt=${dt}/${file}`);
    }
    expect(await rowsOf(project, name)).toEqual(before);
    expect(await elements(project)).toEqual(itemsBefore);

    // Nothing is left to do, neither for curate nor for apply: both write the same views.
    expect(await project.fine(...argv)).toMatchObject({ stdout: expect.stringContaining("Nothing to curate") });
    await project.fine("plan", "--views", "trino");

    // A late file, though the delivered ones are gone: written with what was curated, each once.
    await project.put(days[1], "late", lines(4, 10));
    const late = await project.fine(...argv, "--from", days[1], "--to", days[1]);
    expect(late).toMatchObject({ stdout: expect.stringContaining("were kept") });
    expect(await seen(project)).toEqual(upTo(10));
    await project.fine(...argv, "--again", "--from", days[1], "--to", days[1]);
    expect(await seen(project)).toEqual(upTo(10));
    const { rows } = await project.engine.ask(`SELECT dt, count(*) AS n FROM ${curated} GROUP BY 1 ORDER BY 1`);
    expect(rows).toEqual(days.map((dt, index) => ({ dt, n: index === 1 ? "4" : "3" })));
    // Runs that nobody reads lie there until the grace has passed; none of Trino's tables over them is left.
    const runs = await project.engine.list(`curated/${name}_v1/dt=${days[1]}/`);
    expect(new Set(runs.map((key) => key.split("/")[3])).size).toBe(3);
    const { rows: tables } = await project.engine.ask(`SHOW TABLES FROM ${project.lake.name}_store LIKE '%run%'`);
    expect(tables).toEqual([]);
  });

  test("stopped while a statement runs, and run again", async () => {
    const project = await delivered("stopped");
    const running = project.begin(...argv);
    await expect.poll(() => running.complained(), { timeout: 60_000, interval: 5 }).toContain(days[0]);
    running.interrupt();
    expect(await running.outcome).toMatchObject({ code: 3, stderr: expect.stringContaining("Run the command again") });
    expect(await seen(project)).toEqual(upTo(9));
    await project.fine(...argv);
    expect(await seen(project)).toEqual(upTo(9));
    expect(await project.fine(...argv)).toMatchObject({ stdout: expect.stringContaining("Nothing to curate") });
  });

  test("two at once", async () => {
    const project = await delivered("twice");
    await Promise.all([project.fine(...argv), project.fine(...argv)]);
    expect(await seen(project)).toEqual(upTo(9));
    await project.fine(...argv);
    expect(await seen(project)).toEqual(upTo(9));
  });

  test("before apply it says what comes first", async () => {
    const project = await begun("early");
    await project.put(days[0], "a", lines(1));
    expect(await project.run(...argv)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("npx tracklake apply"),
    });
  });
});
