// `tracklake adopt`: what it takes.
import type { Command } from "commander";
import type { AdoptOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";
import { glueOptions } from "./plan.js";

/** Declares the command. */
export function addAdopt(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "adopt <event>",
    summary: "take over a table that was made by hand, by a crawler or by Terraform",
    description:
      "Compares an existing table with the event's, says what would change, and takes it over: its location, SerDe, " +
      "partitions, columns, comments and parameters stay. A table of another name stays as it is, and the event's " +
      "table is created over the same files. Without --yes it only says so, or asks on a terminal.",
    examples: ["npx tracklake adopt plan_changed", "npx tracklake adopt plan_changed --table logs.plan_changes --yes"],
  })
    .option("--table <database.table>", "the table that is there (default: the event's own name)")
    .option("--major <n>", "the event's major (default: the latest)", wholeNumber(1, 1_000_000))
    .option("--drafts", "by drafts too (default: only for an endpoint on this machine)")
    .option("-y, --yes", "do not ask");
  glueOptions(command);
  runs(command, runner, async (session, options: AdoptOptions, [event]) => {
    const { adoptCommand } = await import("../actions/adopt.js");
    return adoptCommand(session, options, String(event));
  });
}
