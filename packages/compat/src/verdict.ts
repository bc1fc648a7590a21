// The four questions that are asked of every change, and the three answers to each.
// They are independent: a change may be safe for tables and break callers, or the other way round.

/**
 * The axes, in the order in which reports list them. STORAGE: can the table read every file ever written? READER: do old
 * events satisfy what the new schema promises? WRITER: do new events satisfy those who hold the old one? CALLER: does code
 * that compiled against the old client still compile and get through?
 */
export const axes = ["STORAGE", "READER", "WRITER", "CALLER"] as const;

/** One axis. */
export type Axis = (typeof axes)[number];

/** The answer on one axis: nothing happens, something that is tolerated and named, or a break. */
export type Verdict = "safe" | "tolerated" | "break";

/** The answers on all four axes. */
export type Verdicts = Readonly<Record<Axis, Verdict>>;

/** How a table's files are kept; what STORAGE says depends on it. */
export const storageFormats = ["json", "parquet", "iceberg"] as const;

/** One way to keep a table's files. */
export type StorageFormat = (typeof storageFormats)[number];

/** What every lake holds sooner or later: lines as they were delivered, and the same days curated to Parquet. */
export const lakeFormats: readonly StorageFormat[] = ["json", "parquet"];

const ranks: Readonly<Record<Verdict, number>> = { safe: 0, tolerated: 1, break: 2 };

/** The worst of some verdicts; `safe` when there are none. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>((most, verdict) => (ranks[verdict] > ranks[most] ? verdict : most), "safe");
}

/** Whether one set of verdicts is, on every axis, at least as bad as another. */
export function covers(known: Verdicts, found: Verdicts): boolean {
  return axes.every((axis) => ranks[known[axis]] >= ranks[found[axis]]);
}
