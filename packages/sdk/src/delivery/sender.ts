// From the queue to the sink: one batch at a time, only what failed is sent again, nothing is given up but by close.
// A batch that is refused for its content is halved until the one bad line stands alone.
import type { Counter } from "../counts.js";
import { type OutgoingRecord, RefusedBatch, type Sink } from "../sink.js";
import { backoff } from "./backoff.js";
import { type BatchRecord, nextBatch } from "./batch.js";
import type { LineQueue, QueuedLine } from "./queue.js";

/** What a sender needs. */
export interface SenderOptions {
  readonly sink: Sink;
  readonly queue: LineQueue;
  readonly counter: Counter;
  /** Milliseconds that a line waits for company before it is sent. */
  readonly interval: number;
  /** A line that the service refuses for good; resolves when it is kept as a dead letter. */
  refuse(line: QueuedLine, reason: string): Promise<void>;
  /** Told once when sending begins to fail, and once when it works again. */
  notice(message: string): void;
}

/** Sends until it is stopped. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  /** Lines that were taken from the queue and have no end yet. */
  readonly #inFlight = new Set<QueuedLine>();
  #failures = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** A line was queued: a full batch leaves at once, a smaller one after the interval. */
  wake(): void {
    const { queue, sink, interval } = this.#options;
    if (this.#running || this.#stop.signal.aborted) return;
    const full =
      queue.length >= sink.limits.recordsPerBatch * sink.limits.linesPerRecord ||
      queue.bytes >= sink.limits.bytesPerBatch;
    if (full) void this.drain();
    else this.#timer ??= setTimeout(() => void this.drain(), interval).unref();
  }

  /** Whether sending has been stopped for good. */
  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Sends until nothing waits; resolves early only when the sender is stopped. */
  drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      // A line that came between the last look at the queue and here woke nobody.
      if (this.#options.queue.length > 0) this.wake();
    });
    return this.#running;
  }

  /**
   * Stops sending.
   *
   * @returns Every line that did not get through: what waits, and what was in flight, which may have been written.
   */
  stop(): QueuedLine[] {
    clearTimeout(this.#timer);
    this.#stop.abort();
    const left = [...this.#inFlight, ...this.#options.queue.drain()];
    this.#inFlight.clear();
    return left;
  }

  async #run(): Promise<void> {
    const { queue, sink } = this.#options;
    // A turn of the event loop lets calls of the same moment join the batch.
    await Promise.resolve();
    while (!this.#stop.signal.aborted) {
      const batch = nextBatch(queue, sink.limits);
      if (batch.length === 0) return;
      await this.#deliver(batch);
    }
  }

  async #deliver(batch: readonly BatchRecord[]): Promise<void> {
    let pending = batch;
    let attempt = 0;
    for (const { lines } of batch) for (const line of lines) this.#inFlight.add(line);
    while (pending.length > 0 && !this.#stop.signal.aborted) {
      if (attempt > 0) {
        await this.#wait(backoff(attempt - 1, Math.random()));
        if (this.#stop.signal.aborted) return;
        this.#options.counter.retried += pending.length;
      }
      const failed = await this.#attempt(pending);
      if (this.#stop.signal.aborted) return;
      attempt = failed.length < pending.length ? 1 : attempt + 1;
      pending = failed;
    }
  }

  /** One call of the sink; returns the records that have to be sent again. */
  async #attempt(records: readonly BatchRecord[]): Promise<readonly BatchRecord[]> {
    const { sink, counter } = this.#options;
    try {
      const results = await sink.send(records satisfies readonly OutgoingRecord[], this.#stop.signal);
      if (this.#stop.signal.aborted) {
        // Stopped while the answer was on its way: the lines were handed back already, and count as such.
        return records;
      }
      const failed = records.filter((_, index) => !results[index]?.ok);
      const worst = results.find((result) => !result.ok);
      if (failed.length < records.length) this.#delivered(records.filter((_, index) => results[index]?.ok));
      this.#report(failed.length, worst && !worst.ok ? `${worst.code}: ${worst.message}` : "");
      return failed;
    } catch (error) {
      if (this.#stop.signal.aborted) return records;
      if (error instanceof RefusedBatch) return this.#halve(records, error.message);
      counter.possiblyDuplicated += records.reduce((sum, record) => sum + record.lines.length, 0);
      this.#report(records.length, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      return records;
    }
  }

  async #halve(records: readonly BatchRecord[], reason: string): Promise<readonly BatchRecord[]> {
    const lines = records.flatMap((record) => record.lines);
    const [only] = lines;
    if (lines.length === 1 && only) {
      this.#inFlight.delete(only);
      await this.#options.refuse(only, reason);
      return [];
    }
    const middle = records.length > 1 ? Math.ceil(records.length / 2) : 0;
    const halves =
      middle > 0
        ? [records.slice(0, middle), records.slice(middle)]
        : [lines.slice(0, Math.ceil(lines.length / 2)), lines.slice(Math.ceil(lines.length / 2))].map((half) => [
            { lines: half, bytes: half.reduce((sum, line) => sum + line.bytes, 0) },
          ]);
    const failed: BatchRecord[] = [];
    for (const half of halves) failed.push(...(await this.#attempt(half)));
    return failed;
  }

  #delivered(records: readonly BatchRecord[]): void {
    const { counter, queue, sink } = this.#options;
    for (const { lines } of records) {
      counter.deliver(lines.length);
      for (const line of lines) {
        this.#inFlight.delete(line);
        queue.release(line);
        line.receipt.settle({ ok: true, level: sink.level });
      }
    }
  }

  #report(failed: number, reason: string): void {
    if (failed === 0 && this.#failures > 0) this.#options.notice(`${this.#options.sink.name} takes events again`);
    if (failed > 0 && this.#failures === 0) {
      this.#options.notice(`${this.#options.sink.name} failed (${reason}); its events are kept and sent again`);
    }
    this.#failures = failed === 0 ? 0 : this.#failures + 1;
  }

  #wait(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
