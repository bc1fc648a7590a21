// `tracklake acknowledge`: what it takes.
import type { Command } from "commander";
import type { AcknowledgeOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addAcknowledge(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "acknowledge <event-or-fingerprint> [rule-or-fingerprints...]",
    summary: "write down that a break is intended",
    description:
      "Adds an entry to schemas/acknowledgements.json, which is committed with the change: this very change passes until it " +
      "expires, another one does not. Several fingerprints are acknowledged at once, under one reason. Needs no network. " +
      "Reports print the exact command.",
    examples: [
      'npx tracklake acknowledge 3f9a0c11d2e4 --reason "nobody read it"',
      'npx tracklake acknowledge 3f9a0c11d2e4 87be10c2aa01 --reason "the device is not sent any more"',
      'npx tracklake acknowledge plan_changed ENUM_VALUE_REMOVED --path plan_changed.plan --reason "the plan was never sold"',
    ],
  })
    .requiredOption("--reason <text>", "why it is intended")
    .option("--path <path>", "the field, where a rule alone names several changes")
    .option("--author <name>", "who acknowledges (default: git's user.name and user.email)")
    .option("--expires <day>", "the last day on which it holds, YYYY-MM-DD at most a year off (default: in 90 days)")
    .option("--base <ref>", "where the change began (default: the merge base with the branch that it goes to)");
  runs(command, runner, async (session, options: AcknowledgeOptions, names) => {
    const { acknowledge } = await import("../actions/acknowledge.js");
    return acknowledge(
      session,
      options,
      names.flat().filter((name) => typeof name === "string"),
    );
  });
}
