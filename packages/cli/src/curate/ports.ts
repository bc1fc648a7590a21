// What a curation works with: each a small port, so that a test may stop it between any two of its steps.
import type { CurationCatalogue, TableModel } from "@tracklake/tables";
import type { EventViews } from "./event-views.js";
import type { LakeFiles } from "./files/lake-files.js";
import type { DayWriter } from "./writers/day-writer.js";

/** The two tables of an event's major. */
export interface TablePair {
  readonly delivered: TableModel;
  readonly curated: TableModel;
}

/** What a curation works with. */
export interface CurationPorts {
  readonly files: LakeFiles;
  readonly catalogue: CurationCatalogue;
  readonly writer: DayWriter;
  readonly views: EventViews;
  /** Makes the curated table, or adds the columns that it lacks. @throws CliError when the catalogue refuses it. */
  ensure(curated: TableModel): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** The name of a run that begins now. */
  newRun(): string;
}

/** The folder of a table from the bucket's root, ending in `/`. */
export function folderOf({ location }: Pick<TableModel, "location">): string {
  return location.replace(/^s3:\/\/[^/]+\//, "");
}
