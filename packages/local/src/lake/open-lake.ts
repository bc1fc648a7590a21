// The embedded lake: DuckDB in memory over the files on disk, answering Athena's SQL.
// It reads the lake's folder and nothing else, installs nothing and writes nothing.
import { dirname, join, resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBPreparedStatement } from "@duckdb/node-api";
import { DEAD_LETTERS_FOLDER, ERRORS_FOLDER, type Lake } from "@tracklake/envelope";
import type { EventRevision } from "@tracklake/registry";
import {
  type CuratedThrough,
  failureTables,
  lakeViews,
  tableModels,
  type ViewModel,
  type ViewsOptions,
  views,
} from "@tracklake/tables";
import { LocalError } from "../errors.js";
import { errorAt } from "../translate/place.js";
import type { TableUse } from "../translate/tables-used.js";
import { type Translation, translate } from "../translate/translate-query.js";
import { athenaType } from "./athena-type.js";
import { Catalogue, type Relation } from "./catalogue.js";
import { CuratedTable } from "./curated-table.js";
import { CuratedViews } from "./curated-views.js";
import { type Dimension, loadDimension } from "./dimension.js";
import { LakeTable } from "./lake-table.js";
import { type LineSource, LineTable } from "./line-table.js";
import { plainValue } from "./plain-value.js";
import { queryError } from "./query-error.js";
import type { QueryResult } from "./query-result.js";
import { sessionStatements } from "./session.js";
import { shown } from "./shown.js";
import { globPath, quoteName, quoteText } from "./sql-text.js";

/** What a local lake is opened with. */
export interface OpenLakeOptions {
  /** The lake's folder, such as `.tracklake/lake`. It need not exist yet. */
  readonly directory: string;
  readonly lake: Lake;
  /** Every published revision, and the drafts. */
  readonly revisions: readonly EventRevision[];
  /** Where the local catalogue is kept: it says which days are curated. @default `glue` beside the lake's directory */
  readonly glueDirectory?: string | undefined;
  /** The folder of the trackers' dead letters. @default `dead-letters` beside the lake's directory */
  readonly deadLetters?: string | undefined;
  /** Whether views show fields with `pii`. @default "shown" */
  readonly personal?: ViewsOptions["personal"];
  /** Views beside those of the lake: shared queries, those that others read before them. */
  readonly shared?: readonly ViewModel[] | undefined;
  /** Tables from elsewhere, by the name that queries use. */
  readonly dimensions?: Readonly<Record<string, Dimension>> | undefined;
}

/** An open local lake. */
export interface LocalLake {
  /**
   * Answers one statement of Athena SQL. Files that arrived since the last query are seen.
   *
   * @throws LocalError `syntax`, `read-only`, `function-not-supported`, `table-unknown`, `column-unknown`,
   * `query-failed`, `lake-unreadable`, `dimension-failed`.
   */
  query(sql: string): Promise<QueryResult>;
  /** Frees the engine; a second call does nothing. */
  close(): void;
}

/**
 * Opens the lake on disk for queries.
 *
 * @throws LocalError `name-taken`; TablesError when the revisions make no tables.
 * @example
 * const lake = await openLake({ directory: ".tracklake/lake", lake: { name, bucket, timeZone }, revisions });
 * const { columns, rows } = await lake.query("SELECT plan, count(*) AS n FROM plan_changed GROUP BY plan");
 */
export async function openLake(options: OpenLakeOptions): Promise<LocalLake> {
  const models = tableModels(options.revisions, options.lake);
  const { personal } = options;
  const ofEvents = views(options.revisions, options.lake, { personal });
  const viewModels = [...ofEvents, ...lakeViews(ofEvents, options.lake), ...(options.shared ?? [])];
  const failures = failureTables(options.lake);
  const dimensions = options.dimensions ?? {};
  const parquet = tableModels(options.revisions, options.lake, { format: "parquet" });
  const tablesOfAll = [...models, ...parquet, ...failures];
  const catalogue = new Catalogue(options.lake, tablesOfAll, viewModels, Object.keys(dimensions));
  const directory = resolve(options.directory);
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    temp_directory: "",
  });
  const connection = await instance.connect();
  const tables = new Map(models.map((model) => [model.name, new LakeTable(model, directory, connection)]));
  const glue = resolve(options.glueDirectory ?? join(dirname(directory), "glue"));
  const curated = parquet.map((model) => new CuratedTable(model, directory, glue, connection));
  const deadLetters = resolve(options.deadLetters ?? join(dirname(directory), DEAD_LETTERS_FOLDER));
  const sources: Readonly<Record<string, LineSource>> = {
    dead_letters: { folder: deadLetters, ending: ".ndjson", timeZone: options.lake.timeZone },
    delivery_errors: { folder: join(directory, ERRORS_FOLDER) },
  };
  const lines = failures.flatMap((model) => {
    const source = sources[model.name];
    return source ? [[model.name, new LineTable(model, source, connection)] as const] : [];
  });
  const curatedViews = new CuratedViews(curated, options, connection);
  const sets = { tables, lines: new Map(lines), curated: curatedViews };
  const opened = new OpenLake(connection, instance, catalogue, sets, dimensions);
  await opened.prepare([directory, deadLetters]);
  return opened;
}

/** The tables of a lake by their names. */
interface LakeTables {
  readonly tables: ReadonlyMap<string, LakeTable>;
  readonly lines: ReadonlyMap<string, LineTable>;
  readonly curated: CuratedViews;
}

/** What a query reads of a lake: files that were brought up to date, and what of them could not be read. */
interface Looked {
  warnings(): string[];
}

class OpenLake implements LocalLake {
  readonly #loaded = new Set<string>();
  readonly #made = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly instance: DuckDBInstance,
    private readonly catalogue: Catalogue,
    private readonly sets: LakeTables,
    private readonly dimensions: Readonly<Record<string, Dimension>>,
  ) {}

  async prepare(directories: readonly string[]): Promise<void> {
    for (const statement of sessionStatements) await this.connection.run(statement);
    const [database, store] = this.catalogue.databases;
    for (const name of [database, store]) await this.connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(name)}`);
    const all = directories.flatMap((directory) => [`${directory}/`, globPath(`${directory}/`)]);
    const folders = [...new Set(all)].map(quoteText);
    await this.connection.run(`SET allowed_directories = [${folders.join(", ")}]`);
    await this.connection.run("SET enable_external_access = false");
    for (const table of [...this.sets.tables.values(), ...this.sets.lines.values()]) await table.declare();
    for (const relation of this.catalogue.in(database)) {
      if (relation.kind === "view" && relation.view.event !== undefined) await this.#make(relation.view);
    }
    await this.connection.run(`SET search_path = ${quoteText([database, "main"].map(quoteName).join(","))}`);
    await this.connection.run("SET lock_configuration = true");
  }

  query(sql: string): Promise<QueryResult> {
    const answer = this.#turn.then(() => this.#answer(sql));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.connection.closeSync();
    this.instance.closeSync();
  }

  async #answer(sql: string): Promise<QueryResult> {
    if (this.#closed) throw new LocalError("query-failed", "The lake is closed; open it again with openLake.");
    const translation = translate(sql);
    const { statement } = translation;
    if (statement.kind === "tables" || statement.kind === "databases") {
      const hidden = await this.sets.curated.missing();
      return shown(statement, this.catalogue, undefined, this.connection, hidden);
    }
    if (statement.kind === "columns" || statement.kind === "describe") {
      const relation = await this.#find(sql, { ...statement, name: statement.table });
      await this.#load([relation]);
      return shown(statement, this.catalogue, relation, this.connection);
    }
    const relations: Relation[] = [];
    for (const use of translation.tables) relations.push(await this.#find(sql, use));
    const used = await this.#load(relations);
    try {
      const { prepared, text } = await this.#bind(sql, translation);
      const result = await prepared.runAndReadAll();
      const warnings = used.flatMap((table) => table.warnings());
      if (statement.kind === "explain") return explained(result.getRows(), text, warnings);
      const types = result.columnTypes();
      const columns = result.columnNames().map((name, index) => {
        const type = types[index];
        return { name: name.toLowerCase(), type: type === undefined ? "unknown" : athenaType(type) };
      });
      const rows = result.getRows().map((row) => row.map((value, index) => plainValue(value, types[index])));
      return { columns, rows, sql: text, warnings };
    } catch (error) {
      throw await queryError(error, sql, translation.tokens, () => this.#columns(relations));
    }
  }

  /** What a query names; a curated table is brought up to date. @throws LocalError `table-unknown` */
  async #find(sql: string, { database, name, start }: TableUse): Promise<Relation> {
    const relation = this.catalogue.find(sql, database, name, start);
    if (relation.kind !== "table" || (await this.sets.curated.registered(relation.name)) !== false) return relation;
    const text = `${relation.database}.${relation.name} is not there yet: npx tracklake curate makes it`;
    throw errorAt("table-unknown", sql, start, text);
  }

  /** Brings the files and dimensions behind relations up to date; returns the tables among them. */
  async #load(named: readonly Relation[]): Promise<Looked[]> {
    const relations = this.#within(named);
    const lines = new Set<LineTable>();
    /** With the day after which its files are read; all of them when the table itself is named. */
    const used = new Map<LakeTable, string | undefined>();
    const boundaries = new Map<string, CuratedThrough>();
    for (const relation of relations) {
      if (relation.kind === "dimension") await this.#loadDimension(relation);
      if (relation.kind === "table") {
        const table = this.sets.tables.get(relation.name);
        if (table) used.set(table, undefined);
        const ofLines = this.sets.lines.get(relation.name);
        if (ofLines) lines.add(ofLines);
      }
      if (relation.kind !== "view" || relation.view.event === undefined) continue;
      // The boundary first, the delivered files then: what is moved meanwhile is seen on one side, and never on none.
      const through = await this.sets.curated.boundaries(relation.view.event);
      boundaries.set(relation.view.event, through);
      for (const [name, table] of this.sets.tables) {
        if (name.replace(/_v\d+$/, "") !== relation.view.event) continue;
        used.set(table, used.has(table) ? used.get(table) : through.get(name));
      }
    }
    for (const [table, after] of used) await table.refresh(after === undefined ? undefined : (dt) => dt > after);
    for (const table of lines) await table.refresh();
    // Views last: DuckDB looks into all that one reads when it is made, and files of before may be gone.
    for (const relation of relations) {
      if (relation.kind !== "view") continue;
      const { event } = relation.view;
      if (event === undefined) await this.#make(relation.view);
      else await this.sets.curated.make(event, boundaries.get(event) ?? new Map());
    }
    return [...used.keys(), ...lines];
  }

  /** The relations and all that views among them read, those that are read first. */
  #within(named: readonly Relation[], around: readonly Relation[] = []): Relation[] {
    const all = named.flatMap((relation) => {
      if (relation.kind !== "view" || around.includes(relation)) return [relation];
      const read = (relation.view.reads ?? []).flatMap((key) => this.catalogue.at(key) ?? []);
      return [...this.#within(read, [...around, relation]), relation];
    });
    return [...new Set(all)];
  }

  /** Views of other views are made when they are asked for: one that cannot be is no reason to refuse all else. */
  async #make(view: ViewModel): Promise<void> {
    const name = `${quoteName(view.database)}.${quoteName(view.name)}`;
    if (this.#made.has(name)) return;
    await this.connection.run(`CREATE VIEW ${name} AS ${view.sql("duckdb")}`);
    this.#made.add(name);
  }

  async #loadDimension({ database, name }: Relation): Promise<void> {
    const dimension = this.dimensions[name];
    if (dimension === undefined || this.#loaded.has(name)) return;
    await loadDimension(this.connection, database, name, dimension);
    this.#loaded.add(name);
  }

  /** Prepares the query; an UNNEST of two columns is taken for a list first, and for a map when DuckDB says so. */
  async #bind(sql: string, first: Translation): Promise<{ prepared: DuckDBPreparedStatement; text: string }> {
    let text = first.sql;
    let failure: unknown;
    const maps = new Set<number>();
    for (let candidate = -1; candidate < first.mapCandidates; candidate++) {
      if (candidate >= 0) {
        maps.add(candidate);
        text = translate(sql, maps).sql;
      }
      try {
        return { prepared: await this.connection.prepare(text), text };
      } catch (error) {
        const message = String(error);
        if (candidate >= 0 && message.includes("map_entries(")) maps.delete(candidate);
        else failure = error;
        if (!/map_entries\(|UNNEST\(\) can only be applied to lists|UNNEST not supported here/.test(message))
          throw failure;
      }
    }
    throw failure;
  }

  async #columns(relations: readonly Relation[]): Promise<string[]> {
    const names: string[] = [];
    for (const { database, name } of relations) {
      const from = `${quoteName(database)}.${quoteName(name)}`;
      names.push(...(await this.connection.runAndReadAll(`SELECT * FROM ${from} LIMIT 0`)).columnNames());
    }
    return names;
  }
}

/** The plan's lines, under the one column that Athena gives it. */
function explained(rows: readonly (readonly unknown[])[], sql: string, warnings: readonly string[]): QueryResult {
  const lines = rows.flatMap((row) =>
    String(row.at(-1))
      .split("\n")
      .map((line) => [line]),
  );
  return { columns: [{ name: "query plan", type: "varchar" }], rows: lines, sql, warnings };
}
