// `tracklake package`: what it takes.
import type { Command } from "commander";
import type { PackageOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addPackage(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "package",
    summary: "write the typed client as an npm package",
    description:
      "Writes a folder that npm can pack and publish, so that other repositories install the client instead of " +
      "generating it.",
    examples: [
      "npx tracklake package --name @acme/events --version 1.2.0 --out events-package",
      "(cd events-package && npm publish)",
    ],
  })
    .requiredOption("--name <name>", "the package's name, such as @acme/events")
    .option("--version <version>", "the package's version", "0.1.0")
    .option("--out <folder>", "where it is written (default: .tracklake/package)")
    .option("--from <path or git ref>", "use the published history of a folder or a git ref instead of the schemas");
  runs(command, runner, async (session, options: PackageOptions) => {
    const { packageCommand } = await import("../actions/package.js");
    return packageCommand(session, options);
  });
}
