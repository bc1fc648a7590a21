// Versions of a table: the current one and those that were archived, newest first.
import { type Members, text } from "../stack/members.js";
import type { Operation } from "../stack/operation.js";
import { ServiceFault } from "../stack/service-fault.js";
import type { CatalogueFile } from "./catalogue-file.js";
import { findTable, nameOf } from "./lookup.js";
import { versionText } from "./model-limits.js";
import { page } from "./page.js";
import type { TableRecord, TableVersion } from "./records.js";
import { shownTable } from "./shown-table.js";

/** The operations on versions. */
export function versionOperations(catalogue: CatalogueFile): [string, Operation][] {
  const tableOf = (input: Members) => findTable(catalogue, nameOf(input, "DatabaseName"), nameOf(input, "TableName"));
  return [
    [
      "GetTableVersions",
      (input) => {
        const table = tableOf(input);
        const { items, next } = page(input, versions(table));
        return { TableVersions: items.map((version) => shown(table, version)), ...next };
      },
    ],
    [
      "GetTableVersion",
      (input) => {
        const table = tableOf(input);
        const id = text(input, "VersionId", versionText, "versionId") ?? table.current.id;
        const version = versions(table).find((one) => one.id === id);
        if (!version) throw new ServiceFault("EntityNotFoundException", `Version ${id} not found.`);
        return { TableVersion: shown(table, version) };
      },
    ],
  ];
}

function versions({ current, archived }: TableRecord): TableVersion[] {
  return [current, ...[...archived].reverse()];
}

function shown(table: TableRecord, version: TableVersion): Members {
  return { Table: shownTable(table, version), VersionId: version.id };
}
