// Brings an event's views to its boundary, the last step of a curation: by the plan and the apply that deploys write views with.
// What is there already is left alone, and so is a view or table of somebody else's.
import type { GlueClient } from "@aws-sdk/client-glue";
import { sameSql } from "@tracklake/sql";
import { apply, engineViews, plan, type ViewModel } from "@tracklake/tables";
import { type Engine, interrupted, type RunOptions } from "../engine/engine.js";
import { CliError } from "../errors.js";

/** Brings views up to date. */
export interface EventViews {
  /** @throws CliError `interrupted`, `engine-failed` when one could not be written or described. */
  bring(views: readonly ViewModel[], options?: RunOptions): Promise<ViewsBrought>;
}

/** What became of views. */
export interface ViewsBrought {
  /** Names of those that were written. */
  readonly replaced: readonly string[];
  /** What to know of those that are not ours and were left, a sentence each. */
  readonly notes: readonly string[];
}

/** Views of the local lake are made from the boundary whenever somebody asks: there is nothing to write. */
export const localViews: EventViews = { bring: async () => ({ replaced: [], notes: [] }) };

/** Views that an engine keeps in the catalogue. */
export function viewsOfCatalogue(client: GlueClient, engine: Engine): EventViews {
  return {
    async bring(views, options = {}) {
      const steps = await plan(client, { databases: [], tables: [], views }, { writeViews: true, sameSql });
      const writer = engineViews((statement) => engine.run(statement, options));
      const { results } = await apply(client, steps, { views: writer });
      if (options.signal?.aborted) throw interrupted(engine.name);
      const failed = results.find(({ failure }) => failure);
      if (failed?.failure) throw new CliError("engine-failed", failed.failure.message);
      return {
        replaced: results.flatMap(({ step, outcome }) =>
          step.kind === "write-view" && (outcome === "created" || outcome === "updated") ? [step.table] : [],
        ),
        notes: results.flatMap(({ step }) =>
          step.kind === "refused"
            ? [`${step.database}.${step.table} was left as it is: ${step.reason} ${step.remedy}`]
            : [],
        ),
      };
    },
  };
}
