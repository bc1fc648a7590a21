// `tracklake ddl`: what it takes.
import { type Command, Option } from "commander";
import type { DdlOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addDdl(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "ddl [events...]",
    summary: "print the tables of events",
    description:
      "Prints the statement that creates an event's table, or its Glue TableInput, for the events named or for all. " +
      "For Iceberg it prints OPTIMIZE and VACUUM too, with when to run them; and with --from, ALTER TABLE statements " +
      "instead of those that create what was there already. Iceberg is unproven on a live account. --format trino and " +
      "--format duckdb are not there yet.",
    examples: [
      "npx tracklake ddl plan_changed",
      "npx tracklake ddl --format glue --json",
      "npx tracklake ddl --views",
      "npx tracklake ddl --format iceberg --from main",
    ],
  })
    .addOption(
      new Option("--format <format>", "athena: delivered JSON; parquet: curated files")
        .choices(["athena", "iceberg", "parquet", "glue"])
        .default("athena"),
    )
    .option("--from <path or git ref>", "with iceberg: what is there already, so that only its changes are printed")
    .option("--views", "print the views too: what people query");
  runs(command, runner, async (session, options: DdlOptions, args) => {
    const { ddl } = await import("../actions/ddl.js");
    return ddl(session, options, (args[0] ?? []) as readonly string[]);
  });
}
