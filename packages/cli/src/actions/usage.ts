// `tracklake usage`: where events are tracked in code, and what that says of them.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  beyond,
  codeFile,
  codePrograms,
  findCalls,
  mentionsEvents,
  ratchetText,
  readRatchet,
  shrunk,
  type Tolerated,
  type UsageFinding,
  type UsageReport,
  usageReport,
} from "@tracklake/review/usage";
import { loadConfig, type Project } from "../config/load-config.js";
import { CliError, type ExitCode } from "../errors.js";
import type { UsageOptions } from "../options.js";
import { filesBelow } from "../queries/query-files.js";
import { loadSchemas } from "../schemas/load-schemas.js";
import type { Session } from "../session.js";
import { loadCompiler } from "../usage/compiler.js";
import { deprecatedContextFields, trackedEvents } from "../usage/tracked-events.js";

/** Carries out the command. */
export async function usage(session: Session, { ratchet, updateRatchet }: UsageOptions): Promise<ExitCode> {
  if (updateRatchet && ratchet === undefined) {
    throw new CliError("wrong-use", "--update-ratchet writes a file: name it with --ratchet <file>.");
  }
  const project = await loadConfig(session);
  const path = ratchet === undefined ? undefined : resolve(session.io.cwd, ratchet);
  const before = path === undefined ? undefined : tolerated(path, updateRatchet === true);
  const report = await reported(session, project);
  const kept = path !== undefined && updateRatchet ? shrunk(report.findings, before) : before;
  if (path !== undefined && updateRatchet && kept !== undefined) write(path, ratchetText(kept));
  const failing = kept === undefined ? report.findings : beyond(report.findings, kept);
  const known = report.findings.length - failing.length;
  session.result({ ...report, failing }, () => text(report, failing, known));
  return failing.length > 0 ? 1 : 0;
}

async function reported(session: Session, project: Project): Promise<UsageReport> {
  const { subjects } = await loadSchemas(project);
  const events = trackedEvents(subjects);
  const compiler = loadCompiler(project.root);
  if (!existsSync(join(project.outputFolder, "index.d.ts"))) {
    session.warn(
      `There is no client in ${project.output}; without its types, or those of a package, calls are found by name alone. Run npx tracklake generate first.`,
    );
  }
  const files = filesBelow(project.root).filter(
    (file) => codeFile.test(file) && !file.startsWith(`${project.output}/`) && !file.startsWith(`${project.schemas}/`),
  );
  session.progress(`Reading ${files.length} ${files.length === 1 ? "file" : "files"} of code…`);
  const paths = files.map((file) => join(project.root, file));
  const programs = codePrograms(compiler, paths, project.root, mentionsEvents(events));
  const contextFields = deprecatedContextFields(subjects);
  return usageReport(events, findCalls({ compiler, programs, events, root: project.root, contextFields }));
}

function tolerated(path: string, mayBeNew: boolean): Tolerated[] | undefined {
  if (!existsSync(path)) {
    if (mayBeNew) return undefined;
    throw new CliError("ratchet-broken", `There is no ${path}. Add --update-ratchet to write it.`);
  }
  try {
    return readRatchet(readFileSync(path, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError("ratchet-broken", `${path} cannot be read: ${why}`, { cause });
  }
}

function write(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    throw new CliError("not-writable", `${path} cannot be written; check the folder and its permissions.`, { cause });
  }
}

function text({ events, dynamic }: UsageReport, failing: readonly UsageFinding[], known: number): string {
  const calls = events.reduce((sum, event) => sum + event.calls.length, 0);
  const lines = failing.map(({ rule, file, line, column, message }) => {
    const at = file === undefined ? "" : `${[file, line, column].filter((part) => part !== undefined).join(":")}: `;
    return `${at}${message} [${rule}]`;
  });
  const summary = [
    `${events.length} ${events.length === 1 ? "event" : "events"}, tracked at ${calls} ${calls === 1 ? "place" : "places"}`,
    ...(dynamic.length === 0 ? [] : [`${dynamic.length} by a name chosen at run time`]),
    `${failing.length} ${failing.length === 1 ? "finding" : "findings"}`,
    ...(known === 0 ? [] : [`${known} tolerated by the ratchet`]),
  ];
  return [...lines, ...(lines.length > 0 ? [""] : []), `${summary.join("; ")}.`].join("\n");
}
