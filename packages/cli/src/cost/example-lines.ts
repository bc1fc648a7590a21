// Lines as a tracker writes them, of an event's definition and values that are made up: the same for the same definition.
// An estimate rests on them; the lake's own lines are the truth.
import { tableName } from "@tracklake/envelope";
import type { EventModel } from "@tracklake/schema";
import { lineFields } from "../redrive/line-fields.js";
import { storedForm } from "../redrive/stored-form.js";
import { exampleFields, moment, type Random, uuid } from "./example-values.js";

/** Instances that write at the same time. */
const INSTANCES = 4;

/** Lines of an event, each with its newline. @param count - From 1. */
export function exampleLines(model: EventModel, count: number): string[] {
  const random = seeded(`${tableName(model.name, model.major)}`);
  const instances = Array.from({ length: INSTANCES }, () => uuid(random));
  const fields = [...model.contexts.flatMap((context) => context.fields), ...model.properties];
  const shape = storedForm(fields, "line");
  return Array.from({ length: count }, (_, index) => {
    const time = moment(random);
    const envelope =
      `{"event_id":"${uuid(random)}","event_name":"${model.name}","event_major":${model.major},"event_revision":1` +
      `,"event_time":"${time}","event_date":"${time.slice(0, 10)}","service":"checkout","environment":"production"` +
      `,"instance_id":"${instances[index % INSTANCES]}","event_sequence":${1000 + index}`;
    return `${envelope}${lineFields(shape, exampleFields(fields, random)) ?? ""}}\n`;
  });
}

/** The bytes of an event's line, on average, with its newline. */
export function lineBytes(model: EventModel): number {
  const lines = exampleLines(model, 200);
  return Math.round(Buffer.byteLength(lines.join("")) / lines.length);
}

/** Numbers from a text: mulberry32 over FNV-1a, both public domain. */
function seeded(text: string): Random {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
