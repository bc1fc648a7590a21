// Publish: every draft becomes the next revision, all in one new entry of history, or nothing happens.
// An id that another publish took meanwhile is not overwritten; the next free one is used.
import type { EventModel } from "@tracklake/schema";
import { withDrafts } from "./drafts.js";
import { sealed } from "./history-entry.js";
import type { EventRevision, HistoryEntry, RegisteredEvent, RegistryStore } from "./published.js";
import { loadRegistry } from "./registry.js";

/** What may be said of a publish. */
export interface PublishOptions {
  /** Why, for those who read history. */
  readonly message?: string;
  /** Second part of the file's name. @default the message, else the names of the changed events */
  readonly slug?: string;
  /** @default the clock */
  readonly now?: Date;
}

/** What a publish did. */
export interface PublishResult {
  /** The new entry; absent when nothing had changed. */
  readonly entry?: HistoryEntry;
  /** Where the store put it. */
  readonly path?: string;
  readonly published: readonly RegisteredEvent[];
  /** Events that history holds already as they are. */
  readonly unchanged: number;
}

const SLUG_CHARACTERS = 60;

/**
 * Publishes what differs from history.
 *
 * @throws RegistryError those of `loadRegistry` when history is not sound, and of the store's append.
 * @example
 * await publish(fileStore("schemas/history"), models, { message: "Seats are counted" });
 */
export async function publish(
  store: RegistryStore,
  models: readonly EventModel[],
  { message, slug, now = new Date() }: PublishOptions = {},
): Promise<PublishResult> {
  const registry = await loadRegistry(store);
  const events = withDrafts(registry, models);
  const drafts = events.filter((event) => event.status === "draft");
  if (drafts.length === 0) return { published: [], unchanged: events.length };

  const taken = new Set(registry.entries.map((entry) => entry.id));
  const publishedAt = now.toISOString();
  const base = `${publishedAt.slice(0, 10)}-${slugOf(slug ?? message ?? drafts.map(({ model }) => model.name).join("-"))}`;
  const entry = sealed({
    format: 1,
    id: freeId(base, taken),
    publishedAt,
    ...(message === undefined ? {} : { message }),
    events: drafts.map(({ status: _, ...revision }): EventRevision => revision),
  });
  const path = await store.append(entry);
  const published = drafts.map((draft): RegisteredEvent => ({ ...draft, status: "published" }));
  return { entry, path, published, unchanged: events.length - drafts.length };
}

function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_CHARACTERS);
  return slug.replace(/^-+|-+$/g, "") || "publish";
}

function freeId(base: string, taken: ReadonlySet<string>): string {
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}
