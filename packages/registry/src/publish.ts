// Publish: every draft becomes the next revision, and what is to be retired is, all in one new entry, or nothing happens.
// It follows exactly the history that was read: where another publish came first, it is refused as `history-moved`.
import { canonicalJson, type EventModel, isSchemaError, readEventModel, SchemaError, sha256 } from "@tracklake/schema";
import { withDrafts } from "./drafts.js";
import { RegistryError } from "./errors.js";
import { sealed } from "./history-entry.js";
import type {
  EventRevision,
  HistoryEntry,
  PublishedLake,
  RegisteredEvent,
  RegistryStore,
  Retirement,
} from "./published.js";
import { publishedLake } from "./published-lake.js";
import { loadRegistry, type Registry } from "./registry.js";

/** An event's major, by its name. */
export interface EventKey {
  readonly name: string;
  readonly major: number;
}

/** What may be said of a publish. */
export interface PublishOptions {
  /** Why, for those who read history. */
  readonly message?: string;
  /** Second part of the file's name, before digits of its content's digest. @default the message, else the names of the changed events */
  readonly slug?: string;
  /** Events that are defined no more; `absentEvents` finds them where the models are all there are. @default none */
  readonly retire?: readonly EventKey[];
  /** The history that was reviewed for this publish, which is refused when there is more by now. @default the store's */
  readonly registry?: Registry;
  /** The lake that its tables are of, which is written down where the history does not say it yet. @default none */
  readonly lake?: PublishedLake;
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
  readonly retired: readonly Retirement[];
  /** Events that history holds already as they are. */
  readonly unchanged: number;
}

const SLUG_CHARACTERS = 60;
/** Of the content's SHA-256, in the file's name. */
const DIGEST_DIGITS = 8;

/**
 * Publishes what differs from history.
 *
 * @throws RegistryError those of `loadRegistry` when history is not sound, `nothing-to-retire`, and those of the store's
 * append; SchemaError for a model that could not be read back.
 * @example
 * await publish(fileStore("schemas/history"), models, { message: "Seats are counted" });
 */
export async function publish(
  store: RegistryStore,
  models: readonly EventModel[],
  { message, slug, retire = [], registry: reviewed, lake, now = new Date() }: PublishOptions = {},
): Promise<PublishResult> {
  for (const model of models) requireReadable(model);
  const registry = reviewed ?? (await loadRegistry(store));
  const events = withDrafts(registry, models);
  const drafts = events.filter((event) => event.status === "draft");
  const keys = new Map(retire.map((key) => [`${key.name} v${key.major}`, key]));
  const retired = [...keys.values()].map((key) => retirementOf(registry, models, key));
  if (drafts.length + retired.length === 0) return { published: [], retired, unchanged: events.length };

  const taken = new Set(registry.entries.map((entry) => entry.id));
  const publishedAt = now.toISOString();
  const names = [...drafts.map(({ model }) => model.name), ...retired.map(({ name }) => name)];
  const content = {
    publishedAt,
    ...(message === undefined ? {} : { message }),
    events: drafts.map(({ status: _, ...revision }): EventRevision => revision),
    ...(retired.length === 0 ? {} : { retired }),
    ...(lake === undefined || publishedLake(registry, lake.name)?.timeZone === lake.timeZone
      ? {}
      : { lake: { name: lake.name, timeZone: lake.timeZone } }),
  };
  // Two branches may publish the same events under the same words on the same day: their files have to be two.
  const digits = sha256(canonicalJson(content)).slice(0, DIGEST_DIGITS);
  const base = `${publishedAt.slice(0, 10)}-${slugOf(slug ?? message ?? names.join("-"))}-${digits}`;
  const entry = sealed({ format: 1, id: freeId(base, taken), ...content });
  const path = await store.append(entry, registry.entries);
  const published = drafts.map((draft): RegisteredEvent => ({ ...draft, status: "published" }));
  return { entry, path, published, retired, unchanged: events.length - drafts.length };
}

/** What could not be read back would make the whole history unreadable, for good. */
function requireReadable(model: EventModel): void {
  try {
    readEventModel(JSON.parse(canonicalJson(model)));
  } catch (cause) {
    if (!isSchemaError(cause)) throw cause;
    throw new SchemaError(cause.code, `${model.name} cannot be published: ${cause.message}`, { cause });
  }
}

function retirementOf(registry: Registry, models: readonly EventModel[], { name, major }: EventKey): Retirement {
  const refuse = (why: string) =>
    new RegistryError("nothing-to-retire", `${name} v${major} cannot be retired: ${why}.`);
  const latest = registry.latest(name, major);
  if (!latest) throw refuse("the history does not hold it");
  if (registry.retirement(name, major)) throw refuse("it is retired already");
  if (models.some((model) => model.name === name && model.major === major)) throw refuse("it is published at once");
  return { name, major, revision: latest.revision, fingerprint: latest.fingerprint };
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
