// `tracklake check --fix`: plans the fixes, writes them, and loads the definitions again.
// When anything but what was fixed differs afterwards, the files are put back as they were, and the fix is left.
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { canonicalJson, type Finding, type Fix, type LintSubject } from "@tracklake/schema";
import { findConfig, loadConfig, type Project } from "../config/load-config.js";
import { CliError } from "../errors.js";
import { loadSchemas } from "../schemas/load-schemas.js";
import { readState } from "../schemas/state.js";
import type { Session } from "../session.js";
import { type Edit, edited } from "./edit.js";
import { type FixableFinding, type FixPlan, type PlannedFix, planFixes } from "./plan-fixes.js";
import { referenceTo } from "./references.js";
import { fixLines } from "./show.js";
import { createSources, type Sources, syntaxProblem } from "./source.js";
import { withFixes } from "./with-fixes.js";

/**
 * Fixes what can be fixed, and says what it did on stderr. A fix after which the definitions would differ in more than what
 * was fixed is left, and the others are made.
 *
 * @param dryRun - Says what it would do, and writes nothing.
 * @throws CliError `fix-undone` when the definitions would have changed in more than what was fixed, and no fix can be told
 * to be the one; RegistryError for a history that is not sound, since it says which names are published.
 */
export async function fixSchemas(session: Session, { dryRun }: { readonly dryRun: boolean }): Promise<void> {
  const { findings } = await readState(session, { phase: "publish" });
  const project = await loadConfig(session);
  const { subjects } = await loadSchemas(project);
  const found = fixable(findings, subjects, project, session);
  const sources = createSources();
  const offending = new Map<Fix, string>();
  const planned = () =>
    planFixes(
      found,
      sources,
      ({ finding: { fix } }) => offending.get(fix) ?? referenceTo(fix, subjects, project.lint.ignore ?? []),
    );
  let plan = planned();
  let texts = textsFor(plan, sources);
  while (!dryRun) {
    const offence = await write(session, project, plan, subjects, texts);
    if (!offence) break;
    const fixes = offendersAmong(plan, offence, project);
    if (fixes.length === 0) throw undone(offence.why, plan, project.root);
    for (const { finding } of fixes) offending.set(finding.fix, offence.why);
    plan = planned();
    texts = textsFor(plan, sources);
  }
  for (const line of fixLines(plan, project.root, texts.before, texts.after, dryRun)) session.progress(line);
}

/** The files of a plan, as they are and as they are to be. */
interface PlannedTexts {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

function textsFor({ edits }: FixPlan, sources: Sources): PlannedTexts {
  const files = [...new Set(edits.map(({ file }) => file))];
  const before = new Map(files.map((file) => [file, sources.read(file).text]));
  const of = (file: string) => edits.filter((edit) => edit.file === file);
  return { before, after: new Map([...before].map(([file, text]) => [file, edited(text, of(file))])) };
}

/** What came out wrong, where it can be told. */
interface Offence {
  readonly why: string;
  /** Absolute path of the file. */
  readonly file?: string | undefined;
  readonly event?: string;
}

/** The fixes that an offence comes from: those of the event, else of its file, else those made in code that events share. */
function offendersAmong({ fixes }: FixPlan, { file, event }: Offence, { root }: Project): readonly PlannedFix[] {
  const touches = ({ edits }: PlannedFix) => edits.some((edit) => edit.file === file);
  const own = fixes.filter((fix) => event !== undefined && fix.event === event);
  if (own.length > 0) return own;
  const inFile = fixes.filter((fix) => file !== undefined && touches(fix));
  if (inFile.length > 0 || event === undefined) return inFile;
  return fixes.filter((fix) => fix.edits.some((edit) => join(root, fix.finding.file ?? "") !== edit.file));
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

/** Writes the files and loads them again; what is not as it was to be is put back, and said. */
async function write(
  session: Session,
  project: Project,
  plan: FixPlan,
  subjects: readonly LintSubject[],
  { before, after }: PlannedTexts,
): Promise<Offence | undefined> {
  if (plan.edits.length === 0) return undefined;
  for (const [file, text] of after) {
    const problem = syntaxProblem(text, file);
    if (problem !== undefined) return { why: `${relative(project.root, file)} would not parse: ${problem}`, file };
  }
  const were = [...before.keys()].map((file) => [file, readFileSync(file)] as const);
  const putBack = () => {
    for (const [file, bytes] of were) writeFileSync(file, bytes);
  };
  try {
    for (const [file, text] of after) writeFileSync(file, text);
    const offence = await offenceIn(session, project, plan, subjects);
    if (offence) putBack();
    return offence;
  } catch (error) {
    putBack();
    throw error;
  }
}

async function offenceIn(
  session: Session,
  project: Project,
  { fixes }: FixPlan,
  subjects: readonly LintSubject[],
): Promise<Offence | undefined> {
  const { lint } = await loadConfig(session);
  const removed = fixes.flatMap(({ finding: { fix } }) => (fix.kind === "remove-ignore" ? [fix.entry] : []));
  const ignored = (project.lint.ignore ?? []).filter((entry) => !removed.includes(entry));
  if (canonicalJson(lint.ignore ?? []) !== canonicalJson(ignored)) {
    const file = fixes.find(({ finding }) => finding.fix.kind === "remove-ignore")?.file;
    return { why: "lint.ignore would have lost another entry", file };
  }
  const wanted = textsOf(
    subjects,
    fixes.map(({ finding }) => finding.fix),
  );
  const loaded = new Set(textsOf((await loadSchemas(project)).subjects, []));
  const at = wanted.findIndex((text) => !loaded.has(text));
  const other = subjects[at];
  if (!other) return loaded.size > new Set(wanted).size ? { why: "another event would be defined" } : undefined;
  const { name } = other.model;
  const file = other.file === undefined ? undefined : join(project.root, other.file);
  return { why: `${name} would have become another event${other.file ? ` (${other.file})` : ""}`, file, event: name };
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
