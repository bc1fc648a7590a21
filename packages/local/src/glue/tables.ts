// Tables: an update replaces the whole TableInput, gives the next version and refuses a stale one.
// API: UpdateTable's VersionId and SkipArchive; the versions before are kept unless SkipArchive says otherwise.
import { flag, type Members, requiredStructure, text } from "../stack/members.js";
import type { Operation } from "../stack/operation.js";
import { ServiceFault } from "../stack/service-fault.js";
import type { CatalogueFile } from "./catalogue-file.js";
import { findDatabase, findTable, nameOf } from "./lookup.js";
import { versionText } from "./model-limits.js";
import { page } from "./page.js";
import { shownTable } from "./shown-table.js";
import { tableInput } from "./table-input.js";

/** The operations on tables. */
export function tableOperations(catalogue: CatalogueFile): [string, Operation][] {
  return [
    ["CreateTable", (input) => createTable(catalogue, input)],
    ["UpdateTable", (input) => updateTable(catalogue, input)],
    [
      "GetTable",
      (input) => ({ Table: shownTable(findTable(catalogue, nameOf(input, "DatabaseName"), nameOf(input, "Name"))) }),
    ],
    ["GetTables", (input) => getTables(catalogue, input)],
    [
      "DeleteTable",
      async (input) => {
        await catalogue.deleteTable(findTable(catalogue, nameOf(input, "DatabaseName"), nameOf(input, "Name")));
        return {};
      },
    ],
  ];
}

async function createTable(catalogue: CatalogueFile, request: Members): Promise<Members> {
  const database = nameOf(request, "DatabaseName");
  const input = tableInput(requiredStructure(request, "TableInput", "tableInput"));
  const name = input.Name;
  if (findDatabase(catalogue, database).tables.has(name))
    throw new ServiceFault("AlreadyExistsException", "Table already exists.");
  const now = Date.now() / 1000;
  await catalogue.putTable({ database, name, created: now, current: { id: "0", input, updated: now }, archived: [] });
  return {};
}

async function updateTable(catalogue: CatalogueFile, request: Members): Promise<Members> {
  const database = nameOf(request, "DatabaseName");
  const input = tableInput(requiredStructure(request, "TableInput", "tableInput"));
  const expected = text(request, "VersionId", versionText, "versionId");
  const table = findTable(catalogue, database, input.Name);
  const { current, archived } = table;
  if (expected !== undefined && expected !== current.id)
    throw new ServiceFault("ConcurrentModificationException", "Update table failed due to concurrent modifications.");
  const id = String(Number(current.id) + 1);
  await catalogue.putTable({
    ...table,
    current: { id, input, updated: Date.now() / 1000 },
    archived: flag(request, "SkipArchive", "skipArchive") ? archived : [...archived, current],
  });
  return {};
}

function getTables(catalogue: CatalogueFile, request: Members): Members {
  const { tables } = findDatabase(catalogue, nameOf(request, "DatabaseName"));
  const expression = text(request, "Expression", { max: 2_048 }, "expression");
  const wanted = expression ? pattern(expression) : undefined;
  const sorted = [...tables.values()]
    .filter(({ name }) => wanted?.test(name) ?? true)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, next } = page(request, sorted);
  return { TableList: items.map((table) => shownTable(table)), ...next };
}

/** A regular expression that matches the whole name. */
function pattern(expression: string): RegExp {
  try {
    return new RegExp(`^(?:${expression})$`, "u");
  } catch (error) {
    throw new ServiceFault("InvalidInputException", error instanceof Error ? error.message : String(error));
  }
}
