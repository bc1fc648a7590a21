// What is kept on disk of a database and of a table: current, and the versions before it.
import type { Members } from "../stack/members.js";
import type { TableInput } from "./table-input.js";

/** A database. Times are seconds since 1970. */
export interface DatabaseRecord {
  readonly name: string;
  readonly input: Members;
  readonly created: number;
}

/** One version of a table. */
export interface TableVersion {
  /** "0" first, one more with each update. */
  readonly id: string;
  readonly input: TableInput;
  readonly updated: number;
}

/** Statistics by the name of their column. */
export type Statistics = Readonly<Record<string, Members>>;

/** A registered partition of a table. */
export interface PartitionRecord {
  readonly values: readonly string[];
  readonly input: Members;
  readonly created: number;
  /** They outlast a change of the partition. @default none */
  readonly statistics?: Statistics;
}

/** A table. */
export interface TableRecord {
  readonly database: string;
  readonly name: string;
  readonly created: number;
  readonly current: TableVersion;
  /** Archived ones, oldest first. */
  readonly archived: readonly TableVersion[];
  /** In the order of their creation. @default none */
  readonly partitions?: readonly PartitionRecord[];
  /** Of the table as a whole. @default none */
  readonly statistics?: Statistics;
}
