// One judgement for each distinct change: those of older revisions that say nothing worse join the one of the latest.
import type { Judgement } from "./judgement.js";
import { placeOf } from "./place.js";
import { covers } from "./verdict.js";

/** Judgements, each with all the revisions that it holds against; the first of a place decides its words. */
export function distinct(judgements: readonly Judgement[]): Judgement[] {
  const places = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const place = placeOf(judgement);
    const there = places.get(place) ?? [];
    const same = there.findIndex((other) => covers(other.verdicts, judgement.verdicts));
    const other = there[same];
    if (other) there[same] = { ...other, against: united(other.against, judgement.against) };
    else there.push(judgement);
    places.set(place, there);
  }
  return [...places.values()].flat().filter(({ rule, path }) => rule !== "FIELD_READDED" || !places.has(reuseOf(path)));
}

/** A field that came back with another type is no field that came back. */
function reuseOf(path: string): string {
  return placeOf({ rule: "NAME_REUSED", path });
}

function united(some: readonly number[], more: readonly number[]): number[] {
  return [...new Set([...some, ...more])].sort((a, b) => a - b);
}
