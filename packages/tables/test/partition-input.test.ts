import { describe, expect, test } from "vitest";
import { glueTableInput, isTablesError, partitionInput, type TableFormat, tableModels } from "../src/index.js";
import { lake, revised, rich } from "./rich-event.js";

function table(format: TableFormat) {
  const [first] = tableModels([revised(rich)], lake, { format });
  if (!first) throw new Error("one revision gives one table");
  return first;
}

const location = "s3://acme-lake/curated/order_placed_v1/dt=2026-03-01/run=0001/";

test("a partition has its table's whole column list, SerDe and formats, and a location of its own", () => {
  const { StorageDescriptor: ofTable } = glueTableInput(table("parquet"));
  const { Values, StorageDescriptor, ...rest } = partitionInput(table("parquet"), ["2026-03-01"], location);
  expect(Values).toEqual(["2026-03-01"]);
  expect(StorageDescriptor).toEqual({ ...ofTable, Location: location });
  expect(StorageDescriptor?.Columns?.map(({ Name }) => Name)).toContain("items");
  expect(StorageDescriptor?.SerdeInfo?.SerializationLibrary).toContain("ParquetHiveSerDe");
  expect(rest).toEqual({});
});

describe("refused", () => {
  test.each<[string, TableFormat, string[], string]>([
    ["an Iceberg table's", "iceberg", ["2026-03-01"], location],
    ["without a value", "parquet", [], location],
    ["with an empty value", "parquet", [""], location],
    ["with a value too many", "parquet", ["2026-03-01", "12"], location],
    ["at a location without a final slash", "parquet", ["2026-03-01"], location.slice(0, -1)],
    ["at a path", "parquet", ["2026-03-01"], "/curated/dt=2026-03-01/"],
  ])("a partition %s", (_, format, values, at) => {
    const code = (() => {
      try {
        partitionInput(table(format), values, at);
      } catch (error) {
        return isTablesError(error) ? error.code : error;
      }
    })();
    expect(code).toBe("bad-partition");
  });
});
