// `tracklake drift`: what it takes.
import type { Command } from "commander";
import type { DriftOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";
import { glueOptions } from "./plan.js";

/** Declares the command. */
export function addDrift(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "drift",
    summary: "say what others changed in the tables since they were applied",
    description:
      "Compares each table of the lake with what was last applied to it, which the table itself keeps: columns, " +
      "comments, parameters, location, SerDe, description, owner; and names what is published and not there. Exit 0 " +
      "without drift, 1 with it; what others only added (a tag, a column) is told, and counts with --strict. Nothing is " +
      "changed; what others wrote stays until apply --restore puts back what was applied.",
    examples: ["npx tracklake drift", "npx tracklake drift --strict", "npx tracklake drift --json"],
  }).option("--strict", "exit 1 for what others added, too");
  glueOptions(command);
  runs(command, runner, async (session, options: DriftOptions) => {
    const { driftCommand } = await import("../actions/drift.js");
    return driftCommand(session, options);
  });
}
