// What the lake says of each instance and table, as data: what is lost, doubled or under way, and what cannot be known.
import type { LocalLake } from "@tracklake/local";
import { type CompletenessOptions, completenessQueries, recordedTablesQuery, type TableModel } from "@tracklake/tables";

/**
 * What can be said of one instance in one table. `complete`: closed, or seen again after the days asked about.
 * `under way`: nothing is missing so far, and the instance lives or its last lines are younger than the grace.
 * `unknown tail`: nothing is missing, but what came after the last heartbeat nobody can know.
 */
export type CompletenessStatus = "lost" | "conflict" | "unknown head" | "unknown tail" | "under way" | "complete";

/** One instance in one table. */
export interface InstanceTable {
  readonly status: CompletenessStatus;
  readonly table: string;
  readonly instance: string;
  readonly service: string | null;
  /** Distinct events; lines beyond them are duplicates, which the views leave out. */
  readonly events: number;
  readonly first_sequence: number | null;
  readonly last_sequence: number | null;
  readonly first_time: string | null;
  readonly last_time: string | null;
  /** Sequence numbers that never arrived, and in how many gaps. */
  readonly lost: number;
  readonly gaps: number;
  readonly first_missing: number | null;
  /** Sequence numbers that are missing still, given within the grace. */
  readonly under_way: number;
  readonly duplicates: number;
  /** Different events with one sequence number: this cannot happen, so somebody changed the lake. */
  readonly conflicts: number;
  /** The last sequence number that a heartbeat has recorded. */
  readonly recorded_sequence: number | null;
  readonly closed: boolean;
}

/** The whole answer. */
export interface Completeness {
  readonly rows: readonly InstanceTable[];
  /** Tables that heartbeats name and the project does not know. */
  readonly unknownTables: readonly string[];
  /** What the lake could not read. */
  readonly warnings: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** Asks the lake. Rows come with what needs a look first, then by table and instance. */
export async function completeness(
  lake: LocalLake,
  name: string,
  tables: readonly TableModel[],
  options: CompletenessOptions,
): Promise<Completeness> {
  const warnings = new Set<string>();
  const ask = async (sql: string): Promise<Row[]> => {
    const { columns, rows, warnings: more } = await lake.query(sql);
    for (const warning of more) warnings.add(warning);
    return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]])));
  };
  const rows: Row[] = [];
  for (const sql of completenessQueries({ name }, tables, options)) rows.push(...(await ask(sql)));
  const known = new Set(tables.map((table) => table.name));
  const recorded = await ask(recordedTablesQuery({ name }, options));
  return {
    rows: judged(rows, options.watermark),
    unknownTables: recorded.map((row) => String(row.table_name)).filter((table) => !known.has(table)),
    warnings: [...warnings],
  };
}

const order: readonly CompletenessStatus[] = [
  "lost",
  "conflict",
  "unknown head",
  "unknown tail",
  "under way",
  "complete",
];

/** Judges the rows of all queries: whether an instance lives, any of its tables may tell. */
function judged(rows: readonly Row[], watermark: string): InstanceTable[] {
  const lastSigns = new Map<string, string>();
  for (const row of rows) {
    const instance = String(row.instance_id);
    const sign = text(row.last_time) ?? "";
    if (sign > (lastSigns.get(instance) ?? "")) lastSigns.set(instance, sign);
  }
  const all = rows.map((row) => instanceTable(row, (lastSigns.get(String(row.instance_id)) ?? "") > watermark));
  const place = ({ status }: InstanceTable) => order.indexOf(status);
  return all.sort((a, b) => place(a) - place(b) || compare(a.table, b.table) || compare(a.instance, b.instance));
}

function instanceTable(row: Row, lives: boolean): InstanceTable {
  const lost = Number(row.lost_between) + Number(row.lost_at_end);
  const underWay = Number(row.under_way);
  const conflicts = Number(row.conflicts);
  const ended = row.closed === true || row.continues === true;
  const status: CompletenessStatus =
    lost > 0
      ? "lost"
      : conflicts > 0
        ? "conflict"
        : row.head_known !== true
          ? "unknown head"
          : underWay > 0 || (lives && !ended)
            ? "under way"
            : ended
              ? "complete"
              : "unknown tail";
  return {
    status,
    table: String(row.table_name),
    instance: String(row.instance_id),
    service: text(row.service),
    events: Number(row.event_count),
    first_sequence: number(row.first_sequence),
    last_sequence: number(row.last_sequence),
    first_time: text(row.first_time),
    last_time: text(row.last_time),
    lost,
    gaps: Number(row.gap_count),
    first_missing: number(row.first_missing),
    under_way: underWay,
    duplicates: Number(row.duplicates),
    conflicts,
    recorded_sequence: number(row.recorded_sequence),
    closed: row.closed === true,
  };
}

function number(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
