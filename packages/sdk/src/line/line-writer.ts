// Envelope, contexts and properties as one line of bytes, written into the caller's buffer.
// What never changes for a tracker or an event is made once; what changes by the millisecond, once a millisecond.
import { randomUUID } from "node:crypto";
import { eventId, type LakeDate, lakeDate, lineLimits, MAX_TIME, tableName, timestampText } from "@tracklake/envelope";
import type { EventDefinition } from "../definitions.js";
import { quote } from "../encode/quote.js";

/** What a line writer is made of. */
export interface LineWriterOptions {
  /** IANA time zone of the lake's days. */
  readonly timeZone: string;
  readonly service: string;
  readonly environment: string;
  /** @default a random UUID */
  readonly instanceId?: string;
}

/** UTF-8 bytes that one UTF-16 unit takes at most. */
const BYTES_PER_UNIT = 3;
/** The latest moment whose day has a date in every time zone. */
const LATEST = MAX_TIME - 24 * 60 * 60 * 1000;

/** The part of a line that an event gives to all of its lines, and the counter that its table shares. */
interface Head {
  readonly text: string;
  readonly counter: { last: number };
}

/** Writes the lines of one tracker as bytes, and numbers them by table. */
export class LineWriter {
  /** Random for each start of a tracker. */
  readonly instanceId: string;
  readonly #date: LakeDate;
  readonly #host: string;
  readonly #counters = new Map<string, { last: number }>();
  readonly #heads = new Map<EventDefinition, Head>();
  #time = Number.NaN;
  #timeText = "";

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
   * @param trace - `""`, or the trace's columns as text, each beginning with a comma.
   * @param fields - Contexts and properties as text, each beginning with a comma.
   * @param at - Where in `target` the line begins.
   * @returns The bytes written; `0` when `target` has no room for them, `-1` when the line is over
   * `lineLimits.bytes`. In both cases no sequence number is used.
   */
  write(event: EventDefinition, time: number, trace: string, fields: string, target: Buffer, at: number): number {
    const { text: head, counter } = this.#heads.get(event) ?? this.#headOf(event);
    const moment = time >= 0 && time <= LATEST ? time : 0;
    const sequence = counter.last + 1;
    const text = `{"event_id":"${eventId(moment)}${head}${this.#timeOf(moment)}","event_date":"${this.#date(moment)}${this.#host}${sequence}${trace}${fields}}\n`;
    const most = text.length * BYTES_PER_UNIT;
    if (most > lineLimits.bytes || most > target.length - at) {
      const bytes = Buffer.byteLength(text);
      if (bytes > lineLimits.bytes) return -1;
      if (bytes > target.length - at) return 0;
    }
    counter.last = sequence;
    return target.write(text, at);
  }

  /** The last sequence number given for each table. */
  sequences(): ReadonlyMap<string, number> {
    return new Map([...this.#counters].map(([table, { last }]) => [table, last]));
  }

  #headOf(event: EventDefinition): Head {
    const table = tableName(event.name, event.major);
    const counter = this.#counters.get(table) ?? { last: 0 };
    this.#counters.set(table, counter);
    const text = `","event_name":${JSON.stringify(event.name)},"event_major":${event.major},"event_revision":${event.revision},"event_time":"`;
    const head = { text, counter };
    this.#heads.set(event, head);
    return head;
  }

  #timeOf(time: number): string {
    if (time !== this.#time) {
      this.#time = time;
      this.#timeText = timestampText(time) ?? "";
    }
    return this.#timeText;
  }
}
