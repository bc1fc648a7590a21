// Reads the catalogue and says what apply would do.
import type { GlueClient } from "@aws-sdk/client-glue";
import { diff } from "./diff.js";
import { readLive } from "./live.js";
import type { DesiredState } from "./state.js";
import type { Plan } from "./steps.js";

/**
 * What it takes to bring the Glue Data Catalog to the desired state.
 *
 * @param client - The caller's own client: its credentials, region and endpoint.
 * @throws TablesError `live-unreadable` when the catalogue cannot be read.
 * @example
 * const { steps } = await plan(client, { databases: lakeDatabases(lake), tables: tableModels(revisions, lake) });
 */
export async function plan(client: GlueClient, desired: DesiredState): Promise<Plan> {
  return diff(await readLive(client, desired), desired);
}
