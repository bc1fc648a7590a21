// A table as GetTable shows it: its input and what the catalogue itself knows.
import type { Members } from "../stack/members.js";
import type { TableRecord, TableVersion } from "./records.js";

/** One version of a table, the current one unless said. */
export function shownTable(table: TableRecord, version: TableVersion = table.current): Members {
  const { database, created } = table;
  return {
    ...version.input,
    DatabaseName: database,
    CreateTime: created,
    UpdateTime: version.updated,
    CreatedBy: "arn:aws:iam::000000000000:user/local",
    IsRegisteredWithLakeFormation: false,
    CatalogId: "000000000000",
    VersionId: version.id,
  };
}
