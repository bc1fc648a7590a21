// `tracklake generate`: what it takes.
import type { Command } from "commander";
import type { GenerateOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addGenerate(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "generate",
    summary: "write the typed client, JSON Schemas and tables into gen/",
    description:
      "Writes what the schemas become: the typed client with its encoders, JSON Schemas, Athena DDL and Glue inputs. " +
      "A definition that differs from the history is a draft of its next revision; nothing has to be published first. " +
      "--from a registry URL, the catalogue and tracklake.lock are not there yet.",
    examples: ["npx tracklake generate", "npx tracklake generate --watch", "npx tracklake generate --from origin/main"],
  })
    .option("--check", "write nothing; exit 1 and list the files that are not up to date")
    .option("--watch", "generate again whenever a schema changes")
    .option("--from <path or git ref>", "use the published history of a folder or a git ref instead of the schemas");
  runs(command, runner, async (session, options: GenerateOptions) => {
    const { generate } = await import("../actions/generate.js");
    return generate(session, options);
  });
}
