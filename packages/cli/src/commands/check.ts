// `tracklake check`: what it takes.
import { type Command, Option } from "commander";
import type { CheckOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addCheck(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "check",
    summary: "lint the schemas and verify their history",
    description:
      "Checks the schemas as a publish would: lint, tables, and the chain of the published revisions. " +
      "Exit 1 when there is an error; warnings alone are fine. " +
      "--base, --format sarif, junit and github, and the rules of compatibility are not there yet.",
    examples: ["npx tracklake check", "npx tracklake check --fix", "npx tracklake check --format markdown"],
  })
    .option("--fix", "change the definitions where the way out is mechanical and safe, then check")
    .addOption(new Option("--dry-run", "show what --fix would change, and write nothing").implies({ fix: true }))
    .addOption(
      new Option(
        "--format <format>",
        "how it is printed; markdown adds what differs from the history, with the DDL to come",
      )
        .choices(["text", "json", "markdown"])
        .default("text"),
    );
  runs(command, runner, async (session, options: CheckOptions) => {
    const { check } = await import("../actions/check.js");
    return check(session, options);
  });
}
