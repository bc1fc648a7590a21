// `tracklake review`: what it takes.
import { type Command, Option } from "commander";
import type { ReviewCommandOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";
import { reportFormats } from "./report-format.js";

/** Declares the command. */
export function addReview(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "review",
    summary: "say what a change of the schemas does to types, tables, old data and queries",
    description:
      "Compares the definitions with those where the change began and with everything published: verdicts on four axes, " +
      "tables to come, the order of deploying, queries that read what changes. Exit 1 when something stops the change.",
    examples: [
      "npx tracklake review",
      "npx tracklake review --base origin/release --format markdown",
      "npx tracklake review --comment github",
    ],
  })
    .option("--base <ref>", "where the change began (default: the merge base with the branch that it goes to)")
    .addOption(reportFormats("how it is printed; markdown is the comment of a pull request"))
    .addOption(
      new Option(
        "--comment <where>",
        "in GitHub Actions: keep one comment on the pull request, and annotate lines",
      ).choices(["github"]),
    )
    .option(
      "--acknowledge-label <label>",
      "the label on a pull request that acknowledges its breaks for the review",
      "schema-change-acknowledged",
    )
    .option("--name <name>", "tells the comments of several projects of one repository apart");
  runs(command, runner, async (session, options: ReviewCommandOptions) => {
    const { review } = await import("../actions/review.js");
    return review(session, options);
  });
}
