// The files that `generate` writes beside the client: DDL and Glue input of each table, DDL of each view.
import type { Lake } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import {
  athenaDdl,
  failureTables,
  glueTableInput,
  lakeViews,
  type TableModelOptions,
  tableModels,
  type ViewsOptions,
  viewDdl,
  views,
} from "@tracklake/tables";
import { jsonText } from "../print/json.js";

/** A file to write, its path relative to the output. */
export interface TableFile {
  readonly path: string;
  readonly content: string;
}

/** The files of the tables and views of a lake. */
export function tableFiles(
  revisions: readonly RegisteredEvent[],
  lake: Lake,
  options: Pick<ViewsOptions, "personal"> & Pick<TableModelOptions, "keys" | "delivery"> = {},
): TableFile[] {
  const ofEvents = views(revisions, lake, options);
  const ofLake = lakeViews(ofEvents, lake);
  const failures = failureTables(lake);
  return [
    ...tableModels(revisions, lake, options).flatMap((table) => [
      { path: `athena/${table.name}.sql`, content: `${athenaDdl(table)};\n` },
      { path: `glue/${table.name}.json`, content: `${jsonText(glueTableInput(table), 2)}\n` },
    ]),
    ...failures.map((table) => ({
      path: `glue/${table.name}.json`,
      content: `${jsonText(glueTableInput(table), 2)}\n`,
    })),
    ...[...ofEvents, ...ofLake].map((view) => {
      // What failed has a table and a view of one name: one file, in the order in which they are made.
      const table = failures.find(({ name }) => name === view.name);
      const before = table ? `${athenaDdl(table)};\n\n` : "";
      return { path: `athena/${view.name}.sql`, content: `${before}${viewDdl(view)};\n` };
    }),
  ];
}
