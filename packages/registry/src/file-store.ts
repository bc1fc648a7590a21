// History as files in git: schemas/history/<id>.json, one for each publish, reviewed like code.
// A file is written beside its place and linked into it, so that it is whole or absent and never overwrites another.
import { link, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { claimFile, claimSuccession } from "./claim-succession.js";
import { checkedId } from "./entry-id.js";
import { historyMoved, isRegistryError, RegistryError } from "./errors.js";
import { entryText, readEntry } from "./history-entry.js";
import type { HistoryEntry, RegistryStore } from "./published.js";
import { withUnseenFolder } from "./unseen-folder.js";

/**
 * A store in a folder. Any number of processes may write into it.
 *
 * @param directory - The folder of the history files; made by the first publish.
 * @throws RegistryError `history-unreadable`, `history-changed`, `history-moved`, `entry-exists`, `store-unwritable` from
 * its functions.
 * @example
 * const registry = await loadRegistry(fileStore("schemas/history"));
 */
export function fileStore(directory: string): RegistryStore {
  return {
    entries: () => entriesIn(directory),

    async append(entry, after) {
      const { id } = entry;
      const path = join(directory, `${checkedId(id)}.json`);
      try {
        await mkdir(directory, { recursive: true });
        await withUnseenFolder(directory, async (folder) => {
          const file = claimFile();
          await writeFile(join(folder, file), entryText(entry), { flush: true });
          if (after === undefined) return link(join(folder, file), path);
          const present = () => entriesIn(directory);
          if (!(await claimSuccession({ directory, folder, file, id, after, present }))) throw historyMoved(directory);
        });
      } catch (cause) {
        throw isRegistryError(cause) ? cause : appendFailure(cause, path);
      }
      return path;
    },
  };
}

async function entriesIn(directory: string): Promise<HistoryEntry[]> {
  const ids = await idsIn(directory);
  return Promise.all(ids.map((id) => entryIn(directory, `${id}.json`)));
}

/** The ids of the entries, by date, then `-2` before `-10`. */
async function idsIn(directory: string): Promise<string[]> {
  const names = (await namesIn(directory)).filter((name) => name.endsWith(".json") && !name.startsWith("."));
  return names.map((name) => basename(name, ".json")).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new RegistryError("history-unreadable", `${directory} cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

async function entryIn(directory: string, name: string): Promise<HistoryEntry> {
  const path = join(directory, name);
  const entry = readEntry(await readFile(path, "utf8"), path);
  if (entry.id !== basename(name, ".json")) {
    throw new RegistryError("history-changed", `${path} was renamed: its id is "${entry.id}". Give it its name back.`);
  }
  return entry;
}

function appendFailure(cause: unknown, path: string): RegistryError {
  if ((cause as NodeJS.ErrnoException).code === "EEXIST") {
    return new RegistryError("entry-exists", `${path} is there already; nothing was overwritten. Publish again.`, {
      cause,
    });
  }
  return new RegistryError(
    "store-unwritable",
    `${path} could not be written: ${(cause as Error).message}. Nothing was published.`,
    { cause },
  );
}
