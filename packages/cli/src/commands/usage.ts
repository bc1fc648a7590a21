// `tracklake usage`: what it takes.
import type { Command } from "commander";
import type { UsageOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addUsage(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "usage",
    summary: "tell where events are tracked in code: never, only in tests, or although deprecated",
    description:
      "Reads the project's TypeScript and JavaScript with the TypeScript compiler and finds each event's calls by the types " +
      "of the generated client, whatever the tracker is called. Exit 1 when an event is never tracked, is tracked only in " +
      "tests, or when code uses a deprecated event or field. With --ratchet the findings in that file are tolerated and " +
      "only new ones fail; --update-ratchet writes it, and never lets it grow.",
    examples: [
      "npx tracklake usage",
      "npx tracklake usage --ratchet usage.json --update-ratchet",
      "npx tracklake usage --ratchet usage.json --json",
    ],
  })
    .option("--ratchet <file>", "the committed file of findings that are tolerated")
    .option("--update-ratchet", "write that file: all findings at first, afterwards only what is left of them");
  runs(command, runner, async (session, options: UsageOptions) => {
    const { usage } = await import("../actions/usage.js");
    return usage(session, options);
  });
}
