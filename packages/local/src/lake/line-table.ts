// A table of what failed as a DuckDB view over its files: their lines as text, with the day of each.
// Files are looked for at any depth: redrive sorts them into folders, and what is redriven is no failure any more.
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { TableModel } from "@tracklake/tables";
import { LocalError } from "../errors.js";
import { globPath, quoteName, quoteText } from "./sql-text.js";

/** Where a table of what failed has its files here. */
export interface LineSource {
  readonly folder: string;
  /** The ending of its files; none takes all. */
  readonly ending?: string;
  /** Zone of the days of letters, which lie here in no folder of a day; without one the folder's day counts. */
  readonly timeZone?: string;
}

/** Folders of redrive whose files wait for nobody: what was sent again. */
const DONE = "redriven";

/** One such table. */
export class LineTable {
  #made = "";
  #broken: readonly string[] = [];

  constructor(
    readonly model: TableModel,
    private readonly source: LineSource,
    private readonly connection: DuckDBConnection,
  ) {}

  /** Makes the view without looking at files. */
  async declare(): Promise<void> {
    await this.#make("SELECT NULL::VARCHAR AS line, NULL::VARCHAR AS dt WHERE false");
  }

  /** Makes the view over the files that are there now. */
  async refresh(): Promise<void> {
    const paths = await this.#files();
    if (paths.length === 0) return this.declare();
    this.#broken = [];
    const files = paths.map((path) => quoteText(globPath(path))).join(", ");
    const { timeZone } = this.source;
    const day =
      timeZone === undefined
        ? `regexp_extract(filename, '(\\d{4}-\\d{2}-\\d{2})[/\\\\]', 1)`
        : `strftime(timezone(${quoteText(timeZone)}, timezone('UTC', TRY_CAST(json_extract_string(json, '$.event_time') AS TIMESTAMP))), '%Y-%m-%d')`;
    await this.#make(
      `SELECT CAST(json AS VARCHAR) AS line, coalesce(${day}, '') AS dt FROM read_ndjson_objects([${files}], ` +
        `ignore_errors = true, filename = true, maximum_object_size = 67108864) WHERE json IS NOT NULL`,
    );
    const lost = await this.connection.runAndReadAll(
      `SELECT filename, count(*) FROM read_ndjson_objects([${files}], ignore_errors = true, filename = true, ` +
        `maximum_object_size = 67108864) WHERE json IS NULL GROUP BY filename`,
    );
    this.#broken = lost.getRows().map(([path, count]) => `${Number(count)} broken in ${String(path)}`);
  }

  /** What the last look at the files could not read. */
  warnings(): string[] {
    return this.#broken.map((text) => `${this.model.name}: lines left out, ${text}`);
  }

  async #make(select: string): Promise<void> {
    if (select === this.#made) return;
    const name = `${quoteName(this.model.database)}.${quoteName(this.model.name)}`;
    await this.connection.run(`CREATE OR REPLACE VIEW ${name} AS ${select}`);
    this.#made = select;
  }

  async #files(): Promise<string[]> {
    const { folder, ending = "" } = this.source;
    let entries: Awaited<ReturnType<typeof listed>>;
    try {
      entries = await listed(folder);
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && ["ENOENT", "ENOTDIR"].includes(String(cause.code))) return [];
      throw new LocalError("lake-unreadable", `The folder ${folder} cannot be read; check its permissions.`, { cause });
    }
    const found: string[] = [];
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const [first] = relative(folder, path).split(/[/\\]/);
      const wanted = entry.isFile() && first !== DONE && !/^[._]|\.(tmp|journal)$/.test(entry.name);
      // A letter's file is made before it has a line.
      if (wanted && entry.name.endsWith(ending) && (await stat(path)).size > 0) found.push(path);
    }
    return found.sort();
  }
}

function listed(folder: string) {
  return readdir(folder, { recursive: true, withFileTypes: true });
}
