// What is counted of the calls to a sink, and how full they were of late.

/** How much the last call counts in an average. */
const WEIGHT = 0.1;

/** Counts calls. */
export class SendStats {
  calls = 0;
  callsFailed = 0;
  bytesSent = 0;
  eventsPerRecord = 0;
  batchFill = 0;

  /**
   * A call is made.
   *
   * @param fill - How full it is, 0 to 1.
   */
  call(records: number, lines: number, bytes: number, fill: number): void {
    this.calls++;
    this.bytesSent += bytes;
    this.eventsPerRecord = this.#mean(this.eventsPerRecord, lines / records);
    this.batchFill = this.#mean(this.batchFill, Math.min(1, fill));
  }

  #mean(before: number, now: number): number {
    return this.calls === 1 ? now : before + (now - before) * WEIGHT;
  }
}
