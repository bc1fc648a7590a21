// A field that went and one that came, so alike that they may be one: the way out then says how a rename is declared.
// Only a hint: two fields of one type may be two things, and nobody but the author knows.
import { canonicalJson, editDistance, type FieldModel } from "@tracklake/schema";
import type { Change } from "./change.js";

/** A field that came or went, beside its path. */
interface Side {
  readonly change: Change;
  readonly parent: string;
  readonly field: FieldModel;
}

/**
 * What to say first in the way out of changes that together look like a rename.
 *
 * @example
 * renameHints(diffEvents(before, after)).get(change); // 'If voucher is coupon under another name, …'
 */
export function renameHints(changes: readonly Change[]): ReadonlyMap<Change, string> {
  const hints = new Map<Change, string>();
  const gone = sides(changes, ["FIELD_REMOVED", "REQUIRED_FIELD_REMOVED"], ({ before }) => before);
  if (gone.length === 0) return hints;
  const came = sides(changes, ["FIELD_ADDED", "REQUIRED_FIELD_ADDED"], ({ after }) => after);
  const taken = new Set<Side>();
  for (const old of gone) {
    const [fresh] = came
      .filter((side) => side.parent === old.parent && !taken.has(side) && isAlike(old.field, side.field))
      .sort((a, b) => distance(old, a) - distance(old, b));
    if (!fresh) continue;
    taken.add(fresh);
    const hint =
      `If ${fresh.field.name} is ${old.field.name} under another name, say so in it: ` +
      `renamedFrom: "${old.field.name}"; the view then keeps both names. If not: `;
    hints.set(old.change, hint);
    hints.set(fresh.change, hint);
  }
  return hints;
}

function sides(
  changes: readonly Change[],
  rules: readonly Change["rule"][],
  of: (change: Change) => FieldModel | undefined,
): Side[] {
  return changes.flatMap((change) => {
    const field = of(change);
    if (field === undefined || !rules.includes(change.rule)) return [];
    return [{ change, parent: change.path.slice(0, change.path.lastIndexOf(".")), field }];
  });
}

function isAlike(old: FieldModel, fresh: FieldModel): boolean {
  if (canonicalJson(old.type) !== canonicalJson(fresh.type)) return false;
  if (old.description !== undefined && old.description === fresh.description) return true;
  const words = new Set(old.name.split("_"));
  return fresh.name.split("_").some((word) => words.has(word)) || isNear(old.name, fresh.name);
}

/** A third of its letters: as near as a slip. */
function isNear(old: string, fresh: string): boolean {
  return editDistance(old, fresh) <= Math.floor(Math.max(old.length, fresh.length) / 3);
}

/** The same description first, then the nearest name. */
function distance({ field: old }: Side, { field: fresh }: Side): number {
  return old.description !== undefined && old.description === fresh.description
    ? 0
    : 1 + editDistance(old.name, fresh.name);
}
