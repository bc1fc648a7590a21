// What every command's declaration shares: common options, examples in the help, and the way to its action.
// Declarations are light; an action is imported when its command runs.
import { type Command, InvalidArgumentError } from "commander";
import type { ExitCode } from "../errors.js";
import type { Session } from "../session.js";

/** Carries out a command. */
export type Action<Options> = (session: Session, options: Options, args: readonly unknown[]) => Promise<ExitCode>;

/** Turns an action into what runs it, prints its failure and keeps its exit code. */
export type Runner = <Options>(action: Action<Options>) => (command: Command) => Promise<void>;

/** What a command's declaration says of it. */
export interface CommandText {
  /** The command with its arguments, such as `ddl [events...]`. */
  readonly usage: string;
  /** One line in the list of commands. */
  readonly summary: string;
  /** More, in the command's own help. */
  readonly description: string;
  /** Lines to paste, without the prompt. */
  readonly examples: readonly string[];
}

/** Adds a command with the options that every command takes. */
export function addCommand(program: Command, { usage, summary, description, examples }: CommandText): Command {
  const shown = examples.map((example) => `  $ ${example}`).join("\n");
  return program
    .command(usage)
    .summary(summary)
    .description(description)
    .option("--config <file>", "the configuration (default: tracklake.config.ts of this folder)")
    .option("--json", "print the result as JSON")
    .option("--debug", "print the stack of a failure")
    .addHelpText("after", `\nExamples:\n${shown}`);
}

/** Adds the action of a command. */
export function runs<Options>(command: Command, runner: Runner, action: Action<Options>): void {
  const perform = runner(action);
  command.action(() => perform(command));
}

/** Reads a whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() !== "" && Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
  };
}
