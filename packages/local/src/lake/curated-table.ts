// A curated table of the lake as a DuckDB view over the Parquet files that its registered partitions point to.
// Partitions and boundary stand in one file of the local catalogue, so a query sees both of one moment.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { PARTITION_COLUMN } from "@tracklake/envelope";
import { boundaryOf, duckdbColumns, type TableModel } from "@tracklake/tables";
import { LocalError } from "../errors.js";
import { readTableRecord } from "../glue/catalogue-file.js";
import { globPath, quoteName, quoteText } from "./sql-text.js";

/** One curated table of a lake. */
export class CuratedTable {
  #made = "";
  #registered = false;

  constructor(
    readonly model: TableModel,
    /** The lake's folder. */
    private readonly directory: string,
    /** The local catalogue's. */
    private readonly glueDirectory: string,
    private readonly connection: DuckDBConnection,
  ) {}

  /**
   * Makes the view over the partitions that are registered now.
   *
   * @returns The last day that is to be read from here, or `undefined`.
   * @throws LocalError `glue-unreadable`, `lake-unreadable`.
   */
  async refresh(): Promise<string | undefined> {
    const { database, name } = this.model;
    const record = await readTableRecord(this.glueDirectory, database, name);
    this.#registered = record !== undefined;
    const folders = (record?.partitions ?? []).map(({ input }) => {
      const { Location = "" } = (input.StorageDescriptor ?? {}) as { Location?: string };
      return localFolder(this.directory, this.model, Location);
    });
    await this.over(folders);
    return boundaryOf(record?.current.input.Parameters as Record<string, string> | undefined);
  }

  /** Whether the table was in the catalogue when it was last looked at: the first curation makes it. */
  get registered(): boolean {
    return this.#registered;
  }

  /** Makes the view over the files of these folders. */
  async over(folders: readonly string[]): Promise<void> {
    const files = (await Promise.all(folders.map(parquetFiles))).flat();
    const columns = [...Object.entries(duckdbColumns(this.model)), [PARTITION_COLUMN, "VARCHAR"] as const];
    const nulls = columns.map(([column, type]) => `CAST(NULL AS ${type}) AS ${quoteName(column)}`);
    const paths = files.map((path) => quoteText(globPath(path)));
    const empty = `SELECT ${nulls.join(", ")} WHERE false`;
    // A file lacks the columns that came after it was written: by name, they are NULL in it.
    const read =
      `SELECT * FROM read_parquet([${paths.join(", ")}], union_by_name = true, hive_partitioning = true, ` +
      `hive_types = {'${PARTITION_COLUMN}': VARCHAR, 'run': VARCHAR})`;
    const list = columns.map(([column]) => quoteName(column)).join(", ");
    const select = files.length === 0 ? empty : `SELECT ${list} FROM (${empty} UNION ALL BY NAME ${read})`;
    if (select === this.#made) return;
    const name = `${quoteName(this.model.database)}.${quoteName(this.model.name)}`;
    await this.connection.run(`CREATE OR REPLACE VIEW ${name} AS ${select}`);
    this.#made = select;
  }
}

/**
 * The folder on disk of a location in the lake's bucket.
 *
 * @throws LocalError `lake-unreadable` for a location outside of the table's own.
 */
export function localFolder(directory: string, model: Pick<TableModel, "location" | "name">, location: string): string {
  const [, root = ""] = /^s3:\/\/[^/]+\/(.*)$/.exec(model.location) ?? [];
  const inside = location.startsWith(model.location) ? location.slice(model.location.length) : undefined;
  if (inside === undefined || inside.split("/").includes("..")) {
    const text = `A partition of ${model.name} lies at ${location}, which is not below ${model.location}; correct it.`;
    throw new LocalError("lake-unreadable", text);
  }
  return join(directory, root, inside);
}

async function parquetFiles(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => !/^[._]/.test(name)).sort();
    return names.map((name) => join(folder, name));
  } catch (error) {
    // A run that had nothing to write left no folder.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new LocalError("lake-unreadable", `The lake's folder ${folder} cannot be read; check its permissions.`, {
      cause: error,
    });
  }
}
