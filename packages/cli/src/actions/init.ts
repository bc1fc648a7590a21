// `tracklake init`: three files, the client made from them, and what to do next. Nothing is overwritten.
import { basename } from "node:path";
import { findConfig, loadConfig } from "../config/load-config.js";
import { type ExitCode, isCliError } from "../errors.js";
import { checkedAnswers, defaultAnswers } from "../init/answers.js";
import { ask } from "../init/ask.js";
import { projectKind } from "../init/project-kind.js";
import {
  callToPaste,
  configFile,
  firstEvent,
  firstEventFile,
  firstQuery,
  type NewFile,
  trackerFile,
} from "../init/templates.js";
import { ignore, writeNew } from "../init/write-new.js";
import type { InitOptions } from "../options.js";
import { schemaFiles } from "../schemas/schema-files.js";
import type { Session } from "../session.js";
import { generateFiles } from "./generate.js";

/** Carries out the command. */
export async function init(session: Session, options: InitOptions): Promise<ExitCode> {
  const { io } = session;
  const root = io.cwd;
  const kind = projectKind(root);
  const written: string[] = [];
  const kept: string[] = [];
  const write = async (file: NewFile) => void ((await writeNew(root, file)) ? written : kept).push(file.path);

  const existing = session.config ?? findConfig(root);
  if (existing !== undefined) {
    kept.push(basename(existing));
  } else {
    const defaults = checkedAnswers(defaultAnswers(kind.name, options));
    const asks = !options.yes && io.interactive && !session.json;
    await write(configFile(asks ? await ask(defaults, { ...options }) : defaults));
  }
  const project = await loadConfig(session);
  if (await holdsNoSchemas(project.schemasFolder)) await write(firstEventFile(project.schemas));
  else kept.push(`${project.schemas}/`);
  await write(trackerFile(kind, project.output));
  const ignored = await ignore(root, [`${project.output}/`, ".tracklake/"]);
  if (ignored.length > 0) written.push(".gitignore");

  const { events } = await generateFiles(session);
  const own = events.some(({ model }) => model.name === firstEvent);
  const { callSnippet, querySnippet } = await import("@tracklake/catalogue");
  const other = events.find(({ model }) => model.owner !== "tracklake")?.model;
  const call = own || !other ? callToPaste(kind) : callSnippet(other);
  const query = own || !other ? firstQuery : querySnippet(other).replaceAll("\n", " ");
  const command = `npx tracklake query ${shellQuoted(query)}`;
  session.result({ written, kept, output: project.output, missing: kind.missing, call, query }, () =>
    [
      ...written.map((path) => `wrote  ${path}`),
      ...kept.map((path) => `kept   ${path}`),
      `wrote  ${project.output}/ (${events.length} events: yours, the built-in http_request and tracklake_heartbeat)`,
      ...(kind.missing.length === 0
        ? []
        : ["", "Install what the tracker needs:", "", `  npm install ${kind.missing.join(" ")}`]),
      "",
      "Paste this where it happens:",
      "",
      ...call.split("\n").map((line) => (line === "" ? "" : `  ${line}`)),
      "",
      "Start your service, let it happen, then ask:",
      "",
      `  ${command}`,
    ].join("\n"),
  );
  return 0;
}

async function holdsNoSchemas(folder: string): Promise<boolean> {
  try {
    return (await schemaFiles(folder)).length === 0;
  } catch (error) {
    if (isCliError(error) && error.code === "schemas-missing") return true;
    throw error;
  }
}

function shellQuoted(text: string): string {
  return /["$`\\]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
