// One run of the command: arguments in, exit code out. Tests call it in their own process.
import { Command, CommanderError } from "commander";
import { addAcknowledge } from "./commands/acknowledge.js";
import { addAdopt } from "./commands/adopt.js";
import { addApply } from "./commands/apply.js";
import { addCheck } from "./commands/check.js";
import type { Action, Runner } from "./commands/command.js";
import { addCost } from "./commands/cost.js";
import { addCurate } from "./commands/curate.js";
import { addDdl } from "./commands/ddl.js";
import { addDev } from "./commands/dev.js";
import { addDoctor } from "./commands/doctor.js";
import { addDrift } from "./commands/drift.js";
import { addGenerate } from "./commands/generate.js";
import { addInfra } from "./commands/infra.js";
import { addInit } from "./commands/init.js";
import { addPackage } from "./commands/package.js";
import { addPlan } from "./commands/plan.js";
import { addPublish } from "./commands/publish.js";
import { addQueries } from "./commands/queries.js";
import { addQuery } from "./commands/query.js";
import { addRedrive } from "./commands/redrive.js";
import { addReview } from "./commands/review.js";
import { addUsage } from "./commands/usage.js";
import { addVerify } from "./commands/verify.js";
import { CliError, type ExitCode } from "./errors.js";
import type { Io } from "./io.js";
import { type CommonOptions, createSession } from "./session.js";
import { version } from "./version.js";

/** In the order of a project's life: what help lists. */
const commands = [
  addInit,
  addGenerate,
  addCheck,
  addReview,
  addAcknowledge,
  addPublish,
  addDdl,
  addPlan,
  addApply,
  addDrift,
  addAdopt,
  addCurate,
  addInfra,
  addQuery,
  addUsage,
  addQueries,
  addVerify,
  addRedrive,
  addPackage,
  addDev,
  addDoctor,
  addCost,
];

/** Commands of the design that this version does not have. */
const notThereYet: readonly string[] = ["add", "import", "infer", "tail"];

const closing = `
Examples:
  $ npx tracklake init --yes
  $ npx tracklake generate --watch
  $ npx tracklake query "SELECT dt, count(*) AS events FROM user_signed_in GROUP BY dt"

Exit codes: 0 fine, 1 findings or changes, 2 wrong use or configuration, 3 could not run.
Not there yet: ${notThereYet.join(", ")}.`;

/**
 * Runs the command.
 *
 * @param argv - Arguments without the program's name.
 * @param io - Streams, folder and environment.
 * @returns The exit code; it does not throw.
 * @example
 * const code = await run(["check", "--json"], processIo());
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const runner: Runner =
    <Options>(action: Action<Options>) =>
    async (command: Command) => {
      const session = createSession(io, command.optsWithGlobals<CommonOptions>());
      try {
        code = await action(session, command.opts() as Options, command.processedArgs);
      } catch (error) {
        code = session.fail(error);
      }
    };
  const json = argv.includes("--json");
  const fallback = createSession(io, { json });
  const [first = ""] = argv;
  if (notThereYet.includes(first)) {
    return fallback.fail(new CliError("wrong-use", `${first} is not there yet. tracklake --help lists what is.`));
  }
  try {
    await program(io, runner).parseAsync(argv.map(sqlArgument), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) return fallback.fail(error);
    if (error.exitCode === 0) return 0;
    if (json) fallback.result({ error: { code: "wrong-use", message: error.message } }, () => "");
    return 2;
  }
  return code;
}

/**
 * SQL that begins with a comment looks like an option. No option's name holds a blank, and SQL may begin with a line's end.
 */
function sqlArgument(argument: string): string {
  return /^--[^\s=]*\s/.test(argument) ? `\n${argument}` : argument;
}

function program(io: Io, runner: Runner): Command {
  const root = new Command("tracklake")
    .description("Typed event logging with a schema registry: from track() to a table.")
    .version(version(), "-v, --version", "print the version")
    .helpOption("-h, --help", "print this text")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", closing)
    .showHelpAfterError("Run it with --help to see what it takes.")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const add of commands) add(root, runner);
  return root;
}
