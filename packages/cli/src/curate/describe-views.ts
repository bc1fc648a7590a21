// Puts the descriptions of views back into the catalogue: an engine that replaces a view drops them. (unproven)
import type { GlueClient } from "@aws-sdk/client-glue";
import { apply, plan } from "@tracklake/tables";
import type { Session } from "../session.js";
import type { EventJob } from "./curate-event.js";

/** Describes the views of these names; what fails is a warning, for the next apply does the same. */
export async function describeViews(
  session: Session,
  client: GlueClient,
  jobs: readonly EventJob[],
  names: ReadonlySet<string>,
): Promise<void> {
  const all = jobs.flatMap((job) => job.views(new Map())).filter(({ name }) => names.has(name));
  const { results } = await apply(client, await plan(client, { databases: [], tables: [], views: all }));
  for (const { step, failure } of results) {
    if (!failure) continue;
    const name = "table" in step ? step.table : "";
    session.warn(`the descriptions of ${name} were not put back: ${failure.message}. Run npx tracklake apply.`);
  }
}
