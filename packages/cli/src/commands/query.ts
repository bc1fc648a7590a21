// `tracklake query`: what it takes.
import { type Command, Option } from "commander";
import type { QueryOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";

/** Declares the command. */
export function addQuery(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "query [sql]",
    summary: "answer Athena SQL from the local lake",
    description:
      "Runs a query in Athena's SQL over .tracklake/lake, translated for DuckDB. Names without a database are those of " +
      "the views: one for each event, one for each array of structs. Dimensions of the configuration are read from " +
      'PostgreSQL when the query names them. "-" reads the query from standard input. ' +
      "--engine athena and --engine trino are not there yet.",
    examples: [
      'npx tracklake query "SELECT * FROM user_signed_in LIMIT 10"',
      "npx tracklake query --file report.sql --format csv > report.csv",
      "echo 'SELECT count(*) AS requests FROM http_request' | npx tracklake query -",
    ],
  })
    .option("--file <path>", "read the query from a file")
    .addOption(
      new Option("--format <format>", "how rows are printed (default: table)").choices(["table", "csv", "json"]),
    )
    .option("--lake <folder>", "the folder of the lake (default: .tracklake/lake beside the configuration)")
    .option("--max-rows <n>", "rows that a table shows at most", wholeNumber(1, 10_000_000), 1_000)
    .option("--dimension-rows <n>", "rows that a dimension may have", wholeNumber(1, 100_000_000), 1_000_000)
    .option("--timeout <seconds>", "how long a dimension's query may take", wholeNumber(1, 86_400), 30)
    .option("--show-sql", "print the SQL that DuckDB ran, to stderr");
  runs(command, runner, async (session, options: QueryOptions, args) => {
    const { query } = await import("../actions/query.js");
    return query(session, options, args[0] as string | undefined);
  });
}
