// `tracklake publish`: what it takes.
import type { Command } from "commander";
import { CliError } from "../errors.js";
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
      "Descriptions and owners have to be there. What breaks the table is refused and needs the next major, what breaks " +
      "readers has to be acknowledged. When two branches published the same revision, --rebase renumbers the one that " +
      "is not merged yet. --to a registry URL is not there yet.",
    examples: [
      'npx tracklake publish --message "Seats are counted"',
      "npx tracklake publish --dry-run",
      "npx tracklake publish --rebase --onto origin/main",
    ],
  })
    .option("-m, --message <text>", "why, for those who read the history")
    .option("--rebase", "renumber what this branch published behind what was merged meanwhile")
    .option("--onto <ref>", "with --rebase: the git ref that holds the merged history (default: origin's main branch)")
    .option("--dry-run", "say what would be published and write nothing; exit 1 when there is something");
  runs(command, runner, async (session, options: PublishCommandOptions) => {
    const { rebase = false, message, onto } = options;
    if (rebase && message !== undefined) {
      throw new CliError("wrong-use", "--message does not go with --rebase: each publish keeps its own.");
    }
    if (!rebase && onto !== undefined) throw new CliError("wrong-use", "--onto goes with --rebase alone.");
    if (rebase) {
      const { publishRebase } = await import("../actions/publish-rebase.js");
      return publishRebase(session, options);
    }
    const { publishCommand } = await import("../actions/publish.js");
    return publishCommand(session, options);
  });
}
