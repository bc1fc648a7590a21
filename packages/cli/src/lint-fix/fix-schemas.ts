// `tracklake check --fix`: plans the fixes, writes them, and loads the definitions again.
// When anything but what was fixed differs afterwards, every file is put back as it was.
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { canonicalJson, type EventModel, type Finding, type Fix, type LintSubject } from "@tracklake/schema";
import { findConfig, loadConfig, type Project } from "../config/load-config.js";
import { CliError } from "../errors.js";
import { loadSchemas } from "../schemas/load-schemas.js";
import { readState } from "../schemas/state.js";
import type { Session } from "../session.js";
import { type Edit, edited } from "./edit.js";
import { type FixableFinding, type FixPlan, planFixes } from "./plan-fixes.js";
import { fixLines } from "./show.js";
import { createSources, syntaxProblem } from "./source.js";
import { withFixes } from "./with-fixes.js";

/**
 * Fixes what can be fixed, and says what it did on stderr.
 *
 * @param dryRun - Says what it would do, and writes nothing.
 * @throws CliError `fix-undone` when the definitions would have changed in more than what was fixed; RegistryError for a
 * history that is not sound, since it says which names are published.
 */
export async function fixSchemas(session: Session, { dryRun }: { readonly dryRun: boolean }): Promise<void> {
  const { findings } = await readState(session, { phase: "publish" });
  const project = await loadConfig(session);
  const { subjects } = await loadSchemas(project);
  const sources = createSources();
  const plan = planFixes(fixable(findings, subjects, project, session), sources);
  const files = [...new Set(plan.edits.map(({ file }) => file))];
  const before = new Map(files.map((file) => [file, sources.read(file).text]));
  const after = new Map(
    [...before].map(([file, text]) => [
      file,
      edited(
        text,
        plan.edits.filter((edit) => edit.file === file),
      ),
    ]),
  );
  if (!dryRun) await write(session, project, plan, subjects, before, after);
  for (const line of fixLines(plan, project.root, before, after, dryRun)) session.progress(line);
}

function fixable(
  findings: readonly Finding[],
  subjects: readonly LintSubject[],
  { root }: Project,
  { io, config }: Session,
): FixableFinding[] {
  return findings.flatMap((finding): FixableFinding[] => {
    const { fix, file, path } = finding;
    if (!fix) return [];
    if (fix.kind === "remove-ignore") {
      const own = config === undefined ? findConfig(root) : resolve(io.cwd, config);
      return own === undefined ? [] : [{ finding: { ...finding, fix }, file: own }];
    }
    const [first] = path.split(".");
    const model = subjects.find(
      (subject) =>
        subject.file === file &&
        (subject.model.name === first || subject.model.contexts.some(({ name }) => name === first)),
    )?.model;
    if (file === undefined || !model) return [];
    return [{ finding: { ...finding, fix }, file: join(root, file), event: model.name }];
  });
}

type Texts = ReadonlyMap<string, string>;

async function write(
  session: Session,
  project: Project,
  plan: FixPlan,
  subjects: readonly LintSubject[],
  before: Texts,
  after: Texts,
) {
  if (plan.edits.length === 0) return;
  for (const [file, text] of after) {
    const problem = syntaxProblem(text, file);
    if (problem !== undefined) throw undone(`${file} would not parse: ${problem}`, plan, project.root);
  }
  const were = [...before.keys()].map((file) => [file, readFileSync(file)] as const);
  const putBack = () => {
    for (const [file, bytes] of were) writeFileSync(file, bytes);
  };
  try {
    for (const [file, text] of after) writeFileSync(file, text);
    const { lint } = await loadConfig(session);
    const removed = plan.fixes.flatMap(({ finding: { fix } }) => (fix.kind === "remove-ignore" ? [fix.entry] : []));
    const ignored = (project.lint.ignore ?? []).filter((entry) => !removed.includes(entry));
    if (canonicalJson(lint.ignore ?? []) !== canonicalJson(ignored)) {
      throw undone("lint.ignore would have lost another entry", plan, project.root);
    }
    const wanted = textsOf(
      subjects,
      plan.fixes.map(({ finding }) => finding.fix),
    );
    const loaded = textsOf((await loadSchemas(project)).subjects, []);
    const other = [...new Set([...wanted, ...loaded])].find((text) => !wanted.includes(text) || !loaded.includes(text));
    if (other !== undefined) {
      throw undone(`${(JSON.parse(other) as EventModel).name} would have become another event`, plan, project.root);
    }
  } catch (error) {
    putBack();
    throw error;
  }
}

function textsOf(subjects: readonly LintSubject[], fixes: readonly Fix[]): string[] {
  return subjects.map(({ model }) => canonicalJson(withFixes(model, fixes)));
}

function undone(why: string, { edits }: FixPlan, root: string): CliError {
  const places = [...new Set(edits.map(({ file }: Edit) => relative(root, file)))].join(", ");
  return new CliError(
    "fix-undone",
    `The fixes were undone: ${why}.\nNothing was changed in ${places}. Make the changes by hand; check --fix --dry-run shows them.`,
  );
}
