// Names that look like a mistyped one, nearest first.
// Their distance is at most a third of the name's length; one that holds the other is near.
import { editDistance } from "@tracklake/schema";

/**
 * The candidates nearest to a name.
 *
 * @example
 * nearNames("plan_chnaged", ["plan_changed", "search"]); // ["plan_changed"]
 */
export function nearNames(name: string, candidates: Iterable<string>, most = 3): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase(), limit) }))
    .filter((each) => each.distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map((each) => each.candidate);
}

/** `; did you mean a, b?` or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearNames(name, candidates);
  return near.length === 0 ? "" : `; did you mean ${near.join(", ")}?`;
}

function distance(a: string, b: string, limit: number): number {
  if (a.length > 2 && b.includes(a)) return 1;
  // Structs become parent__field and the fields of a context stay bare: either is often guessed for the other.
  const leaf = a.slice(a.lastIndexOf("__") + 2);
  if (a.includes("__") && leaf === b) return 1;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  return editDistance(a, b);
}
