// `tracklake generate`: writes, or with --check compares, what the schemas become.
import { relative } from "node:path";
import { type GeneratedFile, generateClient, staleFiles, writeGenerated } from "@tracklake/codegen";
import type { GenerateOptions } from "../commands/generate.js";
import { CliError, type ExitCode } from "../errors.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import { tableFiles } from "../schemas/table-files.js";
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

/** Generates once, without a word on stdout. */
export async function generateFiles(session: Session, from?: string): Promise<State & { files: string[] }> {
  const state = await readState(session, { from });
  stopAtErrors(session, state);
  const files = generatedFiles(state);
  await writeGenerated(state.project.outputFolder, files);
  return { ...state, files: files.map(({ path }) => path) };
}

/** Generates once and prints a line. */
export async function generateOnce(session: Session, from?: string): Promise<void> {
  const { project, events, files } = await generateFiles(session, from);
  const drafts = events.filter(({ status }) => status === "draft").length;
  const output = relative(project.root, project.outputFolder);
  const counts = `${counted(events.length, "event")} (${counted(drafts, "draft")}), ${counted(files.length, "file")}`;
  session.result({ output, events: events.length, drafts, files }, () =>
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
  const stale = await staleFiles(outputFolder, generatedFiles(state));
  session.result({ output, stale }, () =>
    stale.length === 0
      ? `${output} is up to date.`
      : `${counted(stale.length, "file")} of ${output} not up to date:\n${stale.map((file) => `  ${file}`).join("\n")}\nRun npx tracklake generate.`,
  );
  return stale.length === 0 ? 0 : 1;
}

function generatedFiles({ events, revisions, project: { lake } }: State): GeneratedFile[] {
  return [...generateClient(events, { timeZone: lake.timeZone }), ...tableFiles(revisions, lake)];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
