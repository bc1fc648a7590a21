// Schema evolution on a real engine: what the rules call safe for STORAGE is read with the values that were written, and what
// they call a break is shown to be one. Where the engine disagrees, the rule is wrong.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand } from "@aws-sdk/client-glue";
import { DuckDBInstance } from "@duckdb/node-api";
import { type EventJudgement, judgeEvent, judgeLake, type StorageFormat } from "@tracklake/compat";
import type { EventModel, FieldModel } from "@tracklake/schema";
import { glueTableInput, tableModels } from "@tracklake/tables";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases, modelOf } from "./evolution/cases.js";
import type { Outcome } from "./evolution/outcome.js";
import { type Outcomes, publishedModels, replay, setPartitionColumns } from "./evolution/replay.js";
import { type EngineLake, engineLake } from "./lake/engine-lake.js";

let lake: EngineLake;
const shown: string[] = [];

beforeAll(async () => {
  lake = await engineLake("evolve", "UTC");
});
afterAll(() => {
  console.info(shown.join("\n"));
  lake?.close();
});

describe("a change", () => {
  test.each(cases.map((one, index) => [one.name, one, index] as const))("%s", async (name, history, index) => {
    const event = `case_${index}`;
    const models = publishedModels(event, history);
    const rules = new Set<string>();
    const verdict = (format: StorageFormat): "safe" | "break" => {
      const found = models.flatMap(
        (model, at) =>
          judgeEvent(
            models.slice(0, at).map((published, i) => ({ model: published, revision: i + 1 })),
            model,
            {
              formats: [format],
              counterexamples: false,
            },
          ).judgements,
      );
      for (const { rule } of found) rules.add(rule);
      return found.some(({ verdicts }) => verdicts.STORAGE === "break") ? "break" : "safe";
    };
    const wanted = { json: verdict("json"), parquet: verdict("parquet"), iceberg: verdict("iceberg") };
    const outcomes = await replay(lake, event, history);
    const found: Record<StorageFormat, "safe" | "break"> = {
      json: told(outcomes.json),
      parquet: worse(outcomes),
      iceberg: told(outcomes.iceberg),
    };
    shown.push(`${name} (${[...rules].filter((rule) => rule !== "EVENT_ADDED").join(", ")})`);
    for (const [format, { same, ...rest }] of Object.entries(outcomes)) {
      shown.push(`  ${format}: ${same ? "as written" : (rest as { how: string }).how}`);
    }
    for (const format of history.stricter ?? []) {
      expect([name, format, found[format], wanted[format]]).toEqual([name, format, "safe", "break"]);
      found[format] = "break";
    }
    for (const format of history.unshown ?? []) {
      expect(outcomes[format]).toEqual({ same: false, how: expect.stringContaining("NOT_SUPPORTED") });
      found[format] = wanted[format];
    }
    expect(found).toEqual(wanted);
  });
});

test("decimals of another writer, who keeps them as whole numbers of 32 and 64 bits, are read in wider columns", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-decimals-"));
  const file = join(folder, "decimals.parquet");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(
    `COPY (SELECT 'x' AS event_id, 123.45::DECIMAL(5,2) AS a, -1234567.89::DECIMAL(9,2) AS b, 1234567890123456.78::DECIMAL(18,2) AS c, {'d': 1.25::DECIMAL(9,2)} AS s) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
  await lake.put("decimals/file", await readFile(file));
  await rm(folder, { recursive: true, force: true });
  const columns = { a: "decimal(9,2)", b: "decimal(20,2)", c: "decimal(38,2)", s: "struct<d:decimal(12,5)>" };
  const wider = { a: "decimal(10,5)", b: "decimal(12,5)", c: "decimal(38,20)", s: "struct<d:decimal(38,30)>" };
  const [table] = tableModels(
    [{ model: modelOf("decimals", { properties: [], lines: [] }), revision: 1, fingerprint: "", predecessor: null }],
    lake.lake,
    { format: "parquet" },
  );
  if (!table) throw new Error("one event gives one table");
  const numbers: string[][] = [];
  for (const [index, types] of [columns, wider].entries()) {
    const { StorageDescriptor, ...input } = glueTableInput({ ...table, name: `decimals_${index}` });
    const Columns = Object.entries(types).map(([Name, Type]) => ({ Name, Type }));
    const Location = `s3://${lake.lake.bucket}/decimals/`;
    const TableInput = { ...input, PartitionKeys: [], StorageDescriptor: { ...StorageDescriptor, Columns, Location } };
    await lake.glue.send(new CreateTableCommand({ DatabaseName: table.database, TableInput }));
    const { rows } = await lake.ask(`SELECT a, b, c, s.d AS d FROM ${table.database}.decimals_${index}`);
    numbers.push(Object.values(rows[0] ?? {}).map((value) => String(value).replace(/0+$/, "")));
  }
  const written = ["123.45", "-1234567.89", "1234567890123456.78", "1.25"];
  expect(numbers).toEqual([written, written]);
});

test("a decimal that grows makes the stored view stale until it is replaced, as the rule's way out says", async () => {
  const events = [decimalOf(12), decimalOf(14)].map((model, index) => ({
    model,
    revision: index + 1,
    fingerprint: "",
    predecessor: null,
    status: "published" as const,
  }));
  await lake.applyTables(events.slice(0, 1));
  await lake.writeViews(events.slice(0, 1));
  await lake.put("events/grown_v1/dt=2026-01-01/a", '{"event_id":"a","price":"1.25"}\n');
  await lake.applyTables(events);
  const ask = () => lake.ask("SELECT price FROM evolve.grown WHERE dt = '2026-01-01'");
  await expect(ask()).rejects.toThrow(/VIEW_IS_STALE/);
  await lake.writeViews(events);
  expect((await ask()).rows).toEqual([{ price: "1.25" }]);
});

describe("what no revision of an event is", () => {
  const fields = (order: readonly string[]): FieldModel[] => [
    {
      name: "place",
      type: { kind: "struct", fields: order.map((name) => ({ name, type: { kind: "string" }, required: false })) },
      required: false,
    },
  ];
  const lines = [{ event_id: "a", place: { city: "Kyoto", street: "Shijo" } }];

  test("NESTED_ORDER_CHANGED: a registered partition keeps the older order", async () => {
    const before = { properties: fields(["city", "street"]), lines };
    const after = { properties: fields(["street", "city"]), lines: [] };
    expect(storageOf(judged(modelOf("nested", before), modelOf("nested", after), "parquet"))).toBe("break");
    await replay(lake, "nested", { name: "nested", steps: [before] });
    // Published in order the table never becomes like this; its partitions are given the other order instead.
    await setPartitionColumns(lake, "nested", [modelOf("nested", after)]);
    await expect(lake.ask("SELECT place FROM evolve_store.nested_v1_curated")).rejects.toThrow(
      /HIVE_PARTITION_SCHEMA_MISMATCH/,
    );
  });

  test("TABLE_FORMAT_CHANGED: a table of the other format does not read the files that are there", async () => {
    expect(judgeLake({ timeZone: "UTC" }, { timeZone: "UTC", format: "parquet" })).toMatchObject([
      { rule: "TABLE_FORMAT_CHANGED", verdicts: { STORAGE: "break" } },
    ]);
    const model = modelOf("format", { properties: fields(["city"]), lines: [] });
    await replay(lake, "format", { name: "format", steps: [{ properties: fields(["city"]), lines }] });
    const [table] = tableModels([{ model, revision: 1, fingerprint: "", predecessor: null }], lake.lake, {
      format: "parquet",
    });
    if (!table) throw new Error("one event gives one table");
    const at = { database: table.database, name: "format_of_lines" };
    const { StorageDescriptor, ...input } = glueTableInput({ ...table, ...at });
    const Location = `s3://${lake.lake.bucket}/events/format_v1/dt=2026-01-01/`;
    const TableInput = { ...input, PartitionKeys: [], StorageDescriptor: { ...StorageDescriptor, Location } };
    await lake.glue.send(new CreateTableCommand({ DatabaseName: at.database, TableInput }));
    await expect(lake.ask(`SELECT * FROM ${at.database}.${at.name}`)).rejects.toThrow(
      /HIVE_BAD_DATA|HIVE_CANNOT_OPEN_SPLIT/,
    );
  });

  test("TIME_ZONE_CHANGED: an event that is sent again meets itself in no partition", async () => {
    expect(judgeLake({ timeZone: "UTC" }, { timeZone: "Asia/Tokyo" })).toMatchObject([
      { rule: "TIME_ZONE_CHANGED", verdicts: { STORAGE: "break" } },
    ]);
    const model = modelOf("zone", { properties: fields(["city"]), lines: [] });
    const events = [{ model, revision: 1, fingerprint: "", predecessor: null, status: "published" as const }];
    await lake.applyTables(events);
    await lake.writeViews(events);
    const line = `${JSON.stringify({ event_id: "a", event_sequence: 1, event_time: "2026-01-01 20:00:00.000" })}\n`;
    const count = async () => {
      const { rows } = await lake.ask(
        "SELECT count(*) AS events FROM evolve.zone WHERE dt BETWEEN '2026-01-01' AND '2026-01-02'",
      );
      return rows[0]?.events;
    };
    for (const retry of ["1", "2"]) await lake.put(`events/zone_v1/dt=2026-01-01/${retry}`, line);
    expect(await count()).toBe("1");
    await lake.put("events/zone_v1/dt=2026-01-02/1", line);
    expect(await count()).toBe("2");
  });
});

function decimalOf(precision: number): EventModel {
  const price: FieldModel = { name: "price", type: { kind: "decimal", precision, scale: 2 }, required: false };
  return modelOf("grown", { properties: [price], lines: [] });
}

function judged(before: EventModel, after: EventModel, format: StorageFormat): EventJudgement {
  return judgeEvent([{ model: before, revision: 1 }], after, { formats: [format], counterexamples: false });
}

function storageOf({ judgements }: EventJudgement): "safe" | "break" {
  return judgements.some(({ verdicts }) => verdicts.STORAGE === "break") ? "break" : "safe";
}

function told({ same }: Outcome): "safe" | "break" {
  return same ? "safe" : "break";
}

/** Parquet is safe where both kinds of partitions are: those with columns of their own, and those with the table's. */
function worse({ parquet, parquetOfTable }: Outcomes): "safe" | "break" {
  return parquet.same && parquetOfTable.same ? "safe" : "break";
}
