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
      "Compares tables, registered partitions and views with the Glue Data Catalog. Exit 0 when there is nothing to " +
      "do, 1 when there are changes. What others wrote into a table stays. Credentials come from where the AWS SDK " +
      "finds them. Views are compared by their SQL and planned when --views or the configuration says who writes them; " +
      "shared queries (queries/*.sql with a comment at their head) are views too, checked against the schemas first.",
    examples: [
      "npx tracklake plan",
      "npx tracklake plan --out plan.json && npx tracklake apply plan.json --yes",
      "npx tracklake plan --format markdown",
      "npx tracklake plan --views athena",
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

/** The options that say what is planned, and who writes views. */
export function wantedOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--views <engine>", "who writes the views (default: views.engine of the configuration)").choices([
        "athena",
        "trino",
        "glue",
        "none",
      ]),
    )
    .option("--workgroup <name>", "Athena's workgroup (default: the configuration, primary)")
    .option("--output-location <s3 url>", "where Athena keeps results, where the workgroup names none")
    .option("--trino-server <url>", "the Trino that writes (default: the configuration)")
    .option("--trino-user <name>", "who asks it (default: the configuration, TRINO_USER, tracklake)")
    .option("--catalog <name>", "Trino's catalog of the lake (default: the configuration, hive)")
    .option("--drafts", "drafts too (default: only for an endpoint on this machine)")
    .option("--adopt", "take over tables, and write over views, of the right name that somebody else made")
    .option("--restore", "put back what others changed in what was applied");
}
