// Names that look like a mistyped one, nearest first.
// Damerau-Levenshtein distance (a swap of neighbours counts once), at most a third of the name's length.

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
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
