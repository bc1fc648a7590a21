// A view as data: what people query, with its columns described and its SQL in the dialect of either engine.
import type { SqlDialect } from "./dialect.js";

/** A column of a view. */
export interface ViewColumn {
  readonly name: string;
  /** Hive type text, as Glue keeps it. */
  readonly type: string;
  /** At most 255 characters, no line breaks. */
  readonly comment?: string;
}

/** Latest revisions by majors, such as `{ 1: 3, 2: 1 }`. */
export type Revisions = Readonly<Record<number, number>>;

/** A view: of an event, of what failed, of all events, or of a shared query. */
export interface ViewModel {
  readonly database: string;
  readonly name: string;
  readonly description: string;
  /** The event's name, where it is of one. */
  readonly event?: string;
  /** What it reads, `<database>.<name>`, where that is not an event's tables. */
  readonly reads?: readonly string[];
  readonly columns: readonly ViewColumn[];
  /** The latest revision of each major that it is made from, where it is of an event. */
  readonly revisions?: Revisions;
  /** The SELECT that the view is. */
  sql(dialect: SqlDialect): string;
}

/** A view of an event: the public one, or that of an array of structs in it. */
export interface EventView extends ViewModel {
  readonly event: string;
}
