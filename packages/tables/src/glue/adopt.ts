// A plan that takes over one table for one event, whatever the table's name.
import type { GlueClient } from "@aws-sdk/client-glue";
import { TablesError } from "../errors.js";
import { APPLIED } from "../model/table-models.js";
import type { TableModel } from "../table-model.js";
import { adoptStep } from "./adopt-step.js";
import { tableStep } from "./diff.js";
import { readLayout, readLive, readTable } from "./live.js";
import { GlueCalls, type RetryOptions } from "./retry.js";
import type { DatabaseModel } from "./state.js";
import type { Plan, PlanStep } from "./steps.js";

/** A table that is there, such as `{ database: "logs", name: "orders" }`. */
export interface ExistingTable {
  readonly database: string;
  readonly name: string;
}

/**
 * What taking over an existing table would change.
 *
 * @param model - The table of the event that shall have it.
 * @param existing - With another name than the model's, a table of ours over the same files is planned beside it.
 * @throws TablesError `live-unreadable`, `table-missing`.
 * @example
 * const taken = await planAdoption(client, databases, model, { database: "logs", name: "orders" });
 */
export async function planAdoption(
  client: GlueClient,
  databases: readonly DatabaseModel[],
  model: TableModel,
  existing: ExistingTable = model,
  options: RetryOptions = {},
): Promise<Plan> {
  const calls = new GlueCalls(client, options);
  const table = await readTable(calls, existing.database, existing.name);
  if (!table) {
    const text = `there is no table ${existing.database}.${existing.name}: name the one to take over with --table.`;
    throw new TablesError("table-missing", text);
  }
  const live = await readLive(calls, { databases, tables: [model] });
  const [ours] = live.tables.values();
  const created = databases
    .filter(({ name }) => !live.databases.has(name))
    .map(({ name, description }): PlanStep => {
      return { kind: "create-database", database: name, input: { Name: name, Description: description } };
    });
  const known = { ...table, DatabaseName: existing.database };
  const same = existing.database === model.database && existing.name === model.name;
  return { steps: [...created, await step()], ...(live.catalogue === undefined ? {} : { catalogue: live.catalogue }) };

  async function step(): Promise<PlanStep> {
    const at = { database: model.database, table: model.name };
    if (ours && !same) {
      const reason = `${model.database}.${model.name} is there already; ${existing.database}.${existing.name} cannot become it.`;
      return { kind: "refused", ...at, reason, remedy: "Unite the two by a view of yours: queries/<name>.sql." };
    }
    if (ours?.Parameters?.[APPLIED] !== undefined) return tableStep(ours, model);
    return adoptStep(known, model, await readLayout(calls, known));
  }
}
