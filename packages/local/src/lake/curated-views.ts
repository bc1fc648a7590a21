// The boundary of an event's views in the local engine: its views are made again when curation has moved it.
// Athena's views hold the boundary as a literal, and so do these.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Lake } from "@tracklake/envelope";
import type { EventRevision } from "@tracklake/registry";
import { type CuratedThrough, deliveredTable, type ViewsOptions, views } from "@tracklake/tables";
import type { CuratedTable } from "./curated-table.js";
import { quoteName } from "./sql-text.js";

/** The curated tables of a lake, and the views over them. */
export class CuratedViews {
  /** By event: what its views were last made for. */
  readonly #made = new Map<string, string>();

  constructor(
    private readonly tables: readonly CuratedTable[],
    private readonly of: {
      readonly revisions: readonly EventRevision[];
      readonly lake: Lake;
      readonly personal?: ViewsOptions["personal"];
    },
    private readonly connection: DuckDBConnection,
  ) {}

  /** Those that are not in the catalogue: the first curation of an event makes its tables. */
  async missing(): Promise<ReadonlySet<string>> {
    for (const table of this.tables) await table.refresh();
    return new Set(this.tables.flatMap(({ registered, model }) => (registered ? [] : [model.name])));
  }

  /** Brings one table up to date. @returns Whether it is in the catalogue; `undefined` when it is none of these. */
  async registered(name: string): Promise<boolean | undefined> {
    const table = this.tables.find(({ model }) => model.name === name);
    await table?.refresh();
    return table?.registered;
  }

  /** Brings the curated tables of an event up to date. @returns Their boundaries, by the tables that are delivered to. */
  async boundaries(event: string): Promise<CuratedThrough> {
    const through = new Map<string, string>();
    for (const table of this.tables) {
      const delivered = deliveredTable(table.model);
      if (delivered.replace(/_v\d+$/, "") !== event) continue;
      const day = await table.refresh();
      if (day !== undefined) through.set(delivered, day);
    }
    return through;
  }

  /** Makes the views of an event for boundaries. What they read is looked up: its files have to be there by then. */
  async make(event: string, through: CuratedThrough): Promise<void> {
    const wanted = JSON.stringify([...through]);
    if (wanted === (this.#made.get(event) ?? "[]")) return;
    const { revisions, lake, personal } = this.of;
    const own = revisions.filter(({ model }) => model.name === event);
    for (const view of views(own, lake, { curatedThrough: through, personal })) {
      const name = `${quoteName(view.database)}.${quoteName(view.name)}`;
      await this.connection.run(`CREATE OR REPLACE VIEW ${name} AS ${view.sql("duckdb")}`);
    }
    this.#made.set(event, wanted);
  }
}
