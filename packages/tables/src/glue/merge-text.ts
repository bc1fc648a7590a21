// One text by three ways: as it was last applied, as it is, as it should be.
// What is missing is put back; what others wrote stays, and is told of.
import { type Applied, isApplied } from "./applied.js";
import type { Kept, TableChange } from "./steps.js";

/** `merge`: by three ways; `restore`: ours over theirs; `behind`: a later revision was applied, only gaps are filled. */
export type MergeMode = "merge" | "restore" | "behind";

/** What a merge works with. */
export interface Merging {
  /** `undefined` when nobody knows what was applied. */
  readonly base: Applied | undefined;
  readonly mode: MergeMode;
  /** Takes what was left as others wrote it. */
  readonly kept: Kept[];
}

/** A text and where it stands. */
export interface Place {
  readonly part: TableChange["part"] | "comment";
  readonly name: string;
}

/** The text to send. @param was - What the record says, when there is one. */
export function mergeText(
  { base, mode, kept }: Merging,
  place: Place,
  { was, live, desired }: Readonly<Record<"was" | "live" | "desired", string | undefined>>,
): string | undefined {
  if (live === desired || (live ?? "") === (desired ?? "")) return live;
  if (live === undefined || live === "") return mode === "behind" ? live : desired;
  const ours = base !== undefined && was !== undefined && isApplied(base, was, live);
  if (mode === "behind") return live;
  if (desired === undefined) return ours ? undefined : live;
  if (ours || mode === "restore") return desired;
  kept.push({ ...place, live, desired });
  return live;
}

/** A map of texts to send: those of nobody but others are kept as they are. */
export function mergeTexts(
  merging: Merging,
  part: TableChange["part"],
  {
    was = {},
    live = {},
    desired,
  }: Readonly<
    Record<"was" | "live", Readonly<Record<string, string>> | undefined> &
      Record<"desired", Readonly<Record<string, string>>>
  >,
): Record<string, string> {
  const keys = new Set([...Object.keys(live), ...Object.keys(desired)]);
  const merged = [...keys].map((name) => {
    // Without this, a parameter that is there and empty would count as missing.
    if (live[name] === "" && desired[name] === undefined) return [name, ""] as const;
    const texts = { was: was[name], live: live[name], desired: desired[name] };
    return [name, mergeText(merging, { part, name }, texts)] as const;
  });
  return Object.fromEntries(merged.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
