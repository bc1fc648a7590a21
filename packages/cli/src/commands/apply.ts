// `tracklake apply`: what it takes.
import type { Command } from "commander";
import type { ApplyOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";
import { glueOptions } from "./plan.js";

/** Declares the command. */
export function addApply(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "apply",
    summary: "change Glue as plan said",
    description:
      "Creates and updates databases and tables in the Glue Data Catalog, step by step; nothing is ever dropped. " +
      "Without a terminal it needs --yes. Run it before the code that writes the new events is deployed.",
    examples: ["npx tracklake apply", "npx tracklake apply --yes --json"],
  }).option("-y, --yes", "do not ask");
  glueOptions(command);
  runs(command, runner, async (session, options: ApplyOptions) => {
    const { applyCommand } = await import("../actions/apply.js");
    return applyCommand(session, options);
  });
}
