// A table of the lake as a DuckDB view over its files. The files are looked at again before each query that
// names the table; what cannot be read is left out, counted and told, and never fails a query about the rest.
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdbColumns, type TableModel } from "@tracklake/tables";
import { globPath, quoteName, quoteText } from "./sql-text.js";
import { type TableFile, tableFiles } from "./table-files.js";

/** What is known of a file: how many of its lines are left out and why, or why it cannot be read at all. */
interface FileReport {
  /** Lines that are no JSON object. */
  readonly broken: number;
  /** Lines that are, but without the `event_id` that every line of an event has. */
  readonly unidentified: number;
  readonly unreadable?: string;
}

/** One table of a lake. */
export class LakeTable {
  readonly #reports = new Map<string, FileReport>();
  #files: readonly TableFile[] = [];
  #made = "";

  constructor(
    readonly model: TableModel,
    private readonly directory: string,
    private readonly connection: DuckDBConnection,
  ) {}

  /** Makes the view without looking at files, so that opening a lake costs the same whatever it holds. */
  async declare(): Promise<void> {
    await this.#make(this.#empty());
  }

  /** Makes the view over the files that are there now. @param wanted - Which days; files of others are not looked at. */
  async refresh(wanted?: (dt: string) => boolean): Promise<void> {
    const files = await tableFiles(this.directory, this.model.name, wanted);
    const fresh = files.filter((file) => !this.#reports.has(key(file)));
    if (fresh.length > 0) await this.#inspect(fresh);
    this.#files = files;
    const readable = files.filter((file) => this.#reports.get(key(file))?.unreadable === undefined);
    const select = readable.length === 0 ? this.#empty() : `${this.#read(readable)} WHERE event_id IS NOT NULL`;
    await this.#make(select);
  }

  async #make(select: string): Promise<void> {
    if (select === this.#made) return;
    const name = `${quoteName(this.model.database)}.${quoteName(this.model.name)}`;
    await this.connection.run(`CREATE OR REPLACE VIEW ${name} AS ${select}`);
    this.#made = select;
  }

  /** What the last look at the files could not read. */
  warnings(): string[] {
    const reports = this.#files.map((file) => ({ file, report: this.#reports.get(key(file)) }));
    const leftOut = (why: "broken" | "unidentified", words: (lines: string) => string) => {
      const among = reports.filter(({ report }) => (report?.[why] ?? 0) > 0);
      const count = among.reduce((sum, { report }) => sum + (report?.[why] ?? 0), 0);
      const lines = `${count} ${words(count === 1 ? "line" : "lines")} left out`;
      return count === 0 ? [] : [`${this.model.name}: ${lines}, in ${among.map(({ file }) => file.path).join(", ")}`];
    };
    return [
      ...leftOut("broken", (lines) => `broken ${lines}`),
      ...leftOut("unidentified", (lines) => `${lines} without event_id`),
      ...reports.flatMap(({ file, report }) =>
        report?.unreadable === undefined
          ? []
          : [`${this.model.name}: ${file.path} left out, it cannot be read: ${report.unreadable}`],
      ),
    ];
  }

  /** Counts what is left out of files that were not seen before: all at once, one by one when one is unreadable. */
  async #inspect(files: readonly TableFile[]): Promise<void> {
    try {
      const read = this.#read(files, "filename, event_id", true);
      const all = await this.#counted(`SELECT filename FROM (${read}) WHERE event_id IS NULL`);
      const incomplete = files.filter((file) => all.has(file.path));
      const unidentified = incomplete.length === 0 ? new Map<string, number>() : await this.#unidentified(incomplete);
      for (const file of files) {
        const without = unidentified.get(file.path) ?? 0;
        this.#reports.set(key(file), { broken: (all.get(file.path) ?? 0) - without, unidentified: without });
      }
    } catch (error) {
      const [only, ...others] = files;
      if (only !== undefined && others.length === 0) {
        const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
        this.#reports.set(key(only), { broken: 0, unidentified: 0, unreadable: reason ?? "" });
        return;
      }
      for (const file of files) await this.#inspect([file]);
    }
  }

  /** The lines of each file that are objects without an `event_id`. */
  #unidentified(files: readonly TableFile[]): Promise<Map<string, number>> {
    const paths = files.map((file) => quoteText(globPath(file.path)));
    return this.#counted(
      `SELECT filename FROM read_ndjson_objects([${paths.join(", ")}], ignore_errors = true, filename = true) ` +
        "WHERE json_type(json) = 'OBJECT' AND json_extract_string(json, '$.event_id') IS NULL",
    );
  }

  /** How many rows a query of file names has for each of them. */
  async #counted(select: string): Promise<Map<string, number>> {
    const result = await this.connection.runAndReadAll(`SELECT filename, count(*) FROM (${select}) GROUP BY filename`);
    return new Map(result.getRows().map(([path, count]) => [String(path), Number(count)]));
  }

  #read(files: readonly TableFile[], columns = "*", filename = false): string {
    const types = Object.entries(duckdbColumns(this.model)).map(
      ([name, type]) => `${quoteText(name)}: ${quoteText(type)}`,
    );
    const paths = files.map((file) => quoteText(globPath(file.path)));
    return (
      `SELECT ${columns} FROM read_json([${paths.join(", ")}], format = 'newline_delimited', ignore_errors = true, ` +
      `hive_partitioning = true, hive_types = {'dt': VARCHAR}, ` +
      `${filename ? "filename = true, " : ""}columns = {${types.join(", ")}})`
    );
  }

  #empty(): string {
    const columns = [...Object.entries(duckdbColumns(this.model)), ["dt", "VARCHAR"] as const];
    const nulls = columns.map(([name, type]) => `CAST(NULL AS ${type}) AS ${quoteName(name)}`);
    return `SELECT ${nulls.join(", ")} WHERE false`;
  }
}

function key(file: TableFile): string {
  return `${file.path}\0${file.state}`;
}
