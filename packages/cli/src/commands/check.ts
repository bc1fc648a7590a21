// `tracklake check`: what it takes.
import type { Command } from "commander";
import type { CheckOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";
import { reportFormats } from "./report-format.js";

/** Declares the command. */
export function addCheck(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "check",
    summary: "lint the schemas, verify their history, judge their changes",
    description:
      "Checks the schemas as a publish would: lint, tables, the chain of the published revisions, and compatibility with " +
      "all of them. With --base, what the base breaks already does not fail. Exit 1 when there is an error; warnings alone are fine.",
    examples: ["npx tracklake check", "npx tracklake check --base origin/main --format sarif"],
  })
    .option("--base [ref]", "fail only for what is new since a ref (default: the branch that the change goes to)")
    .addOption(reportFormats("how it is printed; markdown adds what becomes of tables, as review does"));
  runs(command, runner, async (session, options: CheckOptions) => {
    const { check } = await import("../actions/check.js");
    return check(session, options);
  });
}
