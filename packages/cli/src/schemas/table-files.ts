// The files that `generate` writes beside the client: DDL and Glue input of each table, DDL of each view.
import type { Lake } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import { athenaDdl, glueTableInput, tableModels, viewDdl, views } from "@tracklake/tables";
import { jsonText } from "../print/json.js";

/** A file to write, its path relative to the output. */
export interface TableFile {
  readonly path: string;
  readonly content: string;
}

/** The files of the tables and views of a lake. */
export function tableFiles(revisions: readonly RegisteredEvent[], lake: Lake): TableFile[] {
  return [
    ...tableModels(revisions, lake).flatMap((table) => [
      { path: `athena/${table.name}.sql`, content: `${athenaDdl(table)};\n` },
      { path: `glue/${table.name}.json`, content: `${jsonText(glueTableInput(table), 2)}\n` },
    ]),
    ...views(revisions, lake).map((view) => ({ path: `athena/${view.name}.sql`, content: `${viewDdl(view)};\n` })),
  ];
}
