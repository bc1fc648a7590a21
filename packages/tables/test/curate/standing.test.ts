import type { Table } from "@aws-sdk/client-glue";
import { expect, test } from "vitest";
import { appliedInput } from "../../src/glue/created-input.js";
import { tableUpdate } from "../../src/glue/table-update.js";
import { glueTableInput, obstacle, type TableModel, tableModels } from "../../src/index.js";
import { arrayOf, event, field, lake, revised } from "../rich-event.js";

function model(fields: Parameters<typeof event>[0], revision = 1): TableModel {
  const [table] = tableModels([{ ...revised(event(fields)), revision }], lake);
  if (!table) throw new Error("one revision gives one table");
  return table;
}

const ours = model([field("a"), field("items", arrayOf(field("sku")))]);
const live = (of: TableModel = ours, more: (input: Table) => Table = (input) => input): Table =>
  more({ ...appliedInput(of), Name: of.name, DatabaseName: of.database, VersionId: "3" });

/** The table after two branches applied what each has, at the same revision. */
function merged(other: TableModel): Table {
  const { input } = tableUpdate(live(other), glueTableInput(ours));
  return { ...input, Name: ours.name, DatabaseName: ours.database, VersionId: "4" };
}

test.each<[string, Table | undefined, string | undefined]>([
  ["no table", undefined, undefined],
  ["what was applied", live(), undefined],
  ["an older one", live(model([field("a")])), undefined],
  ["a later revision", live(model([field("a")], 2)), "is later than these schemas"],
  [
    "the same revision of another branch, applied by it alone",
    live(model([field("a"), field("b")])),
    "has what was applied from other schemas than these (b)",
  ],
  [
    "the same revision of two branches",
    merged(model([field("a"), field("b")])),
    "has what was applied from other schemas than these (b)",
  ],
  [
    "another branch's field in a struct of an array",
    merged(model([field("a"), field("items", arrayOf(field("sku"), field("price")))])),
    "has what was applied from other schemas than these (items[].price)",
  ],
  [
    "a column that somebody added by hand",
    live(ours, ({ StorageDescriptor: storage = {}, ...rest }) => ({
      ...rest,
      StorageDescriptor: { ...storage, Columns: [...(storage.Columns ?? []), { Name: "theirs", Type: "string" }] },
    })),
    undefined,
  ],
  [
    "the same place without its last slash",
    live(ours, (table) => ({
      ...table,
      StorageDescriptor: { ...table.StorageDescriptor, Location: ours.location.replace(/\/$/, "") },
    })),
    undefined,
  ],
  [
    "another place",
    live(ours, (table) => ({
      ...table,
      StorageDescriptor: { ...table.StorageDescriptor, Location: "s3://logs/orders/" },
    })),
    `lies at s3://logs/orders/, and not at ${ours.location}`,
  ],
  [
    "registered partitions",
    live(ours, (table) => ({ ...table, Parameters: { ...table.Parameters, "projection.enabled": "false" } })),
    "has partitions that are registered one by one, wherever each lies",
  ],
  [
    "a template of another place",
    live(ours, (table) => ({
      ...table,
      Parameters: { ...table.Parameters, "storage.location.template": "s3://logs/orders/${dt}/" },
    })),
    `has its partitions at s3://logs/orders/\${dt}/, and not at ${ours.location}dt=\${dt}/`,
  ],
])("%s", (_, table, want) => {
  expect(obstacle(table, ours)?.what).toBe(want);
});
