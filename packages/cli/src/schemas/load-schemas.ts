// Definitions as the files of the schemas export them, read into models.
// A file that cannot be loaded stops everything, with its place; all such files are listed.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import {
  type EventDefinition,
  type Finding,
  isContextDefinition,
  isEventDefinition,
  type LintOptions,
  type LintPhase,
  type LintSubject,
  lintEvents,
  toEventModel,
} from "@tracklake/schema";
import type { Project } from "../config/load-config.js";
import { CliError } from "../errors.js";
import { createModuleLoader } from "../modules/module-loader.js";
import type { ModuleProblem } from "../modules/module-problem.js";
import { lintOptions } from "./lint-options.js";
import { schemaFiles } from "./schema-files.js";
import { type LoadedFile, silentFiles } from "./silent-files.js";

/** What the files of the schemas define. */
export interface Schemas {
  /** Models with their files, relative to the project; built-in events are not among them. */
  readonly subjects: readonly LintSubject[];
  /** What could not be mapped to a column, and files that nothing comes of. */
  readonly findings: readonly Finding[];
  /** Absolute paths of the files that were loaded. */
  readonly files: readonly string[];
  /** Those of them that others import, where that is known. */
  readonly imported?: ReadonlySet<string> | undefined;
  /** The files that export contexts, relative to the project, by the context's name. */
  readonly contexts?: ReadonlyMap<string, string>;
}

/**
 * Loads every definition.
 *
 * @param onBroken - Is told of the files that failed, and the others are used. @default throws it
 * @throws CliError `schemas-missing`, or `schema-broken` with every file that failed.
 */
export async function loadSchemas(
  project: Pick<Project, "root" | "schemasFolder" | "owner">,
  onBroken: (error: CliError) => void = stop,
): Promise<Schemas> {
  const paths = await schemaFiles(project.schemasFolder);
  const loader = createModuleLoader(`${project.schemasFolder}/index.ts`);
  const definitions = new Map<EventDefinition, string>();
  const contexts = new Map<string, string>();
  const problems: ModuleProblem[] = [];
  const files: LoadedFile[] = [];
  for (const path of paths) {
    const loaded = await loader.load(path);
    if ("problem" in loaded) {
      const problem = { ...loaded.problem, file: relative(project.root, loaded.problem.file) };
      if (!problems.some((known) => known.file === problem.file && known.line === problem.line)) problems.push(problem);
      continue;
    }
    files.push({ path, exports: loaded.exports, text: () => readFileSync(path, "utf8") });
    for (const exported of Object.values(loaded.exports)) {
      if (isEventDefinition(exported) && !definitions.has(exported)) {
        definitions.set(exported, relative(project.root, path));
      }
      if (isContextDefinition(exported) && !contexts.has(exported.name)) {
        contexts.set(exported.name, relative(project.root, path));
      }
    }
  }
  if (problems.length > 0) onBroken(broken(problems));
  const owner = project.owner === undefined ? {} : { owner: project.owner };
  const read = [...definitions].map(([definition, file]) => ({ file, ...toEventModel(definition, owner) }));
  const named = read.map(({ model, file }) => ({ model, file }));
  return {
    subjects: named,
    findings: [
      ...read.flatMap(({ findings, file }) =>
        findings.map((finding) => inItsFile({ ...finding, file }, contexts, named)),
      ),
      ...silentFiles(files, project.root),
    ],
    files: [...new Set([...paths, ...loader.files()])],
    imported: loader.imported(),
    contexts,
  };
}

/** What lint says of a project's definitions, errors first. */
export async function definedFindings(
  project: Parameters<typeof loadSchemas>[0] & Parameters<typeof lintOptions>[0],
  phase: LintPhase,
): Promise<Finding[]> {
  return lintFindings(await loadSchemas(project), { phase, ...lintOptions(project) });
}

/** What lint says of schemas that are loaded, errors first. */
export function lintFindings({ findings, subjects, contexts }: Schemas, options: LintOptions): Finding[] {
  const linted = lintEvents(subjects, options);
  // Before a publish, places are found in the sources, and fixes start from the event's file.
  const own = options.phase === "generate" ? linted.map((finding) => inItsFile(finding, contexts, subjects)) : linted;
  return errorsFirst([...findings, ...own]);
}

/** The finding with the file that exports its context, where it speaks of one and not of an event of that name. */
function inItsFile(finding: Finding, contexts: Schemas["contexts"], events: readonly LintSubject[] = []): Finding {
  const [name = ""] = finding.path.split(".");
  const file = contexts?.get(name);
  return file === undefined || events.some(({ model }) => model.name === name) ? finding : { ...finding, file };
}

/** The same findings, errors first. */
export function errorsFirst(findings: readonly Finding[]): Finding[] {
  const rank = { error: 0, warning: 1, note: 2 };
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

function stop(error: CliError): never {
  throw error;
}

function broken(problems: readonly ModuleProblem[]): CliError {
  const lines = problems.map(({ file, line, column, message }) => {
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    return `  ${place}  ${message}`;
  });
  const count = problems.length === 1 ? "A schema does" : `${problems.length} schemas do`;
  const text = `${count} not compile:\n${lines.join("\n")}\nCorrect it and run the command again.`;
  return new CliError("schema-broken", text, { details: { problems } });
}
