// From findings with a fix to edits of the sources. What cannot be found in place stays a finding, with the reason.
import type { Finding, Fix } from "@tracklake/schema";
import { clash, distinctEdits, type Edit } from "./edit.js";
import { eventName, fieldMember } from "./locate.js";
import { removeIgnore } from "./remove-ignore.js";
import { renameMember, renameText } from "./rename.js";
import { setUnit } from "./set-unit.js";
import type { Sources } from "./source.js";

/** A finding that can be fixed, with the event that it was found in. */
export interface FixableFinding {
  readonly finding: Finding & { readonly fix: Fix };
  /** Absolute path of the file of the event, or of the configuration. */
  readonly file: string;
  /** The event through which the path is found; none for the configuration. */
  readonly event?: string;
}

/** A fix with its edits. */
export interface PlannedFix extends FixableFinding {
  readonly edits: readonly Edit[];
}

/** What can be done, and what cannot. */
export interface FixPlan {
  readonly fixes: readonly PlannedFix[];
  /** All edits, in order, each once. */
  readonly edits: readonly Edit[];
  readonly left: readonly (FixableFinding & { readonly reason: string })[];
}

/**
 * Plans the fixes; reads sources and changes nothing.
 *
 * @param refused - Why a fix is not to be made, whatever the sources allow. @default none is refused
 */
export function planFixes(
  findings: readonly FixableFinding[],
  sources: Sources,
  refused: (fixable: FixableFinding) => string | undefined = () => undefined,
): FixPlan {
  const fixes: PlannedFix[] = [];
  const left: (FixableFinding & { reason: string })[] = [];
  for (const fixable of findings) {
    const why = refused(fixable);
    const edits = why === undefined ? editsOf(fixable, sources) : { reason: why };
    const reason = "reason" in edits ? edits.reason : unusable(edits, fixes, sources);
    if (reason !== undefined) left.push({ ...fixable, reason });
    else if (!("reason" in edits)) fixes.push({ ...fixable, edits });
  }
  return { fixes, edits: distinctEdits(fixes.flatMap((fix) => fix.edits)), left };
}

function editsOf(
  { finding: { fix }, file, event }: FixableFinding,
  sources: Sources,
): readonly Edit[] | { readonly reason: string } {
  const problem = sources.problem(file);
  if (problem !== undefined) return { reason: `the file ${problem}` };
  const source = sources.read(file);
  if (fix.kind === "remove-ignore") return removeIgnore(source, fix.entry, sources);
  if (event === undefined) return notFound;
  if (fix.kind === "rename-event") {
    const name = eventName(source, event, sources);
    return name ? [renameText(name, fix.to)] : notFound;
  }
  const member = fieldMember(source, event, fix.path, sources);
  if (!member) return notFound;
  if (fix.kind === "rename-field") return [renameMember(member, fix.to)];
  const edit = setUnit(member, fix.unit, sources);
  return "reason" in edit ? edit : [edit];
}

const notFound = { reason: "its definition is not written in place" };

/** Why edits cannot be made together with those that are planned: another change of the same place, or a broken file. */
function unusable(edits: readonly Edit[], planned: readonly PlannedFix[], sources: Sources): string | undefined {
  for (const { file } of edits) {
    const problem = sources.problem(file);
    if (problem !== undefined) return `${file} ${problem}`;
  }
  const together = distinctEdits([...planned.flatMap((fix) => fix.edits), ...edits]);
  return clash(together) ? "another fix changes the same place" : undefined;
}
