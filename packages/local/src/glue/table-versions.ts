// Versions of a table: the current one and those that were archived, newest first; archived ones are deleted on request.
import { list, type Members, missing, text } from "../stack/members.js";
import type { Operation } from "../stack/operation.js";
import { constraint, ServiceFault } from "../stack/service-fault.js";
import type { CatalogueFile } from "./catalogue-file.js";
import { findTable, nameOf } from "./lookup.js";
import { versionText } from "./model-limits.js";
import { page } from "./page.js";
import type { TableRecord, TableVersion } from "./records.js";
import { shownTable } from "./shown-table.js";

/** API: BatchDeleteTableVersionList, at most 100. */
const BATCH = 100;

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
    [
      "BatchDeleteTableVersion",
      async (input) => {
        const table = tableOf(input);
        const ids = list(input, "VersionIds", "versionIds") ?? missing("versionIds");
        if (ids.length > BATCH) throw constraint("versionIds", `have length less than or equal to ${BATCH}`);
        const known = new Set(table.archived.map(({ id }) => id));
        const gone = new Set(ids.filter((id) => known.has(String(id))).map(String));
        await catalogue.putTable({ ...table, archived: table.archived.filter(({ id }) => !gone.has(id)) });
        return { Errors: ids.filter((id) => !gone.has(String(id))).map((id) => refusal(table, String(id))) };
      },
    ],
  ];
}

/** The current version stays. */
function refusal(table: TableRecord, id: string): Members {
  const current = id === table.current.id;
  const ErrorDetail = current
    ? { ErrorCode: "InvalidInputException", ErrorMessage: `Version ${id} is the current one.` }
    : { ErrorCode: "EntityNotFoundException", ErrorMessage: `Version ${id} not found.` };
  return { TableName: table.name, VersionId: id, ErrorDetail };
}

function versions({ current, archived }: TableRecord): TableVersion[] {
  return [current, ...[...archived].reverse()];
}

function shown(table: TableRecord, version: TableVersion): Members {
  return { Table: shownTable(table, version), VersionId: version.id };
}
