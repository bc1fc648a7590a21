// What the history knows of the lake: its time zone, as it was when tables were first published for it.
// Days of rows are cut by it, so that another one is a break of what is stored, and a publish has to see it.
import type { HistoryEntry, PublishedLake } from "./published.js";

/**
 * The lake of this name as it was published last; nothing for one that no publish has spoken of.
 *
 * @example
 * publishedLake(registry, "acme")?.timeZone; // "Asia/Tokyo"
 */
export function publishedLake(
  { entries }: { readonly entries: readonly HistoryEntry[] },
  name: string,
): PublishedLake | undefined {
  const spoken = entries.filter(({ lake }) => lake?.name === name);
  return spoken.reduce((last, entry) => (last && last.publishedAt > entry.publishedAt ? last : entry), spoken[0])?.lake;
}
