// What an Iceberg table needs from time to time, and when: small files made large, and old snapshots let go of.
// Source: Amazon Athena User Guide, "Optimize Iceberg tables": OPTIMIZE and VACUUM are billed by what they read.
import type { TableModel } from "../table-model.js";
import { quoteDdl } from "./quote.js";

/** One statement and its schedule. */
export interface Maintenance {
  readonly statement: string;
  /** What it does, in a sentence. */
  readonly purpose: string;
  /** When, in words. */
  readonly when: string;
  /** A schedule expression of Amazon EventBridge Scheduler. */
  readonly schedule: string;
  /** The zone that it is in: `ScheduleExpressionTimezone`. */
  readonly timeZone: string;
}

/**
 * The maintenance of an Iceberg table.
 *
 * @param timeZone - The lake's: yesterday is over when it runs.
 * @example
 * icebergMaintenance(table, "Asia/Tokyo")[0]?.schedule; // "cron(15 3 * * ? *)"
 */
export function icebergMaintenance(table: TableModel, timeZone: string): Maintenance[] {
  const name = `${quoteDdl(table.database)}.${quoteDdl(table.name)}`;
  return [
    {
      statement: `OPTIMIZE ${name} REWRITE DATA USING BIN_PACK`,
      purpose:
        "Makes large files of the small ones that streaming leaves; files that are large already are left alone.",
      when: "every night at 03:15",
      schedule: "cron(15 3 * * ? *)",
      timeZone,
    },
    {
      statement: `VACUUM ${name}`,
      purpose: "Forgets snapshots older than five days and deletes what only they used; until then one can go back.",
      when: "every Sunday at 04:15, and again as long as it says that there is more (ICEBERG_VACUUM_MORE_RUNS_NEEDED)",
      schedule: "cron(15 4 ? * SUN *)",
      timeZone,
    },
  ];
}
