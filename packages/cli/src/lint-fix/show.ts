// What was fixed, or would be, as lines: the place, what was done, and the lines of the file before and after.
import { relative } from "node:path";
import type { Fix } from "@tracklake/schema";
import type { Edit } from "./edit.js";
import type { FixPlan } from "./plan-fixes.js";

type Texts = ReadonlyMap<string, string>;

/** The lines, without colours. */
export function fixLines(plan: FixPlan, root: string, before: Texts, after: Texts, dryRun: boolean): string[] {
  const name = (file: string) => relative(root, file);
  const place = ({ edits: [edit] }: (typeof plan.fixes)[number]) =>
    plan.edits.findIndex((other) => isSame(other, edit));
  const inOrder = [...plan.fixes].sort((a, b) => place(a) - place(b));
  const done = inOrder.map(({ edits, finding }) => {
    const [edit] = edits;
    const file = edit?.file ?? "";
    const line = lineAt(before.get(file) ?? "", edit?.start ?? 0);
    return `${name(file)}:${line}  ${finding.path}  ${wording(finding.fix)}  [${finding.rule}]`;
  });
  const files = [...before.keys()].sort();
  const changes = files.flatMap((file) =>
    changedLines(
      before.get(file) ?? "",
      after.get(file) ?? "",
      plan.edits.filter((edit) => edit.file === file),
    ).map((line) => `  ${line}`),
  );
  const left = plan.left.map(
    ({ file, finding, reason }) => `${name(file)}  ${finding.path}  not fixed: ${reason}  [${finding.rule}]`,
  );
  return [...done, ...(dryRun ? changes : []), ...left, summary(plan, files.length, dryRun)];
}

function isSame(a: Edit, b: Edit | undefined): boolean {
  return a.file === b?.file && a.start === b.start && a.text === b.text;
}

function wording(fix: Fix): string {
  switch (fix.kind) {
    case "set-unit":
      return `unit: ${JSON.stringify(fix.unit)}`;
    case "remove-ignore":
      return `without ${JSON.stringify(fix.entry)}`;
    default:
      return `renamed to "${fix.to}"`;
  }
}

function summary({ fixes, left }: FixPlan, files: number, dryRun: boolean): string {
  if (fixes.length === 0) return left.length === 0 ? "Nothing to fix." : "Nothing could be fixed.";
  const where = `${fixes.length} in ${files} ${files === 1 ? "file" : "files"}`;
  return dryRun ? `Would fix ${where}; nothing was written.` : `Fixed ${where}.`;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

/** The lines that edits touch, with `-` as they were and `+` as they are. */
function changedLines(before: string, after: string, edits: readonly Edit[]): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const shown: string[] = [];
  let moved = 0;
  let last = 0;
  for (const edit of edits) {
    const first = lineAt(before, edit.start);
    const end = lineAt(before, edit.end);
    const removed = end - first;
    const added = edit.text.split("\n").length - 1;
    if (first > last) {
      shown.push(...old.slice(first - 1, end).map((line) => `- ${line.trimEnd()}`));
      shown.push(...now.slice(first - 1 + moved, first + moved + added).map((line) => `+ ${line.trimEnd()}`));
    }
    moved += added - removed;
    last = end;
  }
  return shown;
}
