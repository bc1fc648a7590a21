// `tracklake plan`: what it takes; `apply` takes the same and more.
import type { Command } from "commander";
import type { PlanOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addPlan(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "plan",
    summary: "say what apply would change in Glue",
    description:
      "Compares the tables of the published events with the Glue Data Catalog. Exit 0 when there is nothing to do, " +
      "1 when there are changes. Credentials come from where the AWS SDK finds them. Views are written by the engine: " +
      "run what tracklake ddl --views prints.",
    examples: ["npx tracklake plan", "npx tracklake plan --endpoint http://localhost:4573"],
  });
  glueOptions(command);
  runs(command, runner, async (session, options: PlanOptions) => {
    const { planCommand } = await import("../actions/plan.js");
    return planCommand(session, options);
  });
}

/** The options of the commands that talk to Glue. */
export function glueOptions(command: Command): Command {
  return command
    .option("--endpoint <url>", "the Glue service (default: the configuration, AWS_ENDPOINT_URL_GLUE, else AWS)")
    .option("--region <name>", "the AWS region (default: the configuration, AWS_REGION)")
    .option("--drafts", "drafts too (default: only for an endpoint on this machine)");
}
