// `tracklake plan`: what it takes; `apply` takes the same and more.
import { type Command, Option } from "commander";
import type { PlanOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addPlan(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "plan",
    summary: "say what apply would change in Glue",
    description:
      "Compares the tables of the published events with the Glue Data Catalog. Exit 0 when there is nothing to do, " +
      "1 when there are changes. What others wrote into a table stays. Credentials come from where the AWS SDK finds " +
      "them. Views are written by the engine: run what tracklake ddl --views prints; their descriptions are planned here.",
    examples: [
      "npx tracklake plan",
      "npx tracklake plan --out plan.json && npx tracklake apply plan.json --yes",
      "npx tracklake plan --format markdown",
      "npx tracklake plan --endpoint http://localhost:4573",
    ],
  })
    .addOption(
      new Option("--format <format>", "how it is printed").choices(["text", "json", "markdown"]).default("text"),
    )
    .option("--out <file>", "keep the plan in a file, for apply to carry out exactly");
  wantedOptions(glueOptions(command));
  runs(command, runner, async (session, options: PlanOptions) => {
    const { planCommand } = await import("../actions/plan.js");
    return planCommand(session, options);
  });
}

/** The options of the commands that talk to Glue. */
export function glueOptions(command: Command): Command {
  return command
    .option("--endpoint <url>", "the Glue service (default: the configuration, AWS_ENDPOINT_URL_GLUE, else AWS)")
    .option("--region <name>", "the AWS region (default: the configuration, AWS_REGION)");
}

/** The options that say what is planned. */
export function wantedOptions(command: Command): Command {
  return command
    .option("--drafts", "drafts too (default: only for an endpoint on this machine)")
    .option("--adopt", "take over tables of the right name that somebody else made")
    .option("--restore", "put back what others changed in what was applied");
}
