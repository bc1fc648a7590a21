// `tracklake dev`: what it takes.
import type { Command } from "commander";
import type { DevOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";

/** Declares the command. */
export function addDev(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "dev",
    summary: "run a local Firehose and Glue, and generate while you edit",
    description:
      "Starts an endpoint on this machine that speaks Firehose's and Glue's protocols and delivers into " +
      ".tracklake/lake, watches the schemas and generates again. Ctrl-C delivers what is buffered and ends. " +
      "The catalogue and the live view of events are not there yet.",
    examples: ["npx tracklake dev", 'npx tracklake dev --port 4600 --faults "records=0.1,timeouts=0.1"'],
  })
    .option("--port <n>", "port to listen on, 0 for any", wholeNumber(0, 65_535), 4573)
    .option(
      "--faults <list>",
      "faults to inject, such as records=0.1,timeouts=0.1,resets=0.05,throttles=0.1,latency=50,seed=1",
    )
    .option("--lake <folder>", "the folder of the lake (default: .tracklake/lake beside the configuration)");
  runs(command, runner, async (session, options: DevOptions) => {
    const { dev } = await import("../actions/dev.js");
    return dev(session, options);
  });
}
