// Partition keys by projection, and whether the stream writes where they look.
import { streamPrefix } from "@tracklake/envelope";
import { describe, expect, test } from "vitest";
import {
  athenaDdl,
  glueTableInput,
  isTablesError,
  layoutProblems,
  type PartitionKey,
  parseDdl,
  tableModels,
} from "../src/index.js";
import { grammar } from "./hive-grammar.js";
import { event, field, lake, revised } from "./rich-event.js";

const dt: PartitionKey = { name: "dt", type: "date", from: "2026-01-01" };
const query = (name: string) => `!{partitionKeyFromQuery:${name}}`;
const prefix = (...folders: string[]) => `${streamPrefix}${folders.map((folder) => `${folder}/`).join("")}`;
const tables = (keys: readonly PartitionKey[], ...folders: string[]) =>
  tableModels([revised(event([field("a")]))], lake, {
    firstDay: "2026-01-01",
    keys,
    delivery: { prefix: prefix(...folders) },
  });

describe("parameters of projection", () => {
  test.each<[string, PartitionKey, string, Record<string, string>]>([
    [
      "hour",
      { name: "hour", type: "hour", from: "2026-01-01" },
      "!{timestamp:yyyy-MM-dd-HH}",
      {
        type: "date",
        format: "yyyy-MM-dd-HH",
        range: "2026-01-01-00,NOW+15HOURS",
        interval: "1",
        "interval.unit": "HOURS",
      },
    ],
    ["enum", { name: "tenant", type: "enum", values: ["a", "b"] }, query("tenant"), { type: "enum", values: "a,b" }],
    [
      "integer",
      { name: "hh", type: "integer", range: [0, 23], digits: 2 },
      "!{timestamp:HH}",
      {
        type: "integer",
        range: "0,23",
        interval: "1",
        digits: "2",
      },
    ],
    ["injected", { name: "account", type: "injected" }, query("account"), { type: "injected" }],
  ])("%s", async (_, key, folder, want) => {
    const [table] = tables([key], `${key.name}=${folder}`);
    if (!table) throw new Error("no table");
    const own = Object.entries(table.parameters).filter(([name]) => name.startsWith(`projection.${key.name}.`));
    expect(
      Object.fromEntries(own.map(([name, value]) => [name.replace(`projection.${key.name}.`, ""), value])),
    ).toEqual(want);
    expect(table.parameters["storage.location.template"]).toBe(
      `s3://acme-lake/events/thing_done_v1/dt=\${dt}/${key.name}=\${${key.name}}/`,
    );
    expect(glueTableInput(table).PartitionKeys?.map(({ Name, Type }) => [Name, Type])).toEqual([
      ["dt", "string"],
      [key.name, key.type === "integer" ? "int" : "string"],
    ]);
    expect(parseDdl(athenaDdl(table))).toEqual(table);
    const hive = await grammar("HiveSQL");
    expect(hive(`${athenaDdl(table)};`)).toEqual([]);
  });

  test("the product's own stream and key fit, and nothing more is asked for", () => {
    expect(layoutProblems([dt], { prefix: streamPrefix }, lake.timeZone)).toEqual([]);
    const [plain] = tableModels([revised(event([field("a")]))], lake);
    const [same] = tableModels([revised(event([field("a")]))], lake, { keys: [], delivery: { prefix: streamPrefix } });
    expect(same).toEqual(plain);
  });
});

describe("what does not fit names both sides and what to do", () => {
  const root = "events/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/";
  const arrival = `${root}dt=!{timestamp:yyyy-MM-dd}/`;
  test.each<[string, readonly PartitionKey[], string, string | undefined, RegExp]>([
    [
      "a key without a folder",
      [dt, { name: "tenant", type: "injected" }],
      streamPrefix,
      undefined,
      /key tenant, and the prefix ".*" no folder tenant=…\/: add tenant=!\{partitionKeyFromQuery:tenant\}\//,
    ],
    [
      "a folder without a key",
      [dt],
      prefix(`tenant=${query("tenant")}`),
      undefined,
      /folder tenant=.*, and the table no key for it.*: add the key/,
    ],
    ["a folder without a name", [dt], prefix("x"), undefined, /folder x\/, and the table no key for it/],
    [
      "another order",
      [{ name: "tenant", type: "injected" }, dt],
      prefix(`tenant=${query("tenant")}`),
      undefined,
      /tenant is key 1 of the table and folder 2 of the prefix/,
    ],
    [
      "days of another zone",
      [dt],
      arrival,
      undefined,
      /dt is a day of Asia\/Tokyo, and the prefix writes days of UTC: set CustomTimeZone to Asia\/Tokyo/,
    ],
    [
      "another pattern",
      [dt],
      arrival.replace("yyyy-MM-dd", "yyyyMMdd"),
      "Asia/Tokyo",
      /dt is read as yyyy-MM-dd, and the prefix writes yyyyMMdd: write !\{timestamp:yyyy-MM-dd\}/,
    ],
    [
      "a time for what is none",
      [dt, { name: "tenant", type: "injected" }],
      prefix("tenant=!{timestamp:HH}"),
      undefined,
      /tenant is of type injected, and its folder is a time/,
    ],
    [
      "digits that are not written",
      [dt, { name: "hh", type: "integer", range: [0, 23] }],
      prefix("hh=!{timestamp:HH}"),
      undefined,
      /hh is read with no fixed digits, and the prefix writes 2 \(HH\): give the key 2 digits/,
    ],
    ["a prefix without an end", [dt], "events/dt=x", undefined, /does not end in "\/": add it/],
    [
      "no dt",
      [{ name: "day", type: "date", from: "2026-01-01" }],
      "day=!{timestamp:yyyy-MM-dd}/",
      "Asia/Tokyo",
      /no dt of type date/,
    ],
    [
      "a range that is none",
      [dt, { name: "n", type: "integer", range: [5, 1] }],
      prefix("n=1"),
      undefined,
      /range 5 to 1/,
    ],
    [
      "too few digits",
      [dt, { name: "n", type: "integer", range: [0, 100], digits: 2 }],
      prefix("n=1"),
      undefined,
      /give it 3 digits/,
    ],
    ["a value with a comma", [dt, { name: "t", type: "enum", values: ["a,b"] }], prefix("t=1"), undefined, /"a,b"/],
    ["no values", [dt, { name: "t", type: "enum", values: [] }], prefix("t=1"), undefined, /no values/],
    [
      "folders of all events together",
      [dt],
      `raw/all/dt=${query("event_date")}/`,
      undefined,
      /the tables lie at events\/<event_name>_v<event_major>\/, and the prefix ".*" begins with "raw\/all\/": begin it with/,
    ],
    ["folders without a major", [dt], arrival.replace(/_v[^/]+/, ""), "Asia/Tokyo", /the tables lie at events/],
    ["a root above", [dt], `x/${streamPrefix}`, undefined, /begins with "x\/events\//],
    [
      "a dt that is another field",
      [dt],
      `${root}dt=${query("tenant")}/`,
      undefined,
      /dt is the day of event_time in Asia\/Tokyo, and the prefix writes tenant there: write dt=!\{partitionKeyFromQuery:event_date\}/,
    ],
    ["a dt that is one day", [dt], `${root}dt=2026-01-01/`, undefined, /writes dt=2026-01-01\/ for every line/],
    ["a dt that is two things", [dt], `${root}dt=x-${query("event_date")}/`, undefined, /writes dt=x-!/],
    [
      "a key that is another field",
      [dt, { name: "tenant", type: "enum", values: ["a"] }],
      prefix(`tenant=${query("team")}`),
      undefined,
      /the key is tenant, and the prefix writes team there/,
    ],
    [
      "a value that is none of the key's",
      [dt, { name: "region", type: "enum", values: ["a"] }],
      prefix("region=b"),
      undefined,
      /writes region=b\/ for every line, which is no value of that key of type enum/,
    ],
    [
      "a number that is not padded",
      [dt, { name: "n", type: "integer", range: [0, 99], digits: 2 }],
      prefix("n=7"),
      undefined,
      /writes n=7\/ for every line/,
    ],
    ["a key twice", [dt, dt], streamPrefix, undefined, /there twice/],
    ["no name", [dt, { name: "Tenant", type: "injected" }], prefix("Tenant=1"), undefined, /not lower_snake/],
  ])("%s", (_, keys, written, timeZone, want) => {
    const delivery = { prefix: written, ...(timeZone === undefined ? {} : { timeZone }) };
    const problems = layoutProblems(keys, delivery, "Asia/Tokyo");
    expect(problems.join("\n")).toMatch(want);
  });

  test("what is the same for every line of this stream fits, where the key has it", () => {
    const keys: PartitionKey[] = [
      dt,
      { name: "region", type: "enum", values: ["tokyo", "osaka"] },
      { name: "n", type: "integer", range: [0, 99], digits: 2 },
    ];
    expect(layoutProblems(keys, { prefix: prefix("region=tokyo", "n=07") }, lake.timeZone)).toEqual([]);
  });

  test("an arrival clock of the lake's own zone fits", () => {
    expect(layoutProblems([dt], { prefix: arrival, timeZone: "Asia/Tokyo" }, "Asia/Tokyo")).toEqual([]);
  });

  test("tables are not made of it", () => {
    let thrown: unknown;
    try {
      tables([{ name: "tenant", type: "injected" }]);
    } catch (error) {
      thrown = error;
    }
    expect(isTablesError(thrown) ? thrown.code : thrown).toBe("bad-layout");
  });
});
