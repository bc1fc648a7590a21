// Everything that `generate` writes for a project: the client, and the files of its tables.
import { type GeneratedFile, generateClient } from "@tracklake/codegen";
import type { State } from "./state.js";
import { tableFiles } from "./table-files.js";

/** The files, their paths relative to the output folder. */
export function generatedFiles({ events, revisions, project }: State): GeneratedFile[] {
  const { lake, views, delivery } = project;
  const options = { personal: views.personal, ...delivery };
  return [...generateClient(events, { timeZone: lake.timeZone }), ...tableFiles(revisions, lake, options)];
}
