// The difference of what is in the catalogue and what should be, as steps. Pure: nothing is called here.
// Nothing is ever dropped; a table of somebody else's is refused, never overwritten.
import type { Table } from "@aws-sdk/client-glue";
import { isTablesError } from "../errors.js";
import { parseHiveType } from "../model/hive-type.js";
import { APPLIED } from "../model/table-models.js";
import type { TableModel } from "../table-model.js";
import { type DesiredState, type LiveState, tableKey } from "./state.js";
import type { Plan, PlanStep, Refused } from "./steps.js";
import { glueTableInput } from "./table-input.js";
import { tableUpdate } from "./table-update.js";

/**
 * The plan that brings a live state to the desired one.
 *
 * @example
 * diff({ databases: new Set(), tables: new Map() }, { databases: [], tables: [] }); // { steps: [] }
 */
export function diff(live: LiveState, desired: DesiredState): Plan {
  const databases = desired.databases.map(({ name, description }): PlanStep => {
    if (live.databases.has(name)) return { kind: "unchanged", database: name };
    return { kind: "create-database", database: name, input: { Name: name, Description: description } };
  });
  const tables = desired.tables.map((model) => tableStep(live.tables.get(tableKey(model)), model));
  return { steps: [...databases, ...tables] };
}

/** The step of one table. @param live - `undefined` when it is not there. */
export function tableStep(live: Table | undefined, model: TableModel): PlanStep {
  const at = { database: model.database, table: model.name };
  if (model.format === "iceberg") return icebergStep(live, at);
  if (!live) return { kind: "create-table", ...at, input: glueTableInput(model), model };
  const refused = refusal(live, model, at);
  if (refused) return refused;
  const unreadable = unreadableType(live, model, at);
  if (unreadable) return unreadable;
  const { input, changes } = tableUpdate(live, model);
  if (changes.length === 0) return { kind: "unchanged", ...at };
  return { kind: "update-table", ...at, versionId: live.VersionId, input, changes, model };
}

type At = Pick<Refused, "database" | "table">;

function icebergStep(live: Table | undefined, at: At): PlanStep {
  if (live?.Parameters?.table_type?.toUpperCase() === "ICEBERG") return { kind: "unchanged", ...at };
  return {
    kind: "refused",
    ...at,
    reason: "an Iceberg table is created and changed by its own DDL, never through the Glue API.",
    remedy: "Run the statement of `tracklake ddl --format iceberg` in Athena.",
  };
}

function refusal(live: Table, model: TableModel, at: At): Refused | undefined {
  const parameters = live.Parameters ?? {};
  const refuse = (reason: string, remedy: string): Refused => ({ kind: "refused", ...at, reason, remedy });
  if (parameters[APPLIED] === undefined) {
    return refuse(
      "a table of this name is there that Tracklake did not create.",
      `Rename or remove it, give the lake another name, or adopt it by setting its parameter ${APPLIED} to "adopted".`,
    );
  }
  const location = live.StorageDescriptor?.Location ?? "";
  if (slashed(location) !== slashed(model.location)) {
    return refuse(
      `the table lies at ${location} and should lie at ${model.location}; its data would vanish from queries.`,
      'Put "lake.bucket" back in tracklake.config.ts, or change the location by hand once the files are moved.',
    );
  }
  const zone = parameters["tracklake.time_zone"];
  const wanted = model.parameters["tracklake.time_zone"];
  if (zone !== undefined && wanted !== undefined && zone !== wanted) {
    return refuse(
      `its partitions are days of ${zone}, and the lake's time zone is now ${wanted}.`,
      'Put "lake.timeZone" back in tracklake.config.ts: it is fixed once data is there.',
    );
  }
  const keys = (live.PartitionKeys ?? []).map(({ Name, Type }) => `${Name} ${Type}`).join(", ");
  const wantedKeys = model.partitionKeys.map(({ name, type }) => `${name} ${type}`).join(", ");
  if (keys !== wantedKeys) {
    return refuse(
      `it is partitioned by (${keys}) and should be by (${wantedKeys}); Glue cannot change that in place.`,
      "Raise the event's major, so that it gets a new table.",
    );
  }
  return undefined;
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
