import type { Table } from "@aws-sdk/client-glue";
import { beforeAll, describe, expect, test } from "vitest";
import { appliedInput } from "../../src/glue/created-input.js";
import { tableDrift } from "../../src/glue/drift.js";
import {
  athenaWrite,
  boundaryOf,
  CURATED_THROUGH,
  curatedTable,
  curatedThrough,
  daySelect,
  deliveredTable,
  diff,
  duckdbWrite,
  glueTableInput,
  tableModels,
  trinoWrite,
} from "../../src/index.js";
import { type Grammar, grammar } from "../hive-grammar.js";
import { event, field, lake, revised, rich } from "../rich-event.js";

function pair(model = rich, revision = 1) {
  const revisions = [{ ...revised(model), revision }];
  const [delivered] = tableModels(revisions, lake);
  const [curated] = tableModels(revisions, lake, { format: "parquet" });
  if (!delivered || !curated) throw new Error("one revision gives one table");
  return { delivered, curated };
}

const source = { ...pair(), dt: "2026-03-01", keep: false };
const run = "20260302T010000Z-0a0b0c0d";
const location = `s3://acme-lake/curated/order_placed_v1/dt=2026-03-01/run=${run}/`;

describe("golden", () => {
  test("Athena writes by UNLOAD", async () => {
    await expect(`${athenaWrite(source, location)};\n`).toMatchFileSnapshot("../golden/order_placed.athena.curate.sql");
  });

  test("Trino by a table over the folder, dropped again", async () => {
    const { create, drop, session } = trinoWrite(source, location, run, "hive");
    const text = `-- ${JSON.stringify(session)}\n${create};\n${drop};\n`;
    await expect(text).toMatchFileSnapshot("../golden/order_placed.trino.curate.sql");
  });

  test("DuckDB by COPY, in the order of time", async () => {
    const sql = duckdbWrite({ ...source, keep: true }, "/lake/curated/order_placed_v1/dt=2026-03-01/run=x");
    await expect(`${sql};\n`).toMatchFileSnapshot("../golden/order_placed.duckdb.curate.sql");
  });
});

describe("grammar", () => {
  let trino: Grammar;
  beforeAll(async () => {
    trino = await grammar("TrinoSQL");
  });

  test.each([false, true])("Trino's takes the SELECT and what it is written by, rows kept: %s", (keep) => {
    const kept = { ...source, keep };
    expect(trino(`${daySelect(kept, "athena")};`)).toEqual([]);
    const { create, drop } = trinoWrite(kept, location, run, "hive");
    expect(trino(`${create};`)).toEqual([]);
    expect(trino(`${drop};`)).toEqual([]);
    expect(trino(`${create.replace("AS\nSELECT", "AS\nSELEKT")};`)).not.toEqual([]);
  });
});

test("a file has the table's columns, in the table's order, and no partition column", () => {
  const columns = source.curated.columns.map(({ name }) => name);
  const [, list = ""] = /^SELECT\n([\s\S]*?)\nFROM/.exec(daySelect(source, "duckdb")) ?? [];
  expect(list.split(",\n").map((line) => line.trim().replaceAll('"', ""))).toEqual(columns);
  expect(columns).not.toContain("dt");
});

test("the names of the two tables lead to each other", () => {
  expect(curatedTable(source.delivered.name)).toBe(source.curated.name);
  expect(deliveredTable(source.curated)).toBe(source.delivered.name);
});

describe("the boundary", () => {
  const at = (day?: string): Table => {
    const input = appliedInput(source.curated);
    const Parameters = { ...input.Parameters, ...(day === undefined ? {} : { [CURATED_THROUGH]: day }) };
    return { ...input, Name: source.curated.name, DatabaseName: source.curated.database, Parameters, VersionId: "3" };
  };
  const live = (table: Table) => ({
    databases: new Set(["acme_store"]),
    tables: new Map([[`acme_store.${table.Name}`, table]]),
  });

  test.each<[string, Record<string, string> | undefined, string | undefined]>([
    ["a day", { [CURATED_THROUGH]: "2026-03-01" }, "2026-03-01"],
    ["none", {}, undefined],
    ["no parameters", undefined, undefined],
    ["a text that is no day", { [CURATED_THROUGH]: "' OR 1=1" }, undefined],
  ])("is read from %s", (_, parameters, want) => {
    expect(boundaryOf(parameters)).toBe(want);
    expect(curatedThrough([["t_v1", { Parameters: parameters }]]).get("t_v1")).toBe(want);
  });

  test("is no change of a plan's, and stays whatever a plan changes", () => {
    const { steps } = diff(live(at("2026-03-01")), { databases: [], tables: [source.curated] });
    expect(steps).toEqual([expect.objectContaining({ kind: "unchanged" })]);
    const wider = pair({ ...rich, properties: [...rich.properties, field("more", "string")] }, 2).curated;
    for (const restore of [false, true]) {
      const [step] = diff(live(at("2026-03-01")), { databases: [], tables: [wider] }, { restore }).steps;
      if (step?.kind !== "update-table") throw new Error("a new column is an update");
      expect(step.input.Parameters?.[CURATED_THROUGH]).toBe("2026-03-01");
      expect(step.changes.map(({ name }) => name)).not.toContain(CURATED_THROUGH);
    }
  });

  test("is no drift, and neither is it for a table that has none", () => {
    expect(tableDrift(at("2026-03-01")).items).toEqual([]);
    expect(tableDrift(at()).items).toEqual([]);
    const foreign = { ...at(), Parameters: { ...at().Parameters, theirs: "x" } };
    expect(tableDrift(foreign).items).toMatchObject([{ name: "theirs" }]);
  });

  test("an event without arrays is read by one statement, too", () => {
    const { delivered, curated } = pair(event([field("a")]));
    expect(glueTableInput(curated).Parameters).not.toHaveProperty("projection.enabled");
    expect(daySelect({ delivered, curated, dt: "2026-03-01", keep: false }, "athena")).toContain(
      "FROM acme_store.thing_done_v1",
    );
  });
});
