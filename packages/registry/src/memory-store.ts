// History in memory, for tests and for comparing: the same contract as files, gone with the process.
import { historyMoved, RegistryError } from "./errors.js";
import { entryText, readEntry } from "./history-entry.js";
import type { HistoryEntry, RegistryStore } from "./published.js";

/** A store that keeps its entries as the text of their files. */
export function memoryStore(): RegistryStore {
  const texts = new Map<string, string>();
  return {
    async entries(): Promise<readonly HistoryEntry[]> {
      const ids = [...texts.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
      return ids.map((id) => readEntry(texts.get(id) ?? "", `memory:${id}`));
    },

    async append(entry, after) {
      if (after && (after.length !== texts.size || !after.every((known) => texts.get(known.id) === entryText(known))))
        throw historyMoved("memory");
      if (texts.has(entry.id))
        throw new RegistryError("entry-exists", `memory:${entry.id} is there already; nothing was overwritten.`);
      texts.set(entry.id, entryText(entry));
      return `memory:${entry.id}`;
    },
  };
}
