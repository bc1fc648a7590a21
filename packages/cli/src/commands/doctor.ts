// `tracklake doctor`: what it takes.
import { type Command, InvalidArgumentError } from "commander";
import type { DoctorOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";

/** Declares the command. */
export function addDoctor(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "doctor",
    summary: "tell what is wrong with this set-up, and the command that mends it",
    description:
      "Checks the configuration, the schemas and their history, what is generated, the packages that the tracker needs, " +
      "and the folder of the spool: that it can be written, and that its disk outlives the process. With " +
      "--events-per-day it reckons what Firehose's ingestion costs a month, an event a record and packed. " +
      "Exit 1 when something is an error, 2 where there is no configuration; warnings alone are fine.",
    examples: [
      "npx tracklake doctor",
      "npx tracklake doctor --production --spool /var/lib/billing/spool",
      "npx tracklake doctor --events-per-day 5000000 --processes 4 --region ap-northeast-1",
    ],
  })
    .option("--spool <folder>", "the tracker's spool (default: .tracklake/spool beside the configuration)")
    .option("--production", "this is where the service runs: a disk that does not last is an error")
    .option("--events-per-day <n>", "events of a day, for the cost", wholeNumber(1, 1_000_000_000_000))
    .option("--event-bytes <n>", "bytes of an event's line (default: estimated)", wholeNumber(1, 1_024_000))
    .option("--processes <n>", "processes that track", wholeNumber(1, 1_000_000), 2)
    .option("--flush-interval <ms>", "how long an event waits for company", wholeNumber(0, 900_000), 1_000)
    .option("--region <region>", "AWS region, for the price (default: AWS_REGION)")
    .option("--price-per-gb <dollars>", "the price of ingestion in place of the list price", dollars);
  runs(command, runner, async (session, options: DoctorOptions) => {
    const { doctor } = await import("../actions/doctor.js");
    return doctor(session, options);
  });
}

function dollars(text: string): number {
  const price = Number(text);
  if (text.trim() !== "" && price >= 0 && price <= 1_000) return price;
  throw new InvalidArgumentError("It is an amount from 0 to 1000, such as 0.029.");
}
