// A table of the lake as a DuckDB view over its files. The files are looked at again before each query that
// names the table; what cannot be read is left out, counted and told, and never fails a query about the rest.
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdbColumns, type TableModel } from "@tracklake/tables";
import { globPath, quoteName, quoteText } from "./sql-text.js";
import { type TableFile, tableFiles } from "./table-files.js";

/** What is known of a file: how many of its lines are broken, or why it cannot be read at all. */
interface FileReport {
  readonly broken: number;
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

  /** Makes the view over the files that are there now. */
  async refresh(): Promise<void> {
    const files = await tableFiles(this.directory, this.model.name);
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
    const broken = reports.filter(({ report }) => (report?.broken ?? 0) > 0);
    const count = broken.reduce((sum, { report }) => sum + (report?.broken ?? 0), 0);
    const lines =
      count === 0
        ? []
        : [
            `${this.model.name}: ${count} broken ${count === 1 ? "line" : "lines"} left out, ` +
              `in ${broken.map(({ file }) => file.path).join(", ")}`,
          ];
    return [
      ...lines,
      ...reports.flatMap(({ file, report }) =>
        report?.unreadable === undefined
          ? []
          : [`${this.model.name}: ${file.path} left out, it cannot be read: ${report.unreadable}`],
      ),
    ];
  }

  /** Counts the broken lines of files that were not seen before: all at once, one by one when one is unreadable. */
  async #inspect(files: readonly TableFile[]): Promise<void> {
    try {
      const read = this.#read(files, "filename, event_id", true);
      const result = await this.connection.runAndReadAll(
        `SELECT filename, count(*) AS broken FROM (${read}) WHERE event_id IS NULL GROUP BY filename`,
      );
      const broken = new Map(result.getRows().map(([path, count]) => [String(path), Number(count)]));
      for (const file of files) this.#reports.set(key(file), { broken: broken.get(file.path) ?? 0 });
    } catch (error) {
      const [only, ...others] = files;
      if (only !== undefined && others.length === 0) {
        const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
        this.#reports.set(key(only), { broken: 0, unreadable: reason ?? "" });
        return;
      }
      for (const file of files) await this.#inspect([file]);
    }
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
