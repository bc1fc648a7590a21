// The journal of one file: what is about to be sent, and what was. It is on disk before anything is sent, so that
// after a crash nothing is sent twice in silence, and a line that was numbered keeps its number.
import { randomUUID } from "node:crypto";
import { type FileHandle, open, readFile } from "node:fs/promises";
import type { Numbering, OutgoingLine } from "./rebuild.js";

/** A place in a file: its line and the event within it, from 0; `end` is the closing heartbeat. */
export type Place = `${number}.${number}` | "end";

/** A line to send, with its place. */
export interface Attempt {
  readonly place: Place;
  readonly line: OutgoingLine;
  /** Whether it was built anew, and so has to be kept as it was numbered. */
  readonly built: boolean;
}

type Entry =
  | { readonly instance: string }
  | { readonly try: Place; readonly line?: OutgoingLine }
  | { readonly sent: readonly Place[] }
  | { readonly refused: readonly Place[] };

/** What earlier runs have sent of a file, by its journal's path. */
export async function sentBefore(path: string): Promise<ReadonlySet<Place>> {
  return new Set((await entriesOf(path)).flatMap((entry) => ("sent" in entry ? entry.sent : [])));
}

/** The journal of one file. */
export class Journal implements Numbering {
  readonly instanceId: string;
  readonly #file: FileHandle;
  readonly #tried: Map<Place, OutgoingLine | undefined>;
  readonly #sent: Set<Place>;
  readonly #refused: Set<Place>;
  readonly #last: Map<string, number>;
  readonly #now = new Set<Place>();

  private constructor(
    file: FileHandle,
    instanceId: string,
    { tried, sent, refused }: { tried: Map<Place, OutgoingLine | undefined>; sent: Set<Place>; refused: Set<Place> },
  ) {
    this.#file = file;
    this.instanceId = instanceId;
    this.#tried = tried;
    this.#sent = sent;
    this.#refused = refused;
    this.#last = new Map();
    for (const [place, line] of tried) if (line && place !== "end") this.#count(line);
  }

  /** Opens a journal, or goes on with the one that a run before has left. */
  static async open(path: string): Promise<Journal> {
    const entries = await entriesOf(path);
    let instance: string | undefined;
    const tried = new Map<Place, OutgoingLine | undefined>();
    const sent = new Set<Place>();
    const refused = new Set<Place>();
    for (const entry of entries) {
      if ("instance" in entry) instance ??= entry.instance;
      else if ("try" in entry) {
        // A line that was refused before is tried again without being written down again.
        tried.set(entry.try, entry.line ?? tried.get(entry.try));
        refused.delete(entry.try);
      } else if ("sent" in entry) for (const place of entry.sent) sent.add(place);
      else for (const place of entry.refused) refused.add(place);
    }
    const file = await open(path, "a", 0o600);
    const journal = new Journal(file, instance ?? randomUUID(), { tried, sent, refused });
    // The newline ends what a crash may have cut off.
    await journal.#append([{ instance: journal.instanceId }], "\n");
    return journal;
  }

  /** How many events were sent so far, the closing heartbeat aside. */
  get sent(): number {
    return this.#sent.size - (this.#sent.has("end") ? 1 : 0);
  }

  /** The last number of each table that was given to lines that were built anew. */
  get last(): ReadonlyMap<string, number> {
    return this.#last;
  }

  isSent(place: Place): boolean {
    return this.#sent.has(place);
  }

  /** Whether this run has tried it already: it is not tried again and again. */
  isTriedNow(place: Place): boolean {
    return this.#now.has(place);
  }

  /**
   * Whether a run was about to send it; with the line if it was built, and whether nobody knows if it was taken.
   */
  wasTried(place: Place): { readonly line?: OutgoingLine; readonly unsure: boolean } | undefined {
    if (!this.#tried.has(place)) return undefined;
    const line = this.#tried.get(place);
    return { ...(line === undefined ? {} : { line }), unsure: !this.#refused.has(place) };
  }

  /** Whether an event was tried and not sent: then the file waits, since its lines have their numbers. */
  get isPending(): boolean {
    return [...this.#tried.keys()].some((place) => place !== "end" && !this.#sent.has(place));
  }

  next(table: string): number {
    const number = (this.#last.get(table) ?? 0) + 1;
    this.#last.set(table, number);
    return number;
  }

  /** Notes what is about to be sent; on disk when it resolves. */
  async trying(attempts: readonly Attempt[]): Promise<void> {
    for (const { place } of attempts) this.#now.add(place);
    const entries = attempts.flatMap(({ place, line, built }): Entry[] => {
      if (!this.#tried.has(place)) {
        this.#tried.set(place, built ? line : undefined);
        return [built ? { try: place, line } : { try: place }];
      }
      return this.#refused.delete(place) ? [{ try: place }] : [];
    });
    await this.#append(entries);
  }

  /** Notes what was sent; on disk when it resolves. */
  async wasSent(places: readonly Place[]): Promise<void> {
    for (const place of places) this.#sent.add(place);
    await this.#append([{ sent: places }]);
  }

  /** Notes what the target has refused: it is surely not there. */
  async wasRefused(places: readonly Place[]): Promise<void> {
    for (const place of places) this.#refused.add(place);
    if (places.length > 0) await this.#append([{ refused: places }]);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #count({ table, text }: OutgoingLine): void {
    const { event_sequence } = JSON.parse(text) as { event_sequence: number };
    this.#last.set(table, Math.max(this.#last.get(table) ?? 0, event_sequence));
  }

  async #append(entries: readonly Entry[], before = ""): Promise<void> {
    if (entries.length === 0) return;
    await this.#file.appendFile(before + entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    await this.#file.datasync();
  }
}

async function entriesOf(path: string): Promise<Entry[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as Entry];
    } catch {
      // The last entry of a run that was killed: it was not on disk, so nothing was sent on its account.
      return [];
    }
  });
}
