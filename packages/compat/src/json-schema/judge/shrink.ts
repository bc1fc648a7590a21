// Makes a counterexample smaller: whatever can be left out without losing what it shows is left out.
// Each smaller document is judged like the first one.

/** Most documents that are judged on the way; a large one counts for several, since judging it takes as long. */
const MOST_TRIES = 200;
/** Values that a document may hold to count once. */
const SMALL = 100;

/** A smaller document that still shows it; the same one where there is none. */
export function shrink(document: unknown, shows: (document: unknown) => boolean): unknown {
  let smallest = document;
  let tries = MOST_TRIES;
  for (let again = true; again; ) {
    again = false;
    for (const smaller of smallerThan(smallest)) {
      tries -= 1 + Math.floor(sizeOf(smaller) / SMALL);
      if (tries < 0) return smallest;
      if (!shows(smaller)) continue;
      smallest = smaller;
      again = true;
      break;
    }
  }
  return smallest;
}

function sizeOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, held) => sum + sizeOf(held), 1);
}

function* smallerThan(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (let index = value.length - 1; index >= 0; index--) yield value.toSpliced(index, 1);
    for (const [index, item] of value.entries()) {
      for (const smaller of smallerThan(item)) yield value.with(index, smaller);
    }
  } else if (typeof value === "object" && value !== null) {
    const members = Object.entries(value);
    for (const [left] of members) yield Object.fromEntries(members.filter(([key]) => key !== left));
    for (const [changed, held] of members) {
      for (const smaller of smallerThan(held)) {
        yield Object.fromEntries(members.map(([key, old]) => [key, key === changed ? smaller : old]));
      }
    }
  }
}
