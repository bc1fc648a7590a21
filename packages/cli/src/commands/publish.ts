// `tracklake publish`: what it takes.
import type { Command } from "commander";
import type { PublishCommandOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addPublish(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "publish",
    summary: "write the next version into the history",
    description:
      "Publishes every event that differs from the history, as one new file in schemas/history/ to commit. " +
      "An event whose definition is gone is retired: clients leave it out, its table and view stay. " +
      "Descriptions and owners have to be there. --to a registry URL and --rebase are not there yet.",
    examples: ['npx tracklake publish --message "Seats are counted"', "npx tracklake publish --dry-run"],
  })
    .option("-m, --message <text>", "why, for those who read the history")
    .option("--dry-run", "say what would be published and write nothing; exit 1 when there is something");
  runs(command, runner, async (session, options: PublishCommandOptions) => {
    const { publishCommand } = await import("../actions/publish.js");
    return publishCommand(session, options);
  });
}
