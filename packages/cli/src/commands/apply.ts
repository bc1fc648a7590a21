// `tracklake apply`: what it takes.
import type { Command } from "commander";
import type { ApplyOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";
import { glueOptions, wantedOptions } from "./plan.js";

/** Declares the command. */
export function addApply(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "apply [plan]",
    summary: "change Glue as plan said",
    description:
      "Creates and updates databases, tables, registered partitions and views, step by step; nothing is ever dropped. " +
      "Views are written by CREATE OR REPLACE VIEW through Athena or a Trino (a password: TRINO_PASSWORD); straight into " +
      "Glue by --views glue, which is unproven on a live account. " +
      "With a plan of plan --out it carries out exactly that, and nothing when the catalogue has changed since. " +
      "Without a terminal it needs --yes. Run it before the code that writes the new events is deployed.",
    examples: [
      "npx tracklake apply",
      "npx tracklake apply plan.json --yes",
      "npx tracklake apply --yes --json",
      "npx tracklake apply --views athena --workgroup acme --yes",
      "npx tracklake apply --prune-versions 20",
    ],
  })
    .option("-y, --yes", "do not ask")
    .option("--prune-versions <keep>", "delete all versions of these tables but the last ones", wholeNumber(1, 100_000))
    .option("--concurrency <n>", "tables written at once", wholeNumber(1, 64), 8);
  wantedOptions(glueOptions(command));
  runs(command, runner, async (session, options: ApplyOptions, [plan]) => {
    const { applyCommand } = await import("../actions/apply.js");
    return applyCommand(session, options, plan as string | undefined);
  });
}
