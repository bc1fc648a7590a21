// `tracklake generate`: writes, or with --check compares, what the schemas become.
import { relative } from "node:path";
import { type OutputChanges, staleFiles, writeGenerated } from "@tracklake/codegen";
import { CliError, type ExitCode } from "../errors.js";
import type { GenerateOptions } from "../options.js";
import { generatedFiles } from "../schemas/generated-files.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import { watchSchemas } from "../schemas/watch-schemas.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function generate(session: Session, { check, watch, from }: GenerateOptions): Promise<ExitCode> {
  if (watch && (check || session.json || from !== undefined)) {
    throw new CliError("wrong-use", "--watch goes with none of --check, --json and --from. Leave one of the two out.");
  }
  if (check) return checkGenerated(session, from);
  if (!watch) {
    await generateOnce(session, from);
    return 0;
  }
  return watchSchemas(session, () => generateOnce(session));
}

/** What was generated. */
export interface Generated extends State {
  readonly files: readonly string[];
  readonly changes: OutputChanges;
}

/** Generates once, without a word on stdout. */
export async function generateFiles(session: Session, from?: string): Promise<Generated> {
  const state = await readState(session, { from });
  stopAtErrors(session, state);
  const files = generatedFiles(state);
  const changes = await writeGenerated(state.project.outputFolder, files);
  return { ...state, files: files.map(({ path }) => path), changes };
}

/** Generates once and prints a line. */
export async function generateOnce(session: Session, from?: string): Promise<void> {
  const { project, events, files, changes } = await generateFiles(session, from);
  const drafts = events.filter(({ status }) => status === "draft").length;
  const output = relative(project.root, project.outputFolder);
  const counts = `${counted(events.length, "event")} (${counted(drafts, "draft")}), ${counted(files.length, "file")}, ${changes.written.length} written`;
  session.result(
    { output, events: events.length, drafts, files, written: changes.written, removed: changes.removed },
    () =>
      [
        `${output}: ${counts}.`,
        ...(events.length <= 1 ? ["No event of your own yet: put one into the schemas folder."] : []),
      ].join("\n"),
  );
}

async function checkGenerated(session: Session, from: string | undefined): Promise<ExitCode> {
  const state = await readState(session, { from });
  stopAtErrors(session, state);
  const { outputFolder, root } = state.project;
  const output = relative(root, outputFolder);
  const { written, removed } = await staleFiles(outputFolder, generatedFiles(state));
  const lines = [...written.map((path) => `  ${path}`), ...removed.map((path) => `  ${path} (to be removed)`)];
  session.result({ output, stale: written, removed }, () =>
    lines.length === 0
      ? `${output} is up to date.`
      : [`${counted(lines.length, "file")} of ${output} not up to date:`, ...lines, "Run npx tracklake generate."].join(
          "\n",
        ),
  );
  return lines.length === 0 ? 0 : 1;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
