// `tracklake redrive`: what it takes.
import type { Command } from "commander";
import type { RedriveCommandOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

/** Declares the command. */
export function addRedrive(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "redrive",
    summary: "send dead letters and Firehose's errors again, under their own ids",
    description:
      "Checks each dead letter, and each event of the lake's errors/ folder, against the definitions of today, and sends " +
      "what fits: to the Firehose stream of --stream or TRACKLAKE_STREAM, else into the local lake. Personal values stay " +
      "as they were protected. Files go through redriving/ to redriven/ beside them; what cannot be sent stays, and " +
      "nothing is deleted. A run that was broken off goes on where it stopped. Exit 1 when something is left.",
    examples: [
      "npx tracklake redrive --dry-run",
      "npx tracklake redrive --event plan_changed --reason violation",
      "npx tracklake redrive --stream acme-events --region ap-northeast-1",
    ],
  })
    .option("--event <names...>", "only these events")
    .option("--reason <reasons...>", "only these reasons: violation, refused-by-service, … or Firehose's error codes")
    .option("--dead-letters <folder>", "the dead letters (default: .tracklake/dead-letters beside the configuration)")
    .option("--errors <folder>", "Firehose's error output (default: errors/ of the lake)")
    .option("--stream <name>", "the delivery stream to send to (default: TRACKLAKE_STREAM)")
    .option("--endpoint <url>", "endpoint of Firehose (default: TRACKLAKE_FIREHOSE_ENDPOINT, else AWS's own)")
    .option("--region <region>", "AWS region (default: AWS_REGION)")
    .option("--lake <folder>", "the local lake (default: .tracklake/lake beside the configuration)")
    .option("--environment <name>", "environment of events whose dead letters do not name one")
    .option("--partial", "send events whose values could not all be kept, without those")
    .option("--dry-run", "say what would be sent, and send nothing");
  runs(command, runner, async (session, options: RedriveCommandOptions) => {
    const { redriveCommand } = await import("../actions/redrive.js");
    return redriveCommand(session, options);
  });
}
