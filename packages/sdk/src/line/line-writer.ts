// Envelope, contexts and properties as one line of bytes, written into the caller's buffer.
// What never changes for a tracker or an event is made once; what changes by the millisecond, once a millisecond.
import { randomUUID } from "node:crypto";
import { type LakeDate, lakeDate, lineLimits, MAX_TIME, tableName, writeEventId } from "@tracklake/envelope";
import type { EventDefinition } from "../definitions.js";
import { wholeNumber } from "../encode/digits.js";
import { quote } from "../encode/quote.js";
import { copyEights } from "../encode/words.js";
import { writeUtf8 } from "../encode/write-utf8.js";
import type { EncodedFields } from "./field-encoder.js";
import { LineHead } from "./line-head.js";

/** What a line writer is made of. */
export interface LineWriterOptions {
  /** IANA time zone of the lake's days. */
  readonly timeZone: string;
  readonly service: string;
  readonly environment: string;
  /** @default a random UUID */
  readonly instanceId?: string;
}

/** What {@link LineWriter.write} returns when its target has no room. */
export const NO_ROOM = 0;
/** What {@link LineWriter.write} returns for a line over `lineLimits.bytes`. */
export const OVER_LIMIT = -1;

/** UTF-8 bytes that one UTF-16 unit takes at most. */
const BYTES_PER_UNIT = 3;
/** Bytes of a sequence number, the line's end, and what writing eight bytes at a time may overwrite. */
const MARGIN = 32;
/** The latest moment whose day has a date in every time zone. */
const LATEST = MAX_TIME - 24 * 60 * 60 * 1000;
/** Bytes up to which copying by eight here is quicker than `Buffer.copy`, which Node 22 made quick (measured). */
const SHORT = Number.parseInt(process.versions.node, 10) >= 22 ? 256 : 4096;
const NEWLINE_AFTER_BRACE = 0x0a7d;
const none: EncodedFields = { bytes: Buffer.alloc(0), view: new DataView(new ArrayBuffer(0)), length: 0 };

/** Writes the lines of one tracker as bytes, and numbers them by table. */
export class LineWriter {
  /** Random for each start of a tracker. */
  readonly instanceId: string;
  readonly #date: LakeDate;
  readonly #host: string;
  readonly #counters = new Map<string, { last: number }>();
  readonly #heads = new Map<EventDefinition, LineHead>();
  #target: Buffer = none.bytes;
  #view: DataView = none.view;

  /** @throws RangeError when the runtime does not know the time zone. */
  constructor({ timeZone, service, environment, instanceId = randomUUID() }: LineWriterOptions) {
    this.instanceId = instanceId;
    this.#date = lakeDate(timeZone);
    this.#host =
      `","service":${quote(service.toWellFormed())},"environment":${quote(environment.toWellFormed())}` +
      `,"instance_id":${quote(instanceId.toWellFormed())},"event_sequence":`;
  }

  /**
   * Writes the line of an event.
   *
   * @param time - Milliseconds since 1970; what is none (a broken clock's) is written as the first moment of 1970, since an
   * event is worth more than its time.
   * @param before - The trace's columns and the contexts as text, each beginning with a comma; `""` for none.
   * @param fields - The properties in the same form: text, or what a FieldEncoder holds.
   * @param at - Where in `target` the line begins.
   * @returns The bytes written, {@link NO_ROOM} when `target` has no room for them, or {@link OVER_LIMIT}. In both
   * cases no sequence number is used. Some bytes behind the line, within `target`, may be overwritten.
   */
  write(
    event: EventDefinition,
    time: number,
    before: string,
    fields: string | EncodedFields,
    target: Buffer,
    at: number,
  ): number {
    if (typeof fields === "string") return this.#write(event, time, before + fields, none, target, at);
    return this.#write(event, time, before, fields, target, at);
  }

  /** The last sequence number given for each table. */
  sequences(): ReadonlyMap<string, number> {
    return new Map([...this.#counters].map(([table, { last }]) => [table, last]));
  }

  #write(
    event: EventDefinition,
    time: number,
    text: string,
    fields: EncodedFields,
    target: Buffer,
    at: number,
  ): number {
    const head = this.#heads.get(event) ?? this.#headOf(event);
    const most = head.length + text.length * BYTES_PER_UNIT + fields.length + MARGIN;
    if (most > lineLimits.bytes || at + most > target.length) {
      const exact = head.length + digitsOf(head.counter.last + 1) + Buffer.byteLength(text) + fields.length + 2;
      if (exact > lineLimits.bytes) return OVER_LIMIT;
      if (at + exact > target.length) return NO_ROOM;
      // The last lines of a buffer, and the longest: written where there is room, and copied to the byte.
      if (at + most > target.length) {
        const line = Buffer.allocUnsafe(most);
        const bytes = this.#put(head, time, text, fields, line, new DataView(line.buffer, line.byteOffset, most), 0);
        return line.copy(target, at, 0, bytes);
      }
    }
    if (target !== this.#target) {
      this.#target = target;
      this.#view = new DataView(target.buffer, target.byteOffset, target.length);
    }
    return this.#put(head, time, text, fields, target, this.#view, at);
  }

  #put(
    head: LineHead,
    time: number,
    text: string,
    fields: EncodedFields,
    target: Buffer,
    view: DataView,
    at: number,
  ): number {
    const moment = time >= 0 && time <= LATEST ? Math.floor(time) : 0;
    if (moment !== head.time) head.setTime(moment, this.#date(moment));
    head.copyTo(view, at);
    writeEventId(view, at + LineHead.idAt, moment);
    head.counter.last++;
    let end = wholeNumber(view, at + head.length, head.counter.last);
    if (text !== "") end += writeUtf8(target, text, end);
    if (fields.length > SHORT) fields.bytes.copy(target, end, 0, fields.length);
    else copyEights(view, end, fields.view, fields.length);
    end += fields.length;
    view.setUint16(end, NEWLINE_AFTER_BRACE, true);
    return end + 2 - at;
  }

  #headOf(event: EventDefinition): LineHead {
    const table = tableName(event.name, event.major);
    const counter = this.#counters.get(table) ?? { last: 0 };
    this.#counters.set(table, counter);
    const head = new LineHead(event, this.#host, counter);
    this.#heads.set(event, head);
    return head;
  }
}

function digitsOf(sequence: number): number {
  return String(sequence).length;
}
