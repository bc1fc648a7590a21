// Envelope, contexts and properties as one line. What never changes for a tracker or an event is written once.
import { randomUUID } from "node:crypto";
import { eventId, type LakeDate, lakeDate, lineLimits, tableName, timestampText } from "@tracklake/envelope";
import type { EventDefinition } from "../definitions.js";
import { quote } from "../encode/quote.js";
import type { Line } from "../sink.js";

/** Writes the lines of one tracker, and counts them by table. */
export class LineWriter {
  readonly instanceId = randomUUID();
  readonly #date: LakeDate;
  readonly #host: string;
  readonly #sequences = new Map<string, number>();
  readonly #heads = new Map<EventDefinition, { table: string; text: string }>();
  #time = Number.NaN;
  #timeText = "";

  constructor({ timeZone, service, environment }: { timeZone: string; service: string; environment: string }) {
    this.#date = lakeDate(timeZone);
    this.#host =
      `","service":${quote(service.toWellFormed())},"environment":${quote(environment.toWellFormed())}` +
      `,"instance_id":"${this.instanceId}","event_sequence":`;
  }

  /**
   * The line of an event, or `undefined` when it is over the bytes of a line; then no sequence number is used.
   *
   * @param time - Milliseconds since 1970.
   * @param fields - Contexts and properties as text, each beginning with a comma.
   */
  write(id: string, event: EventDefinition, time: number, fields: string): Line | undefined {
    const head = this.#head(event);
    const date = this.#date(time);
    const sequence = (this.#sequences.get(head.table) ?? 0) + 1;
    const text = `{"event_id":"${id}${head.text}${this.#timeOf(time)}","event_date":"${date}${this.#host}${sequence}${fields}}\n`;
    const bytes = Buffer.byteLength(text);
    if (bytes > lineLimits.bytes) return undefined;
    this.#sequences.set(head.table, sequence);
    return { eventId: id, table: head.table, date, text, bytes };
  }

  /** A new id for an event of this moment. */
  newId(time: number): string {
    return eventId(time);
  }

  #head(event: EventDefinition): { table: string; text: string } {
    const known = this.#heads.get(event);
    if (known) return known;
    const text = `","event_name":${JSON.stringify(event.name)},"event_major":${event.major},"event_revision":${event.revision},"event_time":"`;
    const head = { table: tableName(event.name, event.major), text };
    this.#heads.set(event, head);
    return head;
  }

  #timeOf(time: number): string {
    if (time !== this.#time) {
      this.#time = time;
      this.#timeText = timestampText(time) ?? timestampText(0) ?? "";
    }
    return this.#timeText;
  }
}
