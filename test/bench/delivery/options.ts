// What a benchmark of this folder is told on the command line: `--quick`, `--rounds 7`, `--seconds 5`, `--only name`,
// `--profile folder`.
import { parseArgs } from "node:util";

/** The same for all of them. */
export interface BenchOptions {
  /** The short form, which takes less than a minute. */
  readonly quick: boolean;
  readonly rounds: number;
  readonly seconds: number;
  /** Names of subjects that hold one of these texts; empty for all. */
  readonly only: readonly string[];
  /** Flags of Node for the children: with a folder to profile into, V8's profiler. */
  readonly execArgv: readonly string[];
}

/** Reads the command line. */
export function optionsOf(
  quickly: { rounds: number; seconds: number },
  long: { rounds: number; seconds: number },
): BenchOptions {
  const { values } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      seconds: { type: "string" },
      only: { type: "string", multiple: true, default: [] },
      profile: { type: "string" },
    },
  });
  const { rounds, seconds } = values.quick ? quickly : long;
  return {
    quick: values.quick,
    rounds: values.rounds === undefined ? rounds : Number(values.rounds),
    seconds: values.seconds === undefined ? seconds : Number(values.seconds),
    only: values.only,
    execArgv: values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}`],
  };
}

/** Those that are asked for. */
export function chosen<Name extends string>(names: readonly Name[], only: readonly string[]): Name[] {
  return names.filter((name) => only.length === 0 || only.some((text) => name.includes(text)));
}
