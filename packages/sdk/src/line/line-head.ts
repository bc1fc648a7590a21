// What all lines of one event begin with, up to the sequence number, with places for the id and the time.
// The time is written into it when the millisecond changes; the id into each copy.
import { EVENT_ID_BYTES } from "@tracklake/envelope";
import type { EventDefinition } from "../definitions.js";
import { writeMoment } from "../encode/calendar.js";
import { copyEights } from "../encode/words.js";

const BEGINNING = '{"event_id":"';

/** The beginning of an event's lines. */
export class LineHead {
  /** Where an id stands. */
  static readonly idAt = BEGINNING.length;
  /** Its length in bytes. */
  readonly length: number;
  /** The last number of the event's table; shared by all events of it. */
  readonly counter: { last: number };
  /** The moment that it holds, in milliseconds since 1970. */
  time = Number.NaN;
  readonly #view: DataView;
  readonly #bytes: Buffer;
  readonly #timeAt: number;
  readonly #dateAt: number;

  /** @param host - The text from the end of the date on. */
  constructor(event: EventDefinition, host: string, counter: { last: number }) {
    const id = " ".repeat(EVENT_ID_BYTES);
    const beforeTime = `${BEGINNING}${id}","event_name":${JSON.stringify(event.name)},"event_major":${event.major},"event_revision":${event.revision},"event_time":"`;
    const beforeDate = `${beforeTime}YYYY-MM-DD HH:MM:SS.SSS","event_date":"`;
    const text = `${beforeDate}YYYY-MM-DD${host}`;
    this.length = Buffer.byteLength(text);
    const memory = new ArrayBuffer(Math.ceil(this.length / 8) * 8);
    this.#bytes = Buffer.from(memory);
    this.#bytes.write(text);
    this.#view = new DataView(memory);
    this.#timeAt = Buffer.byteLength(beforeTime);
    this.#dateAt = Buffer.byteLength(beforeDate);
    this.counter = counter;
  }

  /** Makes it the beginning of lines of this moment. */
  setTime(time: number, date: string): void {
    writeMoment(this.#view, this.#timeAt, time);
    this.#bytes.write(date, this.#dateAt);
    this.time = time;
  }

  /** Copies it; up to seven bytes behind it are overwritten. */
  copyTo(target: DataView, at: number): void {
    copyEights(target, at, this.#view, this.length);
  }
}
