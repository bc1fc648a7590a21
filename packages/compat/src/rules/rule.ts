// What a rule is: a stable id, what it finds, and how it judges a change that was found.
// A rule's file holds everything that is particular to it, its words too.
import type { Change } from "../change.js";
import type { RuleId } from "../rule-id.js";
import type { StorageFormat, Verdict } from "../verdict.js";

/** STORAGE by format. */
export type Storage = Readonly<Record<StorageFormat, Verdict>>;

/** What a rule says of one change. */
export interface Ruling {
  readonly storage: Storage;
  readonly reader: Verdict;
  readonly writer: Verdict;
  readonly caller: Verdict;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What to do instead, or how to go on, in one sentence. */
  readonly wayOut: string;
}

/** One rule. */
export interface Rule<Id extends RuleId = RuleId> {
  readonly id: Id;
  /** What it finds, in one sentence. */
  readonly finds: string;
  judge(change: Change): Ruling;
}

/** STORAGE where every format reads every file. */
export const stored: Storage = { json: "safe", parquet: "safe", iceberg: "safe" };

/** STORAGE where no format reads the old files as they were written. */
export const unreadable: Storage = { json: "break", parquet: "break", iceberg: "break" };

/** A ruling that is the same for every change that the rule finds. */
export function always(ruling: Ruling): () => Ruling {
  return () => ruling;
}

/** What STORAGE breaks have in common. */
export const nextMajor =
  "Set the next major in the definition (both tables stay under one view), or add a field of another name.";

/** What follows from a column that gets more digits. */
export const grownWayOut =
  "Apply the table and replace the view at once, before the code is deployed: until then the stored view is stale, and fails.";
