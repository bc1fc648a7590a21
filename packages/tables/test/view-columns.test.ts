import type { Table } from "@aws-sdk/client-glue";
import { expect, test } from "vitest";
import { viewColumns } from "../src/glue/view-columns.js";
import { encodeView } from "../src/index.js";

const ViewOriginalText = encodeView({ database: "acme", columns: [{ name: "plan", type: "string" }] }, "SELECT plan");
const view = (...names: string[]): Table => ({
  Name: "plans",
  ViewOriginalText,
  StorageDescriptor: { Columns: names.map((Name) => ({ Name, Type: "string" })) },
});

test.each<[string, Table, string[]]>([
  ["as Athena writes them, beside the text", view("seats", "plan"), ["seats", "plan"]],
  ["as Trino does, in the text alone", view("dummy"), ["plan"]],
  ["a placeholder of a text that nobody can read", { ...view("dummy"), ViewOriginalText: "SELECT 1" }, []],
  ["nowhere", { Name: "plans" }, []],
])("columns of a view: %s", (_, live, want) => expect(viewColumns(live)).toEqual(want));
