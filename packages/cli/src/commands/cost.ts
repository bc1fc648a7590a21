// `tracklake cost`: what it takes.
import type { Command } from "commander";
import type { CostOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";

/** Declares the command. */
export function addCost(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "cost [events...]",
    summary: "reckon what Firehose, S3 and Athena cost, from the sizes of the schemas",
    description:
      "Makes lines of the events named, or of all your own, measures them as JSON, as gzip and as Parquet, and reckons a " +
      "month: Firehose's ingestion packed and not, dynamic partitioning, storage, requests; and one query in Athena over " +
      "JSON and over Parquet. Events are spread evenly. List prices of a dated file; what is not known is said so, and " +
      "no part of the sum. docs/infra.md says how it is reckoned.",
    examples: [
      "npx tracklake cost --events-per-day 5000000 --region ap-northeast-1",
      "npx tracklake cost page_viewed --events-per-day 200000 --query-days 7 --query-columns 3",
      "npx tracklake cost --events-per-day 5000000 --json",
    ],
  })
    .requiredOption("--events-per-day <n>", "events of a day, of all together", wholeNumber(1, 1_000_000_000_000))
    .option("--processes <n>", "processes that track, each of which packs by itself", wholeNumber(1, 1_000_000), 2)
    .option("--flush-interval <ms>", "how long an event waits for company", wholeNumber(0, 900_000), 1_000)
    .option("--buffer-seconds <n>", "how long Firehose gathers an object", wholeNumber(1, 900), 300)
    .option("--query-days <n>", "days that a query looks at", wholeNumber(1, 100_000), 30)
    .option("--query-columns <n>", "columns that a query reads", wholeNumber(1, 1_000), 4)
    .option("--region <region>", "AWS region, for the prices (default: the configuration, AWS_REGION)");
  runs(command, runner, async (session, options: CostOptions, args) => {
    const { cost } = await import("../actions/cost.js");
    return cost(session, options, (args[0] ?? []) as readonly string[]);
  });
}
