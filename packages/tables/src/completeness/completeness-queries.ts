// Whether every line has arrived, asked of the store's tables: gaps and repetitions of event_sequence, and the tail
// against the heartbeats. One text for Athena and, translated, for the local lake.
import { HEARTBEAT_TABLE, type Lake, storeDatabase } from "@tracklake/envelope";
import type { TableModel } from "../table-model.js";
import { queryText, quoteQuery } from "../views/quote.js";

/** What is asked. */
export interface CompletenessOptions {
  /** The first day asked about, `YYYY-MM-DD` in the lake's time zone. @default every day */
  readonly from?: string | undefined;
  /** The last day asked about. @default every day */
  readonly to?: string | undefined;
  /** What was tracked later may still be under way: UTC, `YYYY-MM-DD HH:MM:SS.SSS`. */
  readonly watermark: string;
}

/** Tables that one query unites: with names of 255 characters it stays under Athena's 262,144 bytes. */
const TABLES_PER_QUERY = 150;

/**
 * The queries, one for every 150 tables: a row for each instance and table.
 *
 * Sequence numbers are given in the order of time, so a day's losses are those between its lines, and between the
 * last number known of the day before and its first line; what comes after its last line counts for it as far as its
 * heartbeats say. Days add up.
 *
 * @param tables - The delivered tables of the lake, the heartbeat's among them.
 * @example
 * const [sql] = completenessQueries(lake, tableModels(revisions, lake), { watermark: "2026-01-02 03:00:00.000" });
 */
export function completenessQueries(
  lake: Pick<Lake, "name">,
  tables: readonly Pick<TableModel, "name">[],
  options: CompletenessOptions,
): string[] {
  const names = tables.map(({ name }) => name);
  const chunks = Array.from({ length: Math.ceil(names.length / TABLES_PER_QUERY) }, (_, index) =>
    names.slice(index * TABLES_PER_QUERY, (index + 1) * TABLES_PER_QUERY),
  );
  return chunks.map((chunk) => completenessQuery(storeDatabase(lake), chunk, options));
}

/** The query for every table that heartbeats name: one that the registry does not know cannot be looked at. */
export function recordedTablesQuery(lake: Pick<Lake, "name">, options: CompletenessOptions): string {
  const store = quoteQuery(storeDatabase(lake));
  return [
    "SELECT DISTINCT s.element.table_name AS table_name",
    `FROM ${store}.${HEARTBEAT_TABLE} AS h`,
    `CROSS JOIN ${elements("h")}`,
    `WHERE ${scanned(options, "h.dt")}`,
    "ORDER BY 1",
  ].join("\n");
}

function completenessQuery(database: string, names: readonly string[], options: CompletenessOptions): string {
  const store = quoteQuery(database);
  const inside = within(options);
  const settled = `TIMESTAMP ${queryText(options.watermark)}`;
  const { from, to } = options;
  const before = (prefix: string) => (from === undefined ? "false" : `${prefix}dt < ${queryText(from)}`);
  const after = (prefix: string) => (to === undefined ? "false" : `${prefix}dt > ${queryText(to)}`);
  const columns = "instance_id, service, event_sequence, event_id, event_time, dt";
  const reads = names.map(
    (name) =>
      `SELECT ${queryText(name)} AS table_name, ${columns} FROM ${store}.${quoteQuery(name)} WHERE ${scanned(options)}`,
  );
  return `WITH line AS (
${reads.join("\nUNION ALL\n")}
),
beat AS (
SELECT instance_id, dt, event_time, closing, sequences FROM ${store}.${HEARTBEAT_TABLE} WHERE ${scanned(options)}
),
instance AS (
SELECT instance_id, bool_or(closing) AS closed, bool_or(${after("")}) AS beats_after
FROM beat
GROUP BY instance_id
),
mark AS (
SELECT b.instance_id, s.element.table_name AS table_name,
  max(CASE WHEN ${before("b.")} THEN s.element.last_sequence END) AS recorded_before,
  max(CASE WHEN ${inside("b.")} AND b.event_time <= ${settled} THEN s.element.last_sequence END) AS recorded_settled,
  max(CASE WHEN ${inside("b.")} THEN s.element.last_sequence END) AS recorded
FROM beat AS b
CROSS JOIN ${elements("b")}
WHERE s.element.table_name IN (${names.map(queryText).join(", ")})
GROUP BY b.instance_id, s.element.table_name
),
numbered AS (
SELECT table_name, instance_id, event_sequence, max(service) AS by_service, count(*) AS copies,
  count(DISTINCT event_id) AS ids, min(event_time) AS tracked_at, min(dt) AS dt
FROM line
GROUP BY table_name, instance_id, event_sequence
),
followed AS (
SELECT n.*, lag(n.event_sequence) OVER (PARTITION BY n.table_name, n.instance_id ORDER BY n.event_sequence) AS previous
FROM numbered AS n
),
gap AS (
SELECT f.*, ${inside("f.")} AS inside, ${before("f.")} AS earlier, ${after("f.")} AS later,
  f.previous IS NOT NULL OR m.recorded_before IS NOT NULL OR ${from === undefined ? "true" : "i.instance_id IS NOT NULL"} AS known,
  greatest(0, f.event_sequence - 1 - greatest(coalesce(f.previous, 0), coalesce(m.recorded_before, 0))) AS missing
FROM followed AS f
LEFT JOIN mark AS m ON m.instance_id = f.instance_id AND m.table_name = f.table_name
LEFT JOIN instance AS i ON i.instance_id = f.instance_id
),
found AS (
SELECT table_name, instance_id, max(by_service) AS service,
  sum(CASE WHEN inside THEN copies ELSE 0 END) AS line_count,
  sum(CASE WHEN inside THEN ids ELSE 0 END) AS event_count,
  min(CASE WHEN inside THEN event_sequence END) AS first_sequence,
  max(CASE WHEN inside THEN event_sequence END) AS last_sequence,
  max(CASE WHEN earlier THEN event_sequence END) AS seen_before,
  min(CASE WHEN inside THEN tracked_at END) AS first_time,
  max(CASE WHEN inside THEN tracked_at END) AS last_time,
  sum(CASE WHEN inside AND known AND tracked_at <= ${settled} THEN missing ELSE 0 END) AS lost_between,
  sum(CASE WHEN inside AND known AND tracked_at <= ${settled} AND missing > 0 THEN 1 ELSE 0 END) AS gap_count,
  min(CASE WHEN inside AND known AND tracked_at <= ${settled} AND missing > 0 THEN event_sequence - missing END) AS first_gap,
  sum(CASE WHEN inside AND known AND tracked_at > ${settled} THEN missing ELSE 0 END) AS gaps_under_way,
  sum(CASE WHEN inside THEN copies - ids ELSE 0 END) AS duplicates,
  sum(CASE WHEN inside THEN ids - 1 ELSE 0 END) AS conflicts,
  bool_or(later) AS lines_after,
  coalesce(bool_and(known OR NOT inside), true) AS head_known
FROM gap
GROUP BY table_name, instance_id
),
answer AS (
SELECT coalesce(f.table_name, m.table_name) AS table_name, coalesce(f.instance_id, m.instance_id) AS instance_id,
  f.service, coalesce(f.line_count, 0) AS line_count, coalesce(f.event_count, 0) AS event_count,
  f.first_sequence, f.last_sequence, f.first_time, f.last_time,
  coalesce(f.lost_between, 0) AS lost_between, coalesce(f.gap_count, 0) AS gap_count, f.first_gap,
  coalesce(f.gaps_under_way, 0) AS gaps_under_way, coalesce(f.duplicates, 0) AS duplicates,
  coalesce(f.conflicts, 0) AS conflicts, m.recorded, m.recorded_settled, coalesce(f.lines_after, false) AS lines_after,
  coalesce(f.head_known, true) AS head_known,
  greatest(coalesce(f.last_sequence, 0), coalesce(f.seen_before, 0), coalesce(m.recorded_before, 0)) AS reached
FROM found AS f
FULL OUTER JOIN mark AS m ON m.instance_id = f.instance_id AND m.table_name = f.table_name
)
SELECT a.table_name, a.instance_id, a.service, a.line_count, a.event_count, a.first_sequence, a.last_sequence,
  a.first_time, a.last_time, a.lost_between,
  greatest(0, coalesce(a.recorded_settled, 0) - a.reached) AS lost_at_end,
  a.gap_count + CASE WHEN coalesce(a.recorded_settled, 0) > a.reached THEN 1 ELSE 0 END AS gap_count,
  coalesce(a.first_gap, CASE WHEN coalesce(a.recorded_settled, 0) > a.reached THEN a.reached + 1 END) AS first_missing,
  a.gaps_under_way + greatest(0, coalesce(a.recorded, 0) - greatest(a.reached, coalesce(a.recorded_settled, 0))) AS under_way,
  a.duplicates, a.conflicts, a.recorded AS recorded_sequence, coalesce(i.closed, false) AS closed,
  a.lines_after OR coalesce(i.beats_after, false) AS continues, a.head_known
FROM answer AS a
LEFT JOIN instance AS i ON i.instance_id = a.instance_id
WHERE a.line_count > 0 OR a.recorded IS NOT NULL
ORDER BY 1, 2`;
}

/** A row for each table of a heartbeat. Within another row an element is one column, however many fields it gets. */
function elements(beat: string): string {
  return `UNNEST(transform(${beat}.sequences, x -> ROW(x))) AS s (element)`;
}

/** The days that are read: those asked about, and one on each side, which says where their sequences begin and go on. */
function scanned({ from, to }: CompletenessOptions, column = "dt"): string {
  const parts = [
    ...(from === undefined ? [] : [`${column} >= ${queryText(shifted(from, -1))}`]),
    ...(to === undefined ? [] : [`${column} <= ${queryText(shifted(to, 1))}`]),
  ];
  return parts.length === 0 ? "true" : parts.join(" AND ");
}

/** The condition on the days asked about. */
function within({ from, to }: CompletenessOptions): (prefix: string) => string {
  return (prefix) => {
    const parts = [
      ...(from === undefined ? [] : [`${prefix}dt >= ${queryText(from)}`]),
      ...(to === undefined ? [] : [`${prefix}dt <= ${queryText(to)}`]),
    ];
    return parts.length === 0 ? "true" : `(${parts.join(" AND ")})`;
  };
}

function shifted(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}
