// From the backlog to the sink: full batches at once, smaller ones after an interval, what failed again, nothing given up.
// While the sink is down, one call at a time finds out whether it works again, and a fallback may take its place.
import type { Parcel, Span } from "../line/parcel.js";
import type { SendStats } from "../metrics/send-stats.js";
import type { Outcome } from "../receipt.js";
import { withResolver } from "../with-resolver.js";
import { Alarm } from "./alarm.js";
import { Backlog, type Shipment } from "./backlog.js";
import { Channel } from "./channel.js";
import { Endings } from "./endings.js";
import { Judge } from "./judge.js";
import { BATCH, type SenderOptions } from "./sender-options.js";

/** Bytes of the one batch that finds out whether a sink works again. */
const TRIAL = 64 * 1024;

/** Sends until it is stopped. */
export class Sender {
  readonly #backlog = new Backlog();
  readonly #options: SenderOptions;
  readonly #main: Channel;
  readonly #fallback: Channel | undefined;
  readonly #judge: Judge;
  readonly #endings: Endings;
  readonly #alarm: Alarm;
  readonly #stop = new AbortController();
  readonly #inFlight = new Set<readonly Shipment[]>();
  /** What waits need not wait for company any more. */
  #due = false;
  #flushes = 0;
  #idle: { promise: Promise<void>; resolve(): void } | undefined;
  #reading = false;
  #forced = false;
  #frozen = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    const { now, random, sink, fallback } = options;
    this.#main = new Channel(sink, { now, random });
    this.#fallback = fallback && new Channel(fallback.sink, { now, random });
    this.#judge = new Judge(this.#main, options);
    this.#endings = new Endings(options);
    this.#alarm = new Alarm(now);
  }

  /** What is counted of the calls. */
  get stats(): SendStats {
    return this.#judge.stats;
  }

  /** Lines to be sent. */
  push(parcel: Parcel): void {
    this.came(parcel);
    this.#backlog.push(parcel);
    // A process that tracks is not frozen.
    this.#frozen = false;
    this.wake();
  }

  /** Lines were kept: what comes is the measure of what may be sent. */
  came({ bytes }: Parcel): void {
    this.#judge.pace.came(bytes.length, this.#options.now());
  }

  /** Lines that others have left behind wait to be read: they drain like what was held back. */
  adopted(): void {
    this.#judge.pace.drain(this.#options.now());
    this.wake();
  }

  /** Something may be there to do. */
  wake(): void {
    if (this.stopped) return;
    if (this.#full() || this.#flushes > 0 || this.#options.parked.lines() > 0) this.#due = true;
    if (!this.#frozen) {
      if (this.#due) this.#pump();
      else if (this.#backlog.lines > 0) this.#wakeIn(this.#options.interval, true);
    }
    if (!this.#isIdle()) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  /** Whether sending has been stopped for good. */
  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Milliseconds for which the sink has been down, if it is. */
  get downFor(): number | undefined {
    return this.#main.circuit.downFor;
  }

  /** Sends without waiting for company, until nothing is left or the sender is stopped. */
  async drain(): Promise<void> {
    if (this.#isIdle() || this.stopped) return;
    this.#flushes++;
    try {
      this.#idle ??= withResolver();
      const { promise } = this.#idle;
      this.#wakeNow();
      await promise;
    } finally {
      this.#flushes--;
    }
  }

  /** Sends as fast as it can from now on: the end is near. */
  hurry(): void {
    this.#judge.lift();
    for (const channel of this.#channels()) channel.circuit.hurry();
    this.#wakeNow();
  }

  /** Sends to the fallback from now on, whatever the sink does: the end is near. */
  useFallback(): void {
    this.#forced = this.#fallback !== undefined;
    if (this.#forced) this.#main.giveUp();
    this.#wakeNow();
  }

  /**
   * The process is about to be frozen, and nobody knows for how long: nothing is under way then, and no timer runs.
   * Calls that are not answered by now are given up, and made again after {@link Sender.thaw}.
   */
  freeze(): void {
    this.#frozen = true;
    this.#alarm.cancel();
    for (const channel of this.#channels()) channel.giveUp();
  }

  /** The process may have been frozen: waits are over, and connections are made again. */
  thaw(): void {
    for (const { sink, circuit } of this.#channels()) {
      sink.reconnect?.();
      circuit.hurry();
    }
    this.#wakeNow();
  }

  /** Lets go of lines that are somebody else's now. */
  forget(picked: (parcel: Parcel) => boolean, outcome: Outcome): void {
    for (const { parcel, from, to } of this.#backlog.drain(picked)) parcel.finish(from, to, outcome);
    this.wake();
  }

  /** Whether somebody waits, so that the process is kept alive by what is still to be tried. */
  set awaited(awaited: boolean) {
    this.#alarm.awaited = awaited;
  }

  /** Resolves when the lines that are being refused are dead letters. */
  refusalsEnded(): Promise<void> {
    return this.#endings.ended();
  }

  /**
   * Stops sending.
   *
   * @returns Every line that did not get through: what waits, and what was in flight, which may have been written.
   */
  stop(): Span[] {
    this.#alarm.cancel();
    this.#stop.abort();
    const left = [...this.#inFlight].flatMap((batch) => batch.flatMap(({ spans }) => spans));
    this.#inFlight.clear();
    this.#idle?.resolve();
    return [...left, ...this.#backlog.drain()];
  }

  #channels(): readonly Channel[] {
    return this.#fallback ? [this.#main, this.#fallback] : [this.#main];
  }

  #full(): boolean {
    const { limits } = this.#options.sink;
    return this.#backlog.bytes >= BATCH || this.#backlog.lines >= limits.recordsPerBatch * limits.linesPerRecord;
  }

  #isIdle(): boolean {
    const busy = this.#inFlight.size > 0 || this.#endings.busy || this.#reading;
    return !busy && this.#backlog.lines === 0 && this.#options.parked.lines() === 0;
  }

  #pump(): void {
    this.#refill();
    while (!this.stopped && this.#backlog.lines > 0) {
      const way = this.#way();
      if (!way) return;
      const batch = this.#backlog.take(way.channel.sink.limits, way.bytes);
      if (batch.length === 0) break;
      void this.#send(way.channel, batch);
      this.#refill();
    }
    if (this.#backlog.lines > 0 || this.#options.parked.lines() > 0) return;
    // Nothing is held back any more: what comes next may wait for company again, and is sent as fast as it comes.
    this.#due = false;
    this.#judge.free();
  }

  /** Where the next batch may go now, and how large it may be; else sees to it that this is asked again. */
  #way(): { channel: Channel; bytes: number } | undefined {
    const now = this.#options.now();
    const main = this.#main;
    const down = main.circuit.downFor;
    const fallback = this.#fallback;
    const { pace } = this.#judge;
    const instead = fallback && (this.#forced || (down !== undefined && down >= (this.#options.fallback?.after ?? 0)));
    if (!this.#forced) {
      const most = main.circuit.failing ? 1 : this.#options.concurrency;
      const wait = Math.max(main.circuit.wait, down === undefined ? pace.wait(now) : 0);
      if (main.inFlight < most && wait === 0)
        return { channel: main, bytes: down === undefined ? Math.min(BATCH, pace.room(now)) : TRIAL };
      if (main.inFlight < most && wait > 0) this.#wakeIn(wait);
    }
    if (!instead) {
      if (fallback && down !== undefined) this.#wakeIn((this.#options.fallback?.after ?? 0) - down);
      return undefined;
    }
    const wait = fallback.circuit.wait;
    if (fallback.inFlight >= this.#options.concurrency) return undefined;
    if (wait === 0) return { channel: fallback, bytes: fallback.sink.limits.bytesPerBatch };
    this.#wakeIn(wait);
    return undefined;
  }

  async #send(channel: Channel, batch: readonly Shipment[]): Promise<void> {
    this.#inFlight.add(batch);
    this.#judge.called(channel, batch);
    const answered = await channel.send(batch, this.#stop.signal);
    // Stopped while the answer was on its way: the lines were handed back already, and count as such.
    if (this.stopped || !this.#inFlight.delete(batch)) return;
    this.#judge.answered(channel, answered);
    this.#endings.deliver(answered.delivered, { ok: true, level: channel.sink.level }, channel !== this.#main);
    const { failed, suspect = [] } = answered;
    this.#options.counter.retried += failed.length + suspect.length;
    this.#backlog.again(failed);
    this.#backlog.last(suspect);
    this.#due ||= failed.length + suspect.length > 0;
    if (answered.refused.length > 0) await this.#endings.refuse(answered.refused);
    this.wake();
  }

  /** Reads back what is on disk alone, as much as is sent soon. */
  #refill(): void {
    const { parked } = this.#options;
    if (this.#reading || this.stopped || parked.lines() === 0 || this.#backlog.bytes >= 2 * BATCH) return;
    this.#reading = true;
    void this.#read();
  }

  async #read(): Promise<void> {
    const parcel = await this.#options.parked.read(BATCH);
    this.#reading = false;
    if (parcel && !this.stopped) this.#backlog.push(parcel);
    this.#due ||= parcel !== undefined;
    this.wake();
  }

  #wakeNow(): void {
    this.#frozen = false;
    this.#alarm.cancel();
    this.wake();
  }

  #wakeIn(milliseconds: number, due = this.#due): void {
    this.#alarm.ringIn(milliseconds, () => {
      this.#due ||= due;
      this.wake();
    });
  }
}
