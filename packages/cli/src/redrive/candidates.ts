// What one line of a source file holds: a dead letter, or a record of Firehose's error output with its lines.
// What cannot be read is a candidate too, so that it is told and kept.

import type { DeadLetter } from "@tracklake/sdk";
import { jsonObject } from "./json-object.js";
import { type Numbering, type RebuildOptions, type Rebuilt, refusedEvent, wholeLine } from "./rebuild.js";
import type { SourceKind } from "./source-files.js";

/** One event that may be sent. */
export interface Candidate {
  /** Its event's name; `"?"` where it cannot be read. */
  readonly event: string;
  /** The reason of the dead letter, or Firehose's error code. */
  readonly reason: string;
  /** Whether its line is there as it was, rather than built anew. */
  readonly whole: boolean;
  build(options: RebuildOptions, numbering: Numbering): Rebuilt;
}

/** The candidates of a line, in their order. */
export function candidatesOf(kind: SourceKind, text: string): Candidate[] {
  const value = jsonObject(text);
  if (!value) return [broken];
  return kind === "letters" ? [letterCandidate(value as unknown as DeadLetter)] : errorCandidates(value);
}

/** What is left of a line of the error output when some of its events were sent. */
export function errorLineWith(text: string, left: readonly number[]): string {
  const value = jsonObject(text);
  if (!value) return text;
  const lines = rawLines(value);
  const rest = left.map((index) => `${lines[index] ?? ""}\n`).join("");
  return JSON.stringify({ ...value, rawData: Buffer.from(rest).toString("base64") });
}

const broken: Candidate = {
  event: "?",
  reason: "unreadable",
  whole: true,
  build: () => ({ problem: "is no JSON object" }),
};

function letterCandidate(letter: DeadLetter): Candidate {
  return {
    event: String(letter.event_name ?? "?"),
    reason: String(letter.reason ?? "?"),
    whole: typeof letter.line === "string",
    build: (options, numbering) =>
      typeof letter.line === "string" ? wholeLine(letter.line, options) : refusedEvent(letter, options, numbering),
  };
}

/** Source: Amazon Data Firehose Developer Guide, "Handle data delivery failures": two spellings of the code. */
function errorCandidates(value: Readonly<Record<string, unknown>>): Candidate[] {
  const reason = String(value.errorCode ?? value.lastErrorCode ?? "?");
  const lines = rawLines(value);
  if (lines.length === 0) return [{ ...broken, reason }];
  return lines.map((line) => ({
    event: String(jsonObject(line)?.event_name ?? "?"),
    reason,
    whole: true,
    build: (options) => wholeLine(line, options),
  }));
}

function rawLines({ rawData }: Readonly<Record<string, unknown>>): string[] {
  if (typeof rawData !== "string") return [];
  return Buffer.from(rawData, "base64")
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}
