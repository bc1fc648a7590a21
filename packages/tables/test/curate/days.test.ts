import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordParameters } from "../../src/curate/day-record.js";
import {
  type CuratedDay,
  curatedDay,
  dayRecord,
  dayState,
  digestOf,
  filesByDay,
  isRunId,
  type LakeFile,
  nextBoundary,
  oldRuns,
  partitionInput,
  planDays,
  runFolders,
  runId,
  runTime,
  tableModels,
} from "../../src/index.js";
import { lake, revised, rich } from "../rich-event.js";

const file = (key: string, modified = 1_000, bytes = 10): LakeFile => ({ key, bytes, modified });
const FOLDER = "events/order_placed_v1/";
const of = (dt: string, ...names: [string, number][]) =>
  names.map(([name, modified]) => file(`${FOLDER}dt=${dt}/${name}`, modified));
const day = (dt: string, files: readonly LakeFile[], kept = false): CuratedDay => ({
  dt,
  location: `s3://acme-lake/curated/order_placed_v1/dt=${dt}/run=r/`,
  record: dayRecord("20260302T010000Z-00000000", 5_000, files, kept),
});

describe("a run's name", () => {
  test("is known as one, and says when it began", () => {
    const run = runId(new Date("2026-03-02T01:02:03.456Z"));
    expect(run).toMatch(/^20260302T010203Z-[0-9a-f]{8}$/);
    expect(isRunId(run)).toBe(true);
    expect(runTime(run)).toBe(Date.parse("2026-03-02T01:02:03Z"));
    expect(runId()).not.toBe(runId());
  });

  test.each(["", "latest", "20260302T010203Z", "20260302T010203Z-xyz", "20260302T010203Z-00000000/.."])(
    "%j is none",
    (text) => {
      expect(isRunId(text)).toBe(false);
      expect(() => runTime(text)).toThrow(TypeError);
    },
  );
});

describe("files", () => {
  test.each<[string, string, string | undefined]>([
    ["a line's file", "dt=2026-03-01/a.gz", "2026-03-01"],
    ["one deeper down", "dt=2026-03-01/x/a.gz", "2026-03-01"],
    ["a hidden one", "dt=2026-03-01/_SUCCESS", undefined],
    ["one in a hidden folder", "dt=2026-03-01/.tmp/a", undefined],
    ["a half-written one", "dt=2026-03-01/a.gz.tmp", undefined],
    ["a folder's marker", "dt=2026-03-01/", undefined],
    ["one of no day", "dt=__HIVE_DEFAULT_PARTITION__/a", undefined],
    ["one beside the days", "a.gz", undefined],
  ])("%s", (_, name, want) => {
    expect([...filesByDay(FOLDER, [file(`${FOLDER}${name}`)]).keys()]).toEqual(want === undefined ? [] : [want]);
  });

  test("an empty one, and one of another table, is none", () => {
    expect(
      filesByDay(FOLDER, [file(`${FOLDER}dt=2026-03-01/a`, 1, 0), file("events/other_v1/dt=2026-03-01/a")]).size,
    ).toBe(0);
  });

  test("of runs are found by folder; what is not named as a run is somebody else's", () => {
    const run = "20260302T010000Z-0a0b0c0d";
    const found = runFolders("curated/t/", [
      file(`curated/t/dt=2026-03-01/run=${run}/a.parquet`),
      file(`curated/t/dt=2026-03-01/run=${run}/b.parquet`),
      file("curated/t/dt=2026-03-01/run=mine/a.parquet"),
      file("curated/t/dt=2026-03-01/a.parquet"),
      file("curated/t/backup/dt=2026-03-01/run=20260302T010000Z-0a0b0c0d/a.parquet"),
    ]);
    expect(found.map(({ dt, run: one, files }) => [dt, one, files.length])).toEqual([["2026-03-01", run, 2]]);
  });

  test("have a digest that no order changes, and any other list does", () => {
    const files = fc.uniqueArray(fc.record({ key: fc.string(), bytes: fc.nat(5), modified: fc.nat() }), {
      selector: ({ key }) => key,
      maxLength: 6,
    });
    fc.assert(
      fc.property(files, (all) => {
        expect(digestOf([...all].reverse())).toBe(digestOf(all));
        expect(digestOf([...all, file("one more \u0000")])).not.toBe(digestOf(all));
      }),
    );
  });
});

describe("a partition's record", () => {
  const [curated] = tableModels([revised(rich)], lake, { format: "parquet" });
  if (!curated) throw new Error("one revision gives one table");

  test.each([true, false])("is read as it was written, kept: %s", (kept) => {
    const record = dayRecord(
      runId(),
      Date.parse("2026-03-02T01:00:00.123Z"),
      of("2026-03-01", ["a", 1_234], ["b", 99]),
      kept,
    );
    const location = `${curated.location}dt=2026-03-01/run=x/`;
    const partition = { ...partitionInput(curated, ["2026-03-01"], location), Parameters: recordParameters(record) };
    expect(curatedDay(partition)).toEqual({ dt: "2026-03-01", location, record });
  });

  test("of somebody else's partition is none", () => {
    expect(curatedDay({ Values: ["2026-03-01"], StorageDescriptor: { Location: "s3://b/x/" } }).record).toBeUndefined();
  });
});

describe("a day", () => {
  const taken = of("2026-03-01", ["a", 1_000], ["b", 2_000]);
  const curated = day("2026-03-01", taken);
  test.each<[string, LakeFile[], CuratedDay | undefined, string, boolean]>([
    ["that nobody delivered to", [], undefined, "current", false],
    ["that was never curated", taken, undefined, "new", false],
    ["with the files that were taken", [...taken].reverse(), curated, "current", false],
    ["with a file since", [...taken, ...of("2026-03-01", ["c", 3_000])], curated, "changed", false],
    ["with a file of the same moment", [...taken, ...of("2026-03-01", ["c", 2_000])], curated, "changed", true],
    ["whose files are gone", [], curated, "current", true],
    ["one of whose files is gone", taken.slice(1), curated, "current", true],
    ["whose files are gone, with one since", of("2026-03-01", ["c", 3_000]), curated, "changed", true],
    [
      "of a run that kept what was gone, with the files that it took",
      taken,
      day("2026-03-01", taken, true),
      "current",
      true,
    ],
    [
      "of a run that kept what was gone, with a file since",
      [...taken, ...of("2026-03-01", ["c", 3_000])],
      day("2026-03-01", taken, true),
      "changed",
      true,
    ],
    ["that somebody else registered", taken, { ...curated, record: undefined }, "changed", true],
  ])("%s", (_, files, partition, state, keep) => {
    expect(dayState(files, partition)).toMatchObject({ state, keep });
  });
});

describe("a table's days", () => {
  const dts = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"];
  const delivered = new Map(dts.map((dt) => [dt, of(dt, ["a", 1_000])]));
  const late = (dt: string) => new Map(delivered).set(dt, of(dt, ["a", 1_000], ["late", 9_000]));
  const curated = (...done: string[]) => new Map(done.map((dt) => [dt, day(dt, of(dt, ["a", 1_000]))]));
  const [d1 = "", d2 = "", d3 = "", d4 = ""] = dts;
  const usual = { to: d3, lateFrom: d3 };

  test.each<[string, Parameters<typeof planDays>[0], Parameters<typeof planDays>[1], string[], string[]]>([
    [
      "at first",
      { delivered, curated: curated(), boundary: undefined },
      usual,
      [`${d1} new`, `${d2} new`, `${d3} new`],
      [],
    ],
    ["after the boundary", { delivered, curated: curated(d1, d2), boundary: d2 }, usual, [`${d3} new`], []],
    ["up to date", { delivered, curated: curated(d1, d2, d3), boundary: d3 }, usual, [], []],
    ["published and not yet passed", { delivered, curated: curated(d1, d2), boundary: d1 }, usual, [`${d3} new`], []],
    [
      "late within the window",
      { delivered: late(d2), curated: curated(d1, d2), boundary: d2 },
      { ...usual, lateFrom: d2 },
      [`${d2} changed`, `${d3} new`],
      [],
    ],
    [
      "late behind the window",
      { delivered: late(d1), curated: curated(d1, d2), boundary: d2 },
      usual,
      [`${d3} new`],
      [d1],
    ],
    ["late for a day without one", { delivered, curated: curated(d2), boundary: d2 }, usual, [`${d3} new`], [d1]],
    [
      "late, and named",
      { delivered: late(d1), curated: curated(d1, d2), boundary: d2 },
      { ...usual, from: d1, to: d1 },
      [`${d1} changed`],
      [],
    ],
    [
      "named and up to date",
      { delivered, curated: curated(d1, d2), boundary: d2 },
      { ...usual, from: d1, to: d1 },
      [],
      [],
    ],
    [
      "named again",
      { delivered, curated: curated(d1, d2), boundary: d2 },
      { ...usual, from: d1, to: d2, again: true },
      [`${d1} again`, `${d2} again`],
      [],
    ],
    ["under way", { delivered: late(d4), curated: curated(d1, d2, d3), boundary: d3 }, usual, [], []],
  ])("%s", (_, days, wanted, write, behind) => {
    const plan = planDays(days, wanted);
    expect(plan.write.map(({ dt, why }) => `${dt} ${why}`)).toEqual(write);
    expect(plan.late.map(({ dt, files }) => [dt, files])).toEqual(behind.map((dt) => [dt, 1]));
  });

  test.each<[string, Parameters<typeof nextBoundary>[0], string | undefined]>([
    ["nothing curated", { delivered, curated: curated(), boundary: undefined }, undefined],
    ["all curated", { delivered, curated: curated(d1, d2, d3), boundary: undefined }, d3],
    ["a gap", { delivered, curated: curated(d1, d3), boundary: undefined }, d1],
    ["a file since", { delivered: late(d2), curated: curated(d1, d2, d3), boundary: undefined }, d1],
    ["late behind it", { delivered: late(d1), curated: curated(d1, d2, d3), boundary: d1 }, d3],
    ["delivered files gone", { delivered: new Map(), curated: curated(d1, d2), boundary: undefined }, d2],
    ["further already", { delivered, curated: curated(), boundary: d3 }, d3],
    ["a day that is not over", { delivered, curated: curated(d1, d2, d3, d4), boundary: undefined }, d3],
  ])("the boundary with %s", (_, days, want) => {
    expect(nextBoundary(days, d3)).toBe(want);
  });

  test("no day that the boundary passes is without its delivered files in its partition", () => {
    const some = fc.subarray(dts);
    fc.assert(
      fc.property(
        some,
        some,
        some,
        fc.option(fc.constantFrom(...dts), { nil: undefined }),
        (there, done, lates, boundary) => {
          const files = new Map(there.map((dt) => [dt, (lates.includes(dt) ? late(dt) : delivered).get(dt) ?? []]));
          const days = { delivered: files, curated: curated(...done), boundary };
          const next = nextBoundary(days, d3);
          expect((next ?? "") >= (boundary ?? "")).toBe(true);
          for (const [dt, list] of files) {
            if (dt <= (boundary ?? "") || dt > (next ?? "")) continue;
            expect(days.curated.get(dt)?.record?.digest).toBe(digestOf(list));
          }
        },
      ),
    );
  });
});

describe("old runs", () => {
  const root = "s3://acme-lake/curated/t/";
  const [live, old] = ["20260302T010000Z-00000001", "20260301T010000Z-00000002"];
  const hour = 3_600_000;
  const folder = (run: string, modified: number) => ({
    dt: "2026-03-01",
    run,
    files: [file(`curated/t/dt=2026-03-01/run=${run}/a`, modified)],
  });
  const partition = (run: string, published: number | undefined) =>
    new Map([
      [
        "2026-03-01",
        {
          dt: "2026-03-01",
          location: `${root}dt=2026-03-01/run=${run}/`,
          record: published === undefined ? undefined : dayRecord(run, published, [], false),
        },
      ],
    ]);
  test.each<[string, ReturnType<typeof partition>, number, string[]]>([
    ["replaced long ago", partition(live, 0), 0, [old]],
    ["replaced a moment ago, however old", partition(live, 99 * hour), 0, []],
    ["written a moment ago, and not published yet", new Map(), 99 * hour, []],
    ["never published, long ago", new Map(), 0, [old]],
    ["whose partition says nothing of when", partition(live, undefined), 0, []],
    ["that the partition points to", partition(old, 0), 0, []],
  ])("%s", (_, days, modified, want) => {
    const folders = [folder(old, modified)];
    expect(oldRuns(folders, root, days, { now: 100 * hour, grace: 24 * hour }).map(({ run }) => run)).toEqual(want);
  });
});
