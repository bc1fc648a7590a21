// What a query may name: the two databases of a lake, their views, tables and dimensions.
// Unknown names are refused here with the nearest known ones, before the engine is asked.
import { type Lake, storeDatabase, viewDatabase } from "@tracklake/envelope";
import type { TableModel, ViewModel } from "@tracklake/tables";
import { LocalError } from "../errors.js";
import { didYouMean } from "../translate/near-names.js";
import { errorAt } from "../translate/place.js";

/** Something that a query can read. */
export type Relation =
  | { readonly kind: "view"; readonly database: string; readonly name: string; readonly view: ViewModel }
  | { readonly kind: "table"; readonly database: string; readonly name: string; readonly table: TableModel }
  | { readonly kind: "dimension"; readonly database: string; readonly name: string };

/** The relations of a lake by database and name. */
export class Catalogue {
  readonly databases: readonly [string, string];
  readonly #relations = new Map<string, Relation>();

  /** @throws LocalError `name-taken` when two relations of a database have one name. */
  constructor(lake: Lake, tables: readonly TableModel[], views: readonly ViewModel[], dimensions: readonly string[]) {
    this.databases = [viewDatabase(lake), storeDatabase(lake)];
    const database = viewDatabase(lake);
    for (const view of views) this.#add({ kind: "view", database: view.database, name: view.name, view });
    for (const table of tables) this.#add({ kind: "table", database: table.database, name: table.name, table });
    for (const name of dimensions) this.#add({ kind: "dimension", database, name });
  }

  #add(relation: Relation): void {
    const key = `${relation.database}.${relation.name}`.toLowerCase();
    const taken = this.#relations.get(key);
    if (taken !== undefined) {
      const message = `The ${relation.kind} ${key} has the name of a ${taken.kind}; give one of them another name.`;
      throw new LocalError("name-taken", message);
    }
    this.#relations.set(key, relation);
  }

  /** The relation of this `<database>.<name>`. */
  at(key: string): Relation | undefined {
    return this.#relations.get(key.toLowerCase());
  }

  /** Relations of a database in the order of their names. */
  in(database: string): Relation[] {
    return [...this.#relations.values()]
      .filter((relation) => relation.database === database)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * The relation that a query names.
   *
   * @param start - Where the query names it, in characters.
   * @throws LocalError `table-unknown` with the nearest names.
   */
  find(sql: string, database: string | undefined, name: string, start: number): Relation {
    const wanted = database ?? this.databases[0];
    const found = this.#relations.get(`${wanted}.${name}`.toLowerCase());
    if (found !== undefined) return found;
    if (!this.databases.includes(wanted)) {
      const message = `There is no database ${wanted}; this lake has ${this.databases.join(" and ")}`;
      throw errorAt("table-unknown", sql, start, message);
    }
    const near = didYouMean(
      name,
      this.in(wanted).map((relation) => relation.name),
    );
    const elsewhere = this.databases.find((other) => this.#relations.has(`${other}.${name}`.toLowerCase()));
    const hint = elsewhere === undefined ? near : `; it is in the other database: ${elsewhere}.${name}`;
    throw errorAt("table-unknown", sql, start, `There is no table ${name} in ${wanted}${hint}. SHOW TABLES lists them`);
  }
}
