// Lines as Parquet: measured whole and by column, for every type of a column and a name that has to be quoted.
import { expect, test } from "vitest";
import { parquetSize } from "../src/index.js";

const table = (columns: [string, string][]) => ({
  database: "acme_store",
  name: "t_v1_curated",
  format: "parquet" as const,
  columns: columns.map(([name, type]) => ({ name, type })),
  partitionKeys: [],
  location: "s3://b/t/",
  parameters: {},
});

test("a column's bytes are its own, and grow with what is in it", async () => {
  const columns: [string, string][] = [
    ["same", "string"],
    ["end", "bigint"],
    ["items", "array<struct<sku:string,price:decimal(10,2)>>"],
    ["tags", "map<string,boolean>"],
  ];
  const lines = Array.from({ length: 5_000 }, (_, i) => {
    const row = { same: "x", end: i * 7919, items: [{ sku: `s${i}`, price: "1.50" }], tags: { a: true } };
    return `${JSON.stringify(row)}\n`;
  });
  const { bytes, columns: sizes } = await parquetSize(table(columns), lines);
  expect(Object.keys(sizes).sort()).toEqual(["end", "items", "same", "tags"]);
  expect(sizes.same ?? 0).toBeLessThan(500);
  expect(sizes.end ?? 0).toBeGreaterThan(5_000);
  const sum = Object.values(sizes).reduce((all, one) => all + one, 0);
  expect(bytes).toBeGreaterThan(sum);
  expect(bytes).toBeLessThan(Buffer.byteLength(lines.join("")));
});
