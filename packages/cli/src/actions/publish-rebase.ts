// `tracklake publish --rebase`: two branches published the same revision, and the one that is not merged yet is renumbered.
// The definitions as they are now pass the gate against the merged history first, as in any publish.
import { relative } from "node:path";
import {
  chainProblems,
  fileStore,
  type HistoryEntry,
  type Rebase,
  type Renumbered,
  rebase,
  registryOf,
  rewriteFiles,
  sidesOf,
} from "@tracklake/registry";
import { builtInEvents } from "@tracklake/schema";
import { loadConfig } from "../config/load-config.js";
import { CliError, type ExitCode } from "../errors.js";
import type { PublishCommandOptions } from "../options.js";
import { loadSchemas } from "../schemas/load-schemas.js";
import { mergedHistory } from "../schemas/merged-history.js";
import { gateFindings, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function publishRebase(
  session: Session,
  { onto, dryRun = false }: PublishCommandOptions,
): Promise<ExitCode> {
  const project = await loadConfig(session);
  const entries = await fileStore(project.historyFolder).entries();
  if (chainProblems(entries).length === 0) {
    session.result({ renumbered: [] }, () => "Nothing to rebase: no revision is published twice.");
    return 0;
  }
  const decides = (ids: ReadonlySet<string>) => splits(entries, ids);
  const known = await mergedHistory(project, onto, decides);
  const { merged, unmerged } = sidesOf(entries, known && ((id) => known.ids.has(id)));
  const schemas = await loadSchemas(project);
  stopAtErrors(session, { project, schemas, findings: await gateFindings(project, registryOf(merged), schemas) });

  const models = [...builtInEvents, ...schemas.subjects.map(({ model }) => model)];
  const planned = rebase(merged, unmerged, models);
  requireSound(entries, planned);
  const by = known ? `${known.ref} holds the merged history` : "the later publish gives way";
  const text = [...planned.renumbered.map(renumberedText), ""];
  if (dryRun) {
    session.result({ dryRun, onto: known?.ref ?? null, ...shown(planned, []) }, () =>
      [...text, `Nothing was written (--dry-run); ${by}. Run npx tracklake publish --rebase to write it.`].join("\n"),
    );
    return 1;
  }
  const paths = await rewriteFiles(project.historyFolder, planned);
  const files = paths.map((path) => relative(session.io.cwd, path));
  session.result({ onto: known?.ref ?? null, ...shown(planned, files) }, () =>
    [...text, `${changedText(files, planned)}; ${by}. Commit it with the merge.`].join("\n"),
  );
  return 0;
}

/** Whether ids tell the sides apart: with only those entries nothing clashes, and without them there is more. */
function splits(entries: readonly HistoryEntry[], ids: ReadonlySet<string>): boolean {
  const held = entries.filter(({ id }) => ids.has(id));
  return held.length > 0 && held.length < entries.length && chainProblems(held).length === 0;
}

/** @throws CliError `lint-failed` when more is wrong with the history than numbers. */
function requireSound(entries: readonly HistoryEntry[], { rewritten, removed }: Rebase): void {
  const next = new Map(entries.map((entry) => [entry.id, entry]));
  for (const id of removed) next.delete(id);
  for (const entry of rewritten) next.set(entry.id, entry);
  const problems = chainProblems([...next.values()]);
  if (problems.length === 0) return;
  const list = problems.map(({ message }) => `  ${message}`).join("\n");
  throw new CliError("lint-failed", `The history cannot be rebased; nothing was written.\n${list}`);
}

function renumberedText({ entry, event, major, was, is }: Renumbered): string {
  const now = is === undefined ? "dropped: the merged history holds the same" : `→ ${major}.${is}`;
  return `${event} ${major}.${was} ${now}  (${entry})`;
}

/** `rewriteFiles` names what was written first, then what was removed. */
function changedText(files: readonly string[], { rewritten }: Rebase): string {
  const [written, deleted] = [files.slice(0, rewritten.length), files.slice(rewritten.length)];
  return [
    ...(written.length === 0 ? [] : [`Rewritten: ${written.join(", ")}`]),
    ...(deleted.length === 0 ? [] : [`Deleted: ${deleted.join(", ")}`]),
  ].join("; ");
}

function shown({ renumbered, removed }: Rebase, files: readonly string[]) {
  return { renumbered, removed, files };
}
