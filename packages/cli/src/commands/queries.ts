// `tracklake queries`: what it takes.
import type { Command } from "commander";
import type { QueriesOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";

/** Declares the command. */
export function addQueries(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "queries <folder>",
    summary: "tell what JSON existing queries parse, which ask the same, and what would replace it",
    description:
      "Reads every .sql file of a folder, in any of the common dialects and with Redash's templates, and reports: the JSON " +
      "paths and texts that they take apart (json_extract, json_parse, ->, ->>, json_value, split_part, regexp_extract), " +
      "how often and where; the event columns whose names fit; the queries that ask the same thing; and what could not be " +
      "read. It only reports. Exit 1 when a file could not be read.",
    examples: ["npx tracklake queries sql", "npx tracklake queries ../redash-export --json"],
  }).option("--most <n>", "rows that each list shows at most", wholeNumber(1, 100_000), 20);
  runs(command, runner, async (session, options: QueriesOptions, [folder]) => {
    const { queries } = await import("../actions/queries.js");
    return queries(session, options, String(folder));
  });
}
