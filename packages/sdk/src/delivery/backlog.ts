// What waits in memory to be sent: records that failed first, then parcels in the order in which they came, then records
// that were put last.
// Batches are cut here, never over the sink's limits in records, bytes and lines a record.
import { bytesOf, type Parcel, type Span } from "../line/parcel.js";
import type { OutgoingRecord, SinkLimits } from "../sink.js";

/** A record on its way: its lines, and where they came from. */
export interface Shipment extends OutgoingRecord {
  readonly spans: readonly Span[];
}

/** First in, first out. */
export class Backlog {
  #again: Shipment[] = [];
  #last: Shipment[] = [];
  #parcels: (Parcel | undefined)[] = [];
  #first = 0;
  /** The next line of the first parcel. */
  #line = 0;
  #bytes = 0;
  #lines = 0;

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Lines that wait. */
  get lines(): number {
    return this.#lines;
  }

  /** Adds lines at the end. */
  push(parcel: Parcel): void {
    this.#parcels.push(parcel);
    this.#bytes += parcel.bytes.length;
    this.#lines += parcel.lines;
  }

  /** Puts back what was taken and has to be sent again. */
  again(shipments: readonly Shipment[]): void {
    this.#add(this.#again, shipments);
  }

  /** Puts back what has to be sent again after all else. */
  last(shipments: readonly Shipment[]): void {
    this.#add(this.#last, shipments);
  }

  #add(to: Shipment[], shipments: readonly Shipment[]): void {
    to.push(...shipments);
    for (const { bytes, lines } of shipments) {
      this.#bytes += bytes;
      this.#lines += lines;
    }
  }

  /**
   * Takes the next batch.
   *
   * @param bytes - No more than these, but one line at least.
   * @returns Records of whole lines; empty when nothing waits. A line is never larger than a record, since larger ones
   * are refused when they are tracked.
   */
  take(limits: SinkLimits, bytes: number): Shipment[] {
    const batch: Shipment[] = [];
    let room = Math.min(bytes, limits.bytesPerBatch);
    while (batch.length < limits.recordsPerBatch) {
      const first = batch.length === 0;
      const next =
        takeOf(this.#again, limits, room, first) ??
        this.#cut(limits, room, first) ??
        takeOf(this.#last, limits, room, first);
      if (!next) break;
      batch.push(next);
      room -= next.bytes;
      this.#bytes -= next.bytes;
      this.#lines -= next.lines;
    }
    return batch;
  }

  /** Takes everything that waits and that a test picks. */
  drain(picked: (parcel: Parcel) => boolean = () => true): Span[] {
    const spans: Span[] = [];
    const again = picking(this.#again, picked, spans);
    const last = picking(this.#last, picked, spans);
    const parcels: Parcel[] = [];
    for (let at = this.#first; at < this.#parcels.length; at++) {
      const parcel = this.#parcels[at] as Parcel;
      const from = at === this.#first ? this.#line : 0;
      if (picked(parcel)) spans.push({ parcel, from, to: parcel.lines });
      else parcels.push(parcel);
    }
    if (parcels[0] !== this.#parcels[this.#first]) this.#line = 0;
    this.#again = again;
    this.#last = last;
    this.#parcels = parcels;
    this.#first = 0;
    for (const span of spans) {
      this.#bytes -= span.parcel.start(span.to) - span.parcel.start(span.from);
      this.#lines -= span.to - span.from;
    }
    return spans;
  }

  #cut(limits: SinkLimits, room: number, whatever: boolean): Shipment | undefined {
    const most = Math.min(limits.bytesPerRecord, room);
    const spans: Span[] = [];
    let bytes = 0;
    let lines = 0;
    for (;;) {
      const parcel = this.#parcels[this.#first];
      if (!parcel) break;
      const from = this.#line;
      const start = parcel.start(from);
      let to = whatever && lines === 0 ? from + 1 : from;
      while (
        to < parcel.lines &&
        lines + to - from < limits.linesPerRecord &&
        bytes + parcel.start(to + 1) - start <= most
      )
        to++;
      if (to > from) {
        spans.push({ parcel, from, to });
        lines += to - from;
        bytes += parcel.start(to) - start;
        this.#line = to;
      }
      if (to < parcel.lines) break;
      this.#next();
    }
    return spans.length === 0 ? undefined : shipmentOf(spans);
  }

  #next(): void {
    this.#line = 0;
    // What is sent is let go of at once, so that its memory is free.
    this.#parcels[this.#first++] = undefined;
    if (this.#first === this.#parcels.length) {
      this.#parcels = [];
      this.#first = 0;
    }
    if (this.#first > 1_024 && this.#first * 2 > this.#parcels.length) {
      this.#parcels = this.#parcels.slice(this.#first);
      this.#first = 0;
    }
  }
}

/** The first of records that were put back, if there is room for it. */
function takeOf(records: Shipment[], limits: SinkLimits, room: number, whatever: boolean): Shipment | undefined {
  const [first] = records;
  // What failed elsewhere may be more than this sink takes in a record.
  if (first && (first.lines > limits.linesPerRecord || first.bytes > limits.bytesPerRecord))
    records.splice(0, 1, ...cutAgain(first, limits));
  const [next] = records;
  if (!next || (next.bytes > room && !whatever)) return undefined;
  return records.shift();
}

/** What stays of records when a test picks lines of them; the picked ones are added to `spans`. */
function picking(records: readonly Shipment[], picked: (parcel: Parcel) => boolean, spans: Span[]): Shipment[] {
  return records.flatMap((shipment) => {
    const stay = shipment.spans.filter(({ parcel }) => !picked(parcel));
    spans.push(...shipment.spans.filter(({ parcel }) => picked(parcel)));
    if (stay.length === shipment.spans.length) return [shipment];
    return stay.length > 0 ? [shipmentOf(stay)] : [];
  });
}

/** A record of these lines. */
export function shipmentOf(spans: readonly Span[]): Shipment {
  const parts = spans.map(bytesOf);
  return {
    spans,
    parts,
    lines: spans.reduce((sum, { from, to }) => sum + to - from, 0),
    bytes: parts.reduce((sum, part) => sum + part.length, 0),
  };
}

/** How many lines there are. */
export function linesIn(shipments: readonly Shipment[]): number {
  return shipments.reduce((sum, { lines }) => sum + lines, 0);
}

/** The same lines in records that are within these limits. */
function cutAgain({ spans }: Shipment, limits: SinkLimits): Shipment[] {
  const records: Span[][] = [];
  let record: Span[] = [];
  let lines = 0;
  let bytes = 0;
  for (const { parcel, from, to } of spans) {
    for (let line = from; line < to; line++) {
      const size = parcel.start(line + 1) - parcel.start(line);
      if (lines === limits.linesPerRecord || (lines > 0 && bytes + size > limits.bytesPerRecord)) {
        records.push(record);
        record = [];
        lines = 0;
        bytes = 0;
      }
      record.push({ parcel, from: line, to: line + 1 });
      lines++;
      bytes += size;
    }
  }
  if (record.length > 0) records.push(record);
  return records.map(shipmentOf);
}
