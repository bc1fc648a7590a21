// What the registry holds: each published revision of an event, and the history entries that brought them.
import type { EventModel } from "@tracklake/schema";

/** One revision of an event: its model, and its place in the chain of revisions. */
export interface EventRevision {
  readonly model: EventModel;
  /** 1, 2, 3… within the event's major. */
  readonly revision: number;
  /** SHA-256, lower-case hex, of the model's canonical JSON. */
  readonly fingerprint: string;
  /** Fingerprint of the revision before, of the same event and major; `null` for the first. */
  readonly predecessor: string | null;
}

/** A revision that is about to be, or has been, given out: `draft` until it is published. */
export interface RegisteredEvent extends EventRevision {
  readonly status: "published" | "draft";
}

/**
 * An event that is defined no more. It holds while the revision that it names is the newest: the event comes back with
 * the next revision. Revisions, tables and views stay.
 */
export interface Retirement {
  readonly name: string;
  readonly major: number;
  /** The newest revision when it was retired. */
  readonly revision: number;
  /** That revision's fingerprint. */
  readonly fingerprint: string;
}

/** What of a lake is fixed once data is in it. */
export interface PublishedLake {
  readonly name: string;
  readonly timeZone: string;
}

/** One publish: one file of `schemas/history/`. */
export interface HistoryEntry {
  /** Version of this file's format. */
  readonly format: 1;
  /** File name without `.json`: `<date>-<slug>-<digits of the content's digest>`; without the digits in older files. */
  readonly id: string;
  /** When it was published: ISO 8601, UTC. */
  readonly publishedAt: string;
  readonly message?: string;
  /** Every revision that this publish brought, by name and major. */
  readonly events: readonly EventRevision[];
  /** Events that this publish retired; absent when there are none. */
  readonly retired?: readonly Retirement[];
  /** The lake as it is from this publish on; absent where an entry before says the same. */
  readonly lake?: PublishedLake;
  /** SHA-256 of the entry's canonical JSON without this field. */
  readonly digest: string;
}

/** Where history is kept. Append-only: nothing is changed or removed. */
export interface RegistryStore {
  /** Every entry, in the order of ids. Refuses what is not an entry or was changed. */
  entries(): Promise<readonly HistoryEntry[]>;
  /**
   * Adds one entry; refuses an id that is there already.
   *
   * @param after - The entries that it was made after: it is refused as `history-moved` when there are others by now,
   * however many write at once. @default whatever is there
   * @returns Where it was put (a path, for files).
   */
  append(entry: HistoryEntry, after?: readonly HistoryEntry[]): Promise<string>;
}
