// What is refused of a table that is there, with what to do by hand: it would need a table to be deleted or recreated.
import type { Table } from "@aws-sdk/client-glue";
import { isTablesError } from "../errors.js";
import { parseHiveType } from "../model/hive-type.js";
import { APPLIED } from "../model/table-models.js";
import type { TableModel } from "../table-model.js";
import type { PlanStep, Refused } from "./steps.js";
import { writersOf } from "./writers.js";

type At = Pick<Refused, "database" | "table">;

/** Iceberg is left to its own DDL. */
export function icebergStep(live: Table | undefined, at: At): PlanStep {
  if (live?.Parameters?.table_type?.toUpperCase() === "ICEBERG") return { kind: "unchanged", ...at };
  return {
    kind: "refused",
    ...at,
    reason: "an Iceberg table is created and changed by its own DDL, never through the Glue API.",
    remedy: "Run the statement of `tracklake ddl --format iceberg` in Athena.",
  };
}

/** Why a live table is not updated, or `undefined`. */
export function refusal(live: Table, model: TableModel, at: At): Refused | undefined {
  const parameters = live.Parameters ?? {};
  const refuse = (reason: string, ...remedy: string[]): Refused => ({
    kind: "refused",
    ...at,
    reason,
    remedy: remedy.join("\n"),
  });
  if (parameters[APPLIED] === undefined) {
    const [writer] = writersOf(live);
    const by = writer
      ? ` It was written by ${writer.who === "crawler" ? "a crawler" : writer.who} (${writer.trace}).`
      : "";
    return refuse(
      `a table of this name is there that Tracklake did not create.${by}`,
      `See what taking it over would change: npx tracklake adopt ${model.parameters["tracklake.event"] ?? "<event>"}.`,
      "Or rename or remove it by hand, or give the lake another name.",
    );
  }
  const location = live.StorageDescriptor?.Location ?? "";
  if (slashed(location) !== slashed(model.location)) {
    return refuse(
      `the table lies at ${location} and should lie at ${model.location}; its data would vanish from queries.`,
      'Put "lake.bucket" back in tracklake.config.ts. Or, when the data shall move:',
      `1. Let the stream deliver to ${model.location}.`,
      `2. Copy what is there: aws s3 sync ${slashed(location)} ${model.location}`,
      "3. Change the location and storage.location.template in Glue by hand, and plan again.",
    );
  }
  const zone = parameters["tracklake.time_zone"];
  const wanted = model.parameters["tracklake.time_zone"];
  if (zone !== undefined && wanted !== undefined && zone !== wanted) {
    return refuse(
      `its partitions are days of ${zone}, and the lake's time zone is now ${wanted}.`,
      'Put "lake.timeZone" back in tracklake.config.ts: it is fixed once data is there.',
      "For another zone start another lake, and write what there is into it again under new days.",
    );
  }
  const keys = (live.PartitionKeys ?? []).map(({ Name, Type }) => `${Name} ${Type}`).join(", ");
  const wantedKeys = model.partitionKeys.map(({ name, type }) => `${name} ${type}`).join(", ");
  if (keys !== wantedKeys) {
    return refuse(
      `it is partitioned by (${keys}) and should be by (${wantedKeys}); Glue cannot change that in place.`,
      "Raise the event's major, so that it gets a new table; the view unites the two.",
    );
  }
  return unreadableType(live, model, at);
}

function unreadableType(live: Table, model: TableModel, at: At): Refused | undefined {
  const ours = new Set(model.columns.map(({ name }) => name));
  for (const { Name, Type } of live.StorageDescriptor?.Columns ?? []) {
    if (!ours.has(Name ?? "")) continue;
    try {
      parseHiveType(Type ?? "");
    } catch (error) {
      if (!isTablesError(error)) throw error;
      const reason = `its column ${Name} has a type that cannot be read: ${error.message}.`;
      return { kind: "refused", ...at, reason, remedy: "Correct the column's type in Glue by hand." };
    }
  }
  return undefined;
}

function slashed(location: string): string {
  return location.endsWith("/") ? location : `${location}/`;
}
