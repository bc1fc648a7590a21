// A dead letter, or a line that could not be delivered, as the line to send; or why it cannot be sent.
// A line that was whole is sent as it is, byte for byte; one that is built anew keeps its id and its time.

import {
  datePattern,
  HEARTBEAT_EVENT,
  type LakeDate,
  lineLimits,
  PII_KEY_COLUMN,
  parseTimestamp,
  tableName,
} from "@tracklake/envelope";
import { uuidPattern } from "@tracklake/schema";
import type { DeadLetter } from "@tracklake/sdk";
import type { CurrentEvent, CurrentEvents } from "./definitions.js";
import { jsonObject } from "./json-object.js";
import { lineFields } from "./line-fields.js";
import { withoutCut } from "./without-cut.js";

/** A line to send. */
export interface OutgoingLine {
  readonly table: string;
  /** The lake's date, `YYYY-MM-DD`. */
  readonly date: string;
  /** With its newline. */
  readonly text: string;
}

/** What became of an attempt. */
export type Rebuilt = { readonly line: OutgoingLine } | { readonly problem: string };

/** What lines are built with. */
export interface RebuildOptions {
  readonly events: CurrentEvents;
  readonly date: LakeDate;
  /** For letters of earlier versions, which do not name it. */
  readonly environment?: string | undefined;
  /** Whether events are sent whose values were lost in part. */
  readonly partial: boolean;
}

/** Numbers lines by table, as an instance of a tracker does. */
export interface Numbering {
  readonly instanceId: string;
  next(table: string): number;
}

/** Checks a line that was whole. */
export function wholeLine(text: string, { events }: RebuildOptions): Rebuilt {
  const parsed = jsonObject(text);
  if (!parsed) return { problem: "is no JSON object" };
  const { event_name, event_major, event_date, event_id } = parsed;
  if (typeof event_name !== "string" || typeof event_major !== "number" || typeof event_id !== "string") {
    return { problem: "has no event_name, event_major or event_id" };
  }
  if (typeof event_date !== "string" || !datePattern.test(event_date)) return { problem: "has no event_date" };
  const current = events.of(event_name, event_major, parsed.event_revision);
  if (!current) return { problem: `is version ${event_major} of an event that the project does not define` };
  const { violations } = current.line.check(parsed);
  if (violations.length > 0) return { problem: wording(violations) };
  const whole = `${text.replace(/\n$/, "")}\n`;
  return sized({ table: tableName(event_name, event_major), date: event_date, text: whole });
}

/** Builds the line of an event that was refused, by what its definition says today. */
export function refusedEvent(letter: DeadLetter, options: RebuildOptions, numbering: Numbering): Rebuilt {
  const current = options.events.latest(letter.event_name, letter.event_major);
  const time = parseTimestamp(letter.event_time);
  const environment = letter.environment ?? options.environment;
  if (!current) return { problem: "is an event that the project does not define" };
  if (time === undefined) return { problem: "has no event_time" };
  if (!isUuid(letter.event_id)) return { problem: "has no event_id" };
  if (environment === undefined) return { problem: "does not name its environment; name it with --environment" };
  const lost = options.partial ? undefined : lostValues(letter, current);
  if (lost !== undefined) return { problem: `${lost} (--partial sends it without)` };
  const kept = withoutCut(letter);
  if ("problem" in kept) return kept;
  const fields = fieldsOf(kept, current);
  if ("problem" in fields) return fields;
  const { model, revision } = current.event;
  const table = tableName(model.name, model.major);
  const date = options.date(time);
  // The number is given last, so that none is given to what is not sent.
  const before =
    `{"event_id":"${letter.event_id}","event_name":${JSON.stringify(model.name)},"event_major":${model.major}` +
    `,"event_revision":${revision},"event_time":"${letter.event_time}","event_date":"${date}"` +
    `,"service":${plain(letter.service)},"environment":${plain(environment)},"instance_id":"${numbering.instanceId}"`;
  const room = Buffer.byteLength(before) + Buffer.byteLength(fields.text) + MOST_OF_A_NUMBER;
  if (room > lineLimits.bytes) return { problem: TOO_LARGE };
  const text = `${before},"event_sequence":${numbering.next(table)}${fields.text}}\n`;
  return { line: { table, date, text } };
}

/** The heartbeat that ends the lines that were built anew, so that `verify` knows that all of them were sent. */
export function closingHeartbeat(
  id: string,
  time: string,
  last: ReadonlyMap<string, number>,
  options: RebuildOptions,
  numbering: Numbering,
): Rebuilt {
  const sequences = Array.from(last, ([table_name, last_sequence]) => ({ table_name, last_sequence }));
  const letter = {
    event_id: id,
    event_name: HEARTBEAT_EVENT,
    event_time: time,
    service: "tracklake redrive",
    environment: options.environment ?? "redrive",
    reason: "violation" as const,
    known: { sequences, closing: true, interval_ms: 0, uptime_ms: 0 },
  };
  return refusedEvent(letter, options, numbering);
}

const TOO_LARGE = `is larger than a line may be (${lineLimits.bytes} bytes)`;
/** `,"event_sequence":` and 16 digits, `}` and a newline. */
const MOST_OF_A_NUMBER = 40;

function fieldsOf(letter: DeadLetter, current: CurrentEvent): { readonly text: string } | { readonly problem: string } {
  let text = letter.pii_key_id === undefined ? "" : `,"${PII_KEY_COLUMN}":${plain(letter.pii_key_id)}`;
  const parts = [
    ...current.event.model.contexts.flatMap(({ name }) => {
      const value = letter.contexts?.[name];
      const checked = current.context(name);
      return value === undefined || !checked ? [] : [{ checked, value, at: `/contexts/${name}` }];
    }),
    { checked: current.properties, value: letter.known ?? {}, at: "" },
  ];
  for (const { checked, value, at } of parts) {
    const { normalised, violations } = checked.check(value);
    if (violations.length > 0) {
      return { problem: wording(violations.map(({ path, reason }) => ({ path: `${at}${path}`, reason }))) };
    }
    const fields = lineFields(checked.fields, normalised as Readonly<Record<string, unknown>>);
    if (fields === undefined) return { problem: "holds text that is not well-formed UTF-16" };
    text += fields;
  }
  return { text };
}

/** What was lost of the event's values since it was refused, when something was. */
function lostValues({ cut = [], unknown = [] }: DeadLetter, current: CurrentEvent): string | undefined {
  const [first] = cut;
  if (first !== undefined) return `${first === "" ? "the event" : first} could not be kept as it was`;
  const names = new Set(current.event.model.properties.map(({ name }) => `/${name}`));
  const now = unknown.find(({ path }) => names.has(path));
  return now && `${now.path} is a property now, but its value was not kept`;
}

/** A text as JSON; what no line can hold of it is replaced, as a tracker does for its own name. */
function plain(text: unknown): string {
  return JSON.stringify(String(text).toWellFormed());
}

function sized(line: OutgoingLine): Rebuilt {
  return Buffer.byteLength(line.text) > lineLimits.bytes ? { problem: TOO_LARGE } : { line };
}

function wording(violations: readonly { readonly path: string; readonly reason: string }[]): string {
  const [first, ...others] = violations;
  if (!first) return "";
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return `${first.path === "" ? "the event" : first.path} ${first.reason}${more}`;
}

function isUuid(value: unknown): boolean {
  return typeof value === "string" && uuid.test(value);
}

const uuid = new RegExp(uuidPattern, "u");
