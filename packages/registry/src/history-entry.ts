// One entry of history: how it is made, sealed by its digest, written and read back with distrust.
// A file is pretty canonical JSON, so that a reviewer reads it and equal entries are equal bytes.
import { canonicalJson, isSchemaError, readEventModel, sha256 } from "@tracklake/schema";
import { RegistryError } from "./errors.js";
import type { EventRevision, HistoryEntry, Retirement } from "./published.js";

/** An entry with its digest, from everything else of it. */
export function sealed(entry: Omit<HistoryEntry, "digest">): HistoryEntry {
  return { ...entry, digest: digestOf(entry) };
}

/** The text of an entry's file: sorted keys, two spaces, a newline at the end. */
export function entryText(entry: HistoryEntry): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(entry)), null, 2)}\n`;
}

/**
 * Reads an entry and verifies that nothing of it was changed.
 *
 * @param text - The content of a history file.
 * @param where - The file, for messages.
 * @throws RegistryError `history-unreadable` or `history-changed`.
 */
export function readEntry(text: string, where: string): HistoryEntry {
  const entry = parsed(text, where);
  const { digest, ...content } = entry;
  const asWritten = !loneSurrogate.test(text);
  for (const { model, fingerprint: identity } of entry.events) {
    if (!hasDigest(model, identity, asWritten))
      throw changed(where, `the model of ${model.name} does not have its fingerprint`);
  }
  if (!hasDigest(content, digest, asWritten)) throw changed(where, "its content does not have its digest");
  return entry;
}

/** Half a character, which has no canonical form, and which JSON.stringify would write all the same. */
const loneSurrogate = /\\u[dD][89a-fA-F]/;

/**
 * Whether the canonical JSON of a value has a digest. A file that was only written by us has its keys in order already,
 * and the engine's own JSON is ten times as quick: where its digest fits, it is the canonical one.
 */
function hasDigest(value: object, digest: string, asWritten: boolean): boolean {
  return (asWritten && sha256(JSON.stringify(value)) === digest) || sha256(canonicalJson(value)) === digest;
}

function digestOf(entry: Omit<HistoryEntry, "digest">): string {
  const { digest: _, ...content } = entry as HistoryEntry;
  return sha256(canonicalJson(content));
}

function parsed(text: string, where: string): HistoryEntry {
  if (/^(<{7}|={7}|>{7})( |\r?$)/m.test(text)) {
    throw new RegistryError(
      "history-unreadable",
      `${where} holds the conflict of a merge: two branches published under one name. Take the file as the main branch has ` +
        `it (git checkout origin/main -- ${where}), then publish what this branch adds, under a name of its own: npx tracklake publish.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RegistryError(
      "history-unreadable",
      `${where} is not JSON: ${(cause as Error).message}. Restore it from version control.`,
      { cause },
    );
  }
  const entry = value as Partial<HistoryEntry> | null;
  if (typeof entry !== "object" || entry === null || entry.format !== 1) {
    throw unreadable(where, "it has not format 1; a newer version of Tracklake may have written it");
  }
  if (typeof entry.id !== "string" || typeof entry.publishedAt !== "string" || typeof entry.digest !== "string") {
    throw unreadable(where, "id, publishedAt or digest is missing");
  }
  const { events, retired = [] } = entry;
  if (!Array.isArray(events) || !Array.isArray(retired) || events.length + retired.length === 0) {
    throw unreadable(where, "it publishes no events and retires none");
  }
  const { lake } = entry;
  if (lake !== undefined && (typeof lake?.name !== "string" || typeof lake.timeZone !== "string")) {
    throw unreadable(where, "its lake has no name or time zone");
  }
  for (const event of events) readRevision(event, where);
  for (const retirement of retired) readRetirement(retirement, where);
  return entry as HistoryEntry;
}

function readRevision(value: EventRevision, where: string): void {
  const { model, revision, fingerprint, predecessor } = value ?? {};
  const fits =
    Number.isSafeInteger(revision) &&
    revision >= 1 &&
    typeof fingerprint === "string" &&
    (predecessor === null || typeof predecessor === "string");
  if (!fits) throw unreadable(where, "one of its events has no revision, fingerprint or predecessor");
  try {
    readEventModel(model);
  } catch (cause) {
    if (!isSchemaError(cause)) throw cause;
    throw new RegistryError("history-unreadable", `${where}: ${cause.message} Restore it from version control.`, {
      cause,
    });
  }
}

function readRetirement(value: Retirement, where: string): void {
  const { name, major, revision, fingerprint } = value ?? {};
  const counted = [major, revision].every((number) => Number.isSafeInteger(number) && number >= 1);
  if (counted && typeof name === "string" && typeof fingerprint === "string") return;
  throw unreadable(where, "a retired event has no name, major, revision or fingerprint");
}

function unreadable(where: string, why: string): RegistryError {
  return new RegistryError(
    "history-unreadable",
    `${where} is no entry of history: ${why}. Restore it from version control.`,
  );
}

function changed(where: string, why: string): RegistryError {
  return new RegistryError(
    "history-changed",
    `${where} was changed after its publish: ${why}. Restore it from version control; a change is published as a new revision.`,
  );
}
