// Makes a curated table, or adds what it lacks, the way apply does: nothing of others is touched.
import type { GlueClient } from "@aws-sdk/client-glue";
import { apply, type DatabaseModel, plan, type TableModel } from "@tracklake/tables";
import { CliError } from "../errors.js";

/** Brings a curated table to its model. @throws CliError `not-reachable` with what the catalogue said. */
export async function ensureCurated(
  client: GlueClient,
  databases: readonly DatabaseModel[],
  curated: TableModel,
): Promise<void> {
  const wanted = databases.filter(({ name }) => name === curated.database);
  const { results } = await apply(client, await plan(client, { databases: wanted, tables: [curated] }));
  for (const { step, outcome, failure } of results) {
    if (step.kind === "refused") {
      throw new CliError("not-reachable", `${curated.name} cannot be used: ${step.reason}\n${step.remedy}`);
    }
    if (failure || outcome === "failed" || outcome === "skipped") {
      const said = failure ? `${failure.code}: ${failure.message}. ${failure.remedy}` : outcome;
      throw new CliError("not-reachable", `${curated.name} could not be brought up to date: ${said}`);
    }
  }
}
