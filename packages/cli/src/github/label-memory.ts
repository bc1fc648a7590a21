// What a label covers: the changes that were shown when it was set, kept in a hidden line of the comment.
// A label would else let through whatever is pushed after somebody looked.
import type { Review } from "@tracklake/review";

/** What the hidden line keeps. */
export interface LabelMemory {
  /** Whether the label was on the pull request. */
  readonly carried: boolean;
  /** The changes that the label covers, by fingerprint. */
  readonly covered: readonly string[];
  /** The changes that wait for an acknowledgement. */
  readonly waiting: readonly string[];
}

/** Characters of a fingerprint that are kept. */
const CHARACTERS = 16;
/** Changes that are kept, so that the comment stays within what GitHub takes; those beyond ask again. */
const MOST_KEPT = 500;

/** The hidden line. */
export function memoryLine({ carried, covered, waiting }: LabelMemory): string {
  const list = (fingerprints: readonly string[]) => fingerprints.slice(0, MOST_KEPT).join(",");
  return `<!-- tracklake-label:${carried ? "on" : "off"} covered:${list(covered)} waiting:${list(waiting)} -->`;
}

/** What a comment keeps, below the mark that it begins with; nothing for one that keeps nothing. */
export function memoryIn(body: string | undefined, mark: string): LabelMemory | undefined {
  const [first] = body?.slice(mark.length).trimStart().split(/\r?\n/, 1) ?? [];
  const found = /^<!-- tracklake-label:(on|off) covered:([0-9a-f,]*) waiting:([0-9a-f,]*) -->$/.exec(first ?? "");
  if (!found) return undefined;
  const list = (text = "") => text.split(",").filter((part) => part.length === CHARACTERS);
  return { carried: found[1] === "on", covered: list(found[2]), waiting: list(found[3]) };
}

/**
 * What the label covers from now on.
 *
 * @param before - What the last comment kept.
 * @param isSetNow - Whether this run was started by setting the label.
 */
export function labelMemory(
  review: Review,
  before: LabelMemory | undefined,
  { carried, isSetNow }: { readonly carried: boolean; readonly isSetNow: boolean },
): LabelMemory {
  const asking = [...review.events, ...review.retired, { changes: review.lake }]
    .flatMap(({ changes }) => changes)
    .filter(({ command }) => command !== undefined)
    .map(({ judgement }) => judgement.fingerprint.slice(0, CHARACTERS));
  const shown = [...(before?.covered ?? []), ...(before?.waiting ?? [])];
  // Where no comment can be kept, as with a fork's token, the run that setting the label starts shows what it covers.
  const isNew = carried && (isSetNow || before?.carried === false);
  const allowed = new Set(isNew ? (before ? shown : asking) : carried ? before?.covered : []);
  return {
    carried,
    covered: asking.filter((fingerprint) => allowed.has(fingerprint)),
    waiting: asking.filter((fingerprint) => !allowed.has(fingerprint)),
  };
}

/** Whether the label covers a change. */
export function coveredBy({ covered }: LabelMemory): (fingerprint: string) => boolean {
  const known = new Set(covered);
  return (fingerprint) => known.has(fingerprint.slice(0, CHARACTERS));
}
