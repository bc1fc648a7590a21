// `tracklake curate`: what it takes.
import { type Command, Option } from "commander";
import { duration } from "../curate/durations.js";
import type { CurateOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";
import { glueOptions } from "./plan.js";

/** Declares the command. */
export function addCurate(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "curate [events...]",
    summary: "turn delivered JSON into Parquet, day by day, for cheaper queries",
    description:
      "Writes each day that is over as Parquet, every event once, into a folder of its own; makes it visible by one call; " +
      "and moves the day up to which the views read it. A rerun replaces and never doubles, a run that was cut off is " +
      "gone on with. Days within --late are written again when events came late; days behind it are told of, exit 1. " +
      "Nothing that was delivered is touched. Engines: DuckDB over the local lake, Athena (UNLOAD), a Trino. " +
      "A password for Trino is taken from TRINO_PASSWORD.",
    examples: [
      "npx tracklake curate",
      "npx tracklake curate --engine athena --workgroup acme --json",
      "npx tracklake curate order_placed --from 2026-01-01 --to 2026-01-31 --dry-run",
      "npx tracklake curate --engine trino --trino-server http://localhost:8080 --catalog hive",
    ],
  })
    .addOption(new Option("--engine <engine>", "who writes").choices(["local", "athena", "trino"]).default("local"))
    .option("--from <day>", "the first day, in the lake's time zone (default: after the boundary, and --late)")
    .option("--to <day>", "the last day (default: the last that is over)")
    .addOption(days("--late <duration>", "days that are written again when events came late", "3d", "0m"))
    .addOption(days("--look-back <duration>", "how far back late events are looked for", "400d", "1d"))
    .addOption(days("--settle <duration>", "how long a day is over before it is written", "1h", "0m"))
    .addOption(days("--grace <duration>", "how long old runs stay, for queries that read them", "24h", "1h"))
    .option("--again", "write the days of --from and --to once more, up to date or not")
    .option("--dry-run", "say what would be written; exit 1 when there is something")
    .option("--concurrency <n>", "events at a time", wholeNumber(1, 32), 4)
    .option("--workgroup <name>", "Athena's workgroup (default: the configuration, primary)")
    .option("--output-location <s3 url>", "where Athena keeps results, where the workgroup names none")
    .option("--trino-server <url>", "the Trino that writes (default: the configuration)")
    .option("--trino-user <name>", "who asks it (default: the configuration, TRINO_USER, tracklake)")
    .option("--catalog <name>", "Trino's catalog of the lake (default: the configuration, hive)")
    .option("--lake <folder>", "the local lake's folder (default: .tracklake/lake beside the configuration)");
  glueOptions(command);
  runs(command, runner, async (session, options: CurateOptions, [events]) => {
    const { curate } = await import("../actions/curate.js");
    return curate(session, options, events as readonly string[]);
  });
}

function days(flags: string, description: string, usual: string, least: string): Option {
  const read = duration(least);
  return new Option(flags, description).default(read(usual), usual).argParser(read);
}
