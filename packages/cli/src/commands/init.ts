// `tracklake init`: what it takes.
import type { Command } from "commander";
import type { InitOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addInit(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "init",
    summary: "set up Tracklake in this folder",
    description:
      "Writes tracklake.config.ts, a first event, src/tracker and the generated client; never overwrites a file. " +
      "On a terminal it asks; with --yes, or without a terminal, it takes the options and its defaults.",
    examples: ["npx tracklake init", "npx tracklake init --yes --name acme --time-zone Asia/Tokyo"],
  })
    .option("-y, --yes", "do not ask; take the defaults")
    .option("--name <name>", "the lake's name, lower_snake (default: from package.json)")
    .option("--bucket <name>", "its S3 bucket (default: <name>-lake)")
    .option("--time-zone <name>", "IANA time zone of its days (default: this machine's)")
    .option("--owner <team>", "the team that answers for events (default: the lake's name)");
  runs(command, runner, async (session, options: InitOptions) => {
    const { init } = await import("../actions/init.js");
    return init(session, options);
  });
}
