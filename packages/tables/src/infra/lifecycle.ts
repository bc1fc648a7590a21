// When S3 deletes what: what events' definitions say of retention, results of queries, and what nobody sees any more.
import { RESULTS_FOLDER, tableName } from "@tracklake/envelope";
import type { EventRevision, RegisteredEvent } from "@tracklake/registry";
import { TablesError } from "../errors.js";
import { formats } from "../model/formats.js";
import { mergeRevisions } from "../model/merge-revisions.js";

/** One rule: what is under a prefix goes after some days. */
export interface LifecycleRule {
  readonly id: string;
  /** Ends in `/`; empty for the whole bucket. */
  readonly prefix: string;
  /** Days after which an object is deleted, from the day it was written. */
  readonly days?: number;
  /** Days after which a version goes that was overwritten or deleted. */
  readonly oldVersionDays: number;
}

/** Rules that a bucket takes. Source: Amazon S3 User Guide, "Lifecycle configuration elements", 1,000. */
const MOST_RULES = 1_000;

/** Days after which the parts of an upload that broke off go. */
export const BROKEN_UPLOAD_DAYS = 7;

/** A deleted or overwritten object can be fetched back so long. */
const OLD_VERSION_DAYS = 30;
const RESULT_DAYS = 7;

/**
 * The rules of the lake's bucket. Where two meet, S3 follows the shorter one (User Guide, "Lifecycle conflicts"): so a
 * version of an event with a retention goes a day after its object, and not a month.
 *
 * @throws TablesError `over-limit` for more rules than a bucket takes.
 */
export function lifecycleRules(revisions: readonly (EventRevision | RegisteredEvent)[]): LifecycleRule[] {
  const rules = mergeRevisions(revisions).flatMap(({ name, major, latest }) => {
    const days = latest.retention;
    if (days === undefined) return [];
    const table = tableName(name, major);
    // Iceberg deletes by its own snapshots: files taken from under it would break the table.
    return [formats.json, formats.parquet].map(({ suffix, folder }) => ({
      id: `retention-${table}${suffix}`,
      prefix: folder(table),
      days,
      oldVersionDays: 1,
    }));
  });
  const all = [
    { id: "old-versions", prefix: "", oldVersionDays: OLD_VERSION_DAYS },
    { id: "query-results", prefix: `${RESULTS_FOLDER}/`, days: RESULT_DAYS, oldVersionDays: 1 },
    ...rules,
  ];
  if (all.length <= MOST_RULES) return all;
  const text = `${rules.length / 2} tables have a retention, which takes ${all.length} lifecycle rules; a bucket has at most ${MOST_RULES}. Leave retention out where data may stay.`;
  throw new TablesError("over-limit", text);
}
