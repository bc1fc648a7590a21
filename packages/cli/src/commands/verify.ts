// `tracklake verify`: what it takes.
import type { Command } from "commander";
import type { VerifyOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";

/** Declares the command. */
export function addVerify(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "verify",
    summary: "tell what was lost, doubled or is under way, by instance and table",
    description:
      "Reads event_sequence and the heartbeats in the local lake: a gap is a loss, a repetition a duplicate, and a tail is " +
      "known where the instance was closed; where nothing can be said it says unknown tail. Exit 1 when something is " +
      "lost. --sql prints the same question for Athena.",
    examples: [
      "npx tracklake verify",
      "npx tracklake verify --from 2026-01-01 --to 2026-01-31 --json",
      "npx tracklake verify --sql > completeness.sql",
    ],
  })
    .option("--from <day>", "the first day, in the lake's time zone (default: all)")
    .option("--to <day>", "the last day (default: all)")
    .option("--grace <minutes>", "how long an event may be under way", wholeNumber(0, 525_600), 15)
    .option("--strict", "exit 1 for what is unknown or could not be read, too")
    .option("--sql", "print the queries for Athena instead of asking the local lake")
    .option("--lake <folder>", "the folder of the lake (default: .tracklake/lake beside the configuration)")
    .option("--max-rows <n>", "rows that the table shows at most", wholeNumber(1, 10_000_000), 200);
  runs(command, runner, async (session, options: VerifyOptions) => {
    const { verify } = await import("../actions/verify.js");
    return verify(session, options);
  });
}
