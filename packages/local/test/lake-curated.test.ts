// Curated days in the local lake: written as Parquet, registered over the wire, read by views up to the boundary.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  GlueClient,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { appliedInput, CURATED_THROUGH, partitionInput, type TableModel, tableModels } from "@tracklake/tables";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LocalLake, type LocalStack, openLake, startLocalStack, writeDay } from "../src/index.js";
import { type LakeFixture, lake, lakeFixture, line, revisions } from "./lake-fixture.js";

let fixture: LakeFixture;
let stack: LocalStack;
let glue: GlueClient;
let delivered: TableModel;
let curated: TableModel;
const DAY = "2026-03-01";
const at = (run: string) => `${curated.location}dt=${DAY}/run=${run}/`;

beforeEach(async () => {
  fixture = await lakeFixture();
  stack = await startLocalStack({ directory: fixture.directory, log: () => {} });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  glue = new GlueClient({ endpoint: stack.url, region: "local", credentials });
  const published = await revisions();
  [delivered, curated] = [tableModels(published, lake), tableModels(published, lake, { format: "parquet" })].map(
    ([table]) => table,
  ) as [TableModel, TableModel];
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "acme_store" } }));
  await glue.send(new CreateTableCommand({ DatabaseName: "acme_store", TableInput: appliedInput(curated) }));
});
afterEach(async () => {
  glue.destroy();
  await stack.close();
  await fixture.remove();
});

const own = () => ({ directory: fixture.directory, delivered, curated, dt: DAY, keep: false });
const register = (run: string) =>
  glue.send(
    new CreatePartitionCommand({
      DatabaseName: "acme_store",
      TableName: curated.name,
      PartitionInput: partitionInput(curated, [DAY], at(run)),
    }),
  );
const move = (day: string) => {
  const input = appliedInput(curated);
  const Parameters = { ...input.Parameters, [CURATED_THROUGH]: day };
  return glue.send(new UpdateTableCommand({ DatabaseName: "acme_store", TableInput: { ...input, Parameters } }));
};
const ids = async (opened: LocalLake, view = "order_placed") =>
  (await opened.query(`SELECT event_id, dt FROM ${view} ORDER BY 1`)).rows.map((row) => row.join(" "));

describe("a day", () => {
  test("is written once each, with every type, and read back equal through the view", async () => {
    const items = [{ sku: "a", quantity: 1 }];
    const rich = { plan: "pro", user_id: 9, total: 1.5, items, address: { city: "Kyoto" }, labels: { a: "b" } };
    await fixture.put(DAY, "a.ndjson", line("e-1", "2026-03-01 01:00:00.123", rich).repeat(2));
    await fixture.put(DAY, "b.gz", line("e-2", "2026-03-01 02:00:00.000", { plan: "free" }));
    await fixture.put("2026-03-02", "c.ndjson", line("e-3", "2026-03-02 02:00:00.000", { plan: "free" }));
    const opened = await fixture.open();
    const before = (await opened.query("SELECT * FROM order_placed ORDER BY event_id")).rows;
    expect(await writeDay({ ...own(), location: at("r1") })).toEqual({ rows: 2, warnings: [] });
    // Written, and nobody sees it: not before its partition, and not before the boundary.
    expect(await ids(opened)).toHaveLength(3);
    await register("r1");
    expect(await ids(opened)).toHaveLength(3);
    await move(DAY);
    expect((await opened.query("SELECT * FROM order_placed ORDER BY event_id")).rows).toEqual(before);
    expect(await ids(opened, "order_placed__items")).toEqual([`e-1 ${DAY}`]);
    // It is the Parquet file that is read now: what is delivered for that day is not.
    await fixture.put(DAY, "late.ndjson", line("e-9", "2026-03-01 03:00:00.000", { plan: "pro" }));
    await fixture.put("2026-03-02", "d.ndjson", line("e-4", "2026-03-02 03:00:00.000", { plan: "pro" }));
    expect(await ids(opened)).toEqual([`e-1 ${DAY}`, `e-2 ${DAY}`, "e-3 2026-03-02", "e-4 2026-03-02"]);
    // The table itself is asked for all that was delivered.
    const all = await opened.query("SELECT count(*) AS n FROM acme_store.order_placed_v1, order_placed WHERE false");
    expect(all.rows).toEqual([[0n]]);
    expect((await opened.query("SELECT count(*) AS n FROM acme_store.order_placed_v1")).rows).toEqual([[6n]]);
  });

  test("of a table that has got more columns since reads NULL in them", async () => {
    const old = { ...curated, columns: curated.columns.filter(({ name }) => name !== "labels" && name !== "address") };
    await fixture.put(DAY, "a.ndjson", line("e-1", "2026-03-01 01:00:00.000", { plan: "pro", labels: { a: "b" } }));
    await writeDay({ ...own(), curated: old, location: at("r1") });
    await register("r1");
    await move(DAY);
    const { rows } = await (await fixture.open()).query("SELECT event_id, labels, address__city FROM order_placed");
    expect(rows).toEqual([["e-1", null, null]]);
  });

  test("keeps what is curated when it is told to, each once", async () => {
    await fixture.put(DAY, "a.ndjson", line("e-1", "2026-03-01 01:00:00.000", { plan: "pro" }));
    await writeDay({ ...own(), location: at("r1") });
    await fixture.put(DAY, "a.ndjson", line("e-2", "2026-03-01 01:00:00.000", { plan: "pro" }));
    expect(await writeDay({ ...own(), keep: true, keptLocation: at("r1"), location: at("r2") })).toMatchObject({
      rows: 2,
    });
    expect(await writeDay({ ...own(), keep: true, keptLocation: at("r2"), location: at("r3") })).toMatchObject({
      rows: 2,
    });
  });

  test("tells of lines that it leaves out, as a query does", async () => {
    await fixture.put(DAY, "a.ndjson", `${line("e-1", "2026-03-01 01:00:00.000", { plan: "pro" })}broken\n`);
    const { rows, warnings } = await writeDay({ ...own(), location: at("r1") });
    expect({ rows, warnings }).toEqual({ rows: 1, warnings: [expect.stringMatching(/1 broken line left out/)] });
  });

  test("without lines is an empty file, and a run without a folder is no row", async () => {
    expect(await writeDay({ ...own(), location: at("r1") })).toMatchObject({ rows: 0 });
    await register("r2");
    await move(DAY);
    expect(await ids(await fixture.open())).toEqual([]);
  });

  test.each([
    ["outside of the table", "s3://acme-lake/events/order_placed_v1/dt=2026-03-01/"],
    ["in another bucket", "s3://other/curated/order_placed_v1/dt=2026-03-01/"],
    ["upwards", "s3://acme-lake/curated/order_placed_v1/../../x/"],
  ])("is not written %s", async (_, location) => {
    await expect(writeDay({ ...own(), location })).rejects.toMatchObject({ code: "lake-unreadable" });
  });

  test("ends when it is interrupted", async () => {
    await fixture.put(DAY, "a.ndjson", line("e-1", "2026-03-01 01:00:00.000", { plan: "pro" }));
    const controller = new AbortController();
    const writing = writeDay({ ...own(), location: at("r1"), signal: controller.signal });
    controller.abort();
    await expect(writing).rejects.toMatchObject({
      code: "query-failed",
      message: expect.stringContaining("interrupted"),
    });
  });
});

describe("the table itself", () => {
  const table = "acme_store.order_placed_v1_curated";
  const listed = async (opened: LocalLake) => (await opened.query("SHOW TABLES IN acme_store")).rows.flat();

  test("is named as in Athena: what its partitions point to, whatever the boundary", async () => {
    await fixture.put(DAY, "a.ndjson", line("e-1", "2026-03-01 01:00:00.000", { plan: "pro" }).repeat(2));
    const opened = await fixture.open();
    expect(await ids(opened, table)).toEqual([]);
    await writeDay({ ...own(), location: at("r1") });
    expect(await ids(opened, table)).toEqual([]);
    await register("r1");
    expect(await ids(opened, table)).toEqual([`e-1 ${DAY}`]);
    // Beside the delivered table and the view, in one query.
    const { rows } = await opened.query(
      `SELECT (SELECT count(*) FROM ${table}), (SELECT count(*) FROM acme_store.order_placed_v1), (SELECT count(*) FROM order_placed)`,
    );
    expect(rows).toEqual([[1n, 2n, 1n]]);
    expect((await opened.query(`DESCRIBE ${table}`)).rows.at(-1)?.slice(0, 2)).toEqual(["dt", "string"]);
    expect(await listed(opened)).toContain("order_placed_v1_curated");
  });

  test("is not there before the first curation, and is not listed", async () => {
    const elsewhere = { directory: fixture.directory, lake, revisions: await revisions(), glueDirectory: "/nowhere" };
    const opened = await openLake(elsewhere);
    expect(await listed(opened)).not.toContain("order_placed_v1_curated");
    for (const sql of [`SELECT 1 FROM ${table}`, `DESCRIBE ${table}`]) {
      await expect(opened.query(sql)).rejects.toMatchObject({
        code: "table-unknown",
        message: expect.stringContaining("npx tracklake curate"),
      });
    }
    opened.close();
  });
});

describe("the endpoint", () => {
  const announced = () => join(fixture.directory, "../glue/endpoint.json");

  test("says beside the catalogue where it listens, until it is closed", async () => {
    expect(readdirSync(join(fixture.directory, "../glue"))).toContain("endpoint.json");
    const next = await startLocalStack({ directory: fixture.directory, log: () => {} });
    // The first one's end takes nothing away that the second has written.
    await stack.close();
    expect(existsSync(announced())).toBe(true);
    await next.close();
    expect(existsSync(announced())).toBe(false);
  });
});

test("a lake whose catalogue lies elsewhere is opened with it", async () => {
  await fixture.put(DAY, "a.ndjson", line("e-1", "2026-03-01 01:00:00.000", { plan: "pro" }));
  await writeDay({ ...own(), location: at("r1") });
  await register("r1");
  await move(DAY);
  await fixture.put(DAY, "late.ndjson", line("e-2", "2026-03-01 01:00:00.000", { plan: "pro" }));
  const options = { directory: fixture.directory, lake, revisions: await revisions() };
  const [here, elsewhere] = [await openLake(options), await openLake({ ...options, glueDirectory: "/nowhere" })];
  expect([(await ids(here)).length, (await ids(elsewhere)).length]).toEqual([1, 2]);
  here.close();
  elsewhere.close();
});
