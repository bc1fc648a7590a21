// From the backlog to the sink: full batches at once, smaller ones after an interval, what failed again, nothing given up.
// While the sink is down, one call at a time finds out whether it works again, and a fallback may take its place.
import type { Counter } from "../counts.js";
import type { Parcel, Span } from "../line/parcel.js";
import { SendStats } from "../metrics/send-stats.js";
import type { Outcome } from "../receipt.js";
import type { Sink } from "../sink.js";
import { withResolver } from "../with-resolver.js";
import { Backlog, type Shipment } from "./backlog.js";
import { type Answered, Channel } from "./channel.js";
import { Holding } from "./holding.js";
import { Pace } from "./pace.js";
import { Rate } from "./rate.js";

/** Lines that are on disk alone, to be read back when there is room for them. */
export interface Parked {
  /** How many there are. */
  lines(): number;
  /** The next of them, about so many bytes. */
  read(bytes: number): Promise<Parcel | undefined>;
}

/** What a sender needs. */
export interface SenderOptions {
  readonly sink: Sink;
  /** Takes the place of the sink when that has been down for so many milliseconds. */
  readonly fallback?: { readonly sink: Sink; readonly after: number };
  readonly counter: Counter;
  readonly parked: Parked;
  /** Milliseconds that a line waits for company before it is sent. */
  readonly interval: number;
  /** Calls at the same time while the sink is well. */
  readonly concurrency: number;
  /** How many times the usual rate is sent while what was held back drains. */
  readonly drainRate: number;
  /** A line that the service refuses for good; resolves when it is kept as a dead letter. */
  refuse(line: string, reason: string, wasSpooled: boolean): Promise<void>;
  notice(message: string): void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Bytes of a batch that leaves at once: what a call costs the client is shared by two thousand events. */
const BATCH = 2 * 1024 * 1024;
/** Bytes of the one batch that finds out whether a sink works again. */
const TRIAL = 64 * 1024;
/** While calls fail, no more of them by the second than this many times what is usual. */
const FAILING_RATE = 1.1;
/** What becomes of lines that another process has taken over. */
export const LOST: Outcome = { ok: false, level: "process", reason: "another process has taken it over" };
/** Milliseconds between calls while they fail, at most, whatever is usual. */
const LONGEST_INTERVAL = 30_000;

/** Sends until it is stopped. */
export class Sender {
  readonly backlog = new Backlog();
  readonly pace: Pace;
  readonly stats = new SendStats();
  readonly #options: SenderOptions;
  readonly #main: Channel;
  readonly #fallback: Channel | undefined;
  readonly #holding: Holding;
  readonly #calls: Rate;
  readonly #stop = new AbortController();
  readonly #inFlight = new Set<readonly Shipment[]>();
  #timer: { handle: NodeJS.Timeout; at: number } | undefined;
  /** What waits need not wait for company any more. */
  #due = false;
  #flushes = 0;
  #idle: { promise: Promise<void>; resolve(): void } | undefined;
  #reading = false;
  readonly #refusals = new Set<Promise<void>>();
  #awaited = false;
  #throttled = false;
  #forced = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    const { now, random, sink, fallback, notice, drainRate } = options;
    this.#main = new Channel(sink, { now, random });
    this.#fallback = fallback && new Channel(fallback.sink, { now, random });
    this.#holding = new Holding(sink.name, notice, now);
    this.#calls = new Rate(60, now());
    this.pace = new Pace(drainRate, now());
  }

  /** Lines to be sent. */
  push(parcel: Parcel): void {
    this.came(parcel);
    this.backlog.push(parcel);
    this.wake();
  }

  /** Lines were kept: what comes is the measure of what may be sent. */
  came({ bytes }: Parcel): void {
    this.pace.came(bytes.length, this.#options.now());
  }

  /** Something may be there to do. */
  wake(): void {
    if (this.stopped) return;
    if (this.#full() || this.#flushes > 0 || this.#options.parked.lines() > 0) this.#due = true;
    if (this.#due) this.#pump();
    else if (this.backlog.lines > 0) this.#wakeIn(this.#options.interval, true);
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
      this.#cancelTimer();
      this.wake();
      await promise;
    } finally {
      this.#flushes--;
    }
  }

  /** Sends as fast as it can from now on: the end is near. */
  hurry(): void {
    this.pace.lift();
    for (const channel of [this.#main, this.#fallback]) channel?.circuit.hurry();
    this.#cancelTimer();
    this.wake();
  }

  /** Sends to the fallback from now on, whatever the sink does: the end is near. @returns whether there is one. */
  useFallback(): boolean {
    this.#forced = this.#fallback !== undefined;
    if (this.#forced) this.#main.giveUp();
    this.#cancelTimer();
    this.wake();
    return this.#forced;
  }

  /** The process may have been frozen: waits are over, and connections are made again. */
  thaw(): void {
    for (const channel of [this.#main, this.#fallback]) {
      channel?.sink.reconnect?.();
      channel?.circuit.hurry();
    }
    this.#cancelTimer();
    this.wake();
  }

  /** Lets go of lines that are somebody else's now. */
  forget(picked: (parcel: Parcel) => boolean, outcome: Outcome): void {
    for (const { parcel, from, to } of this.backlog.drain(picked)) parcel.finish(from, to, outcome);
    this.wake();
  }

  /** Whether somebody waits, so that the process is kept alive by what is still to be tried. */
  set awaited(awaited: boolean) {
    this.#awaited = awaited;
    if (awaited) this.#timer?.handle.ref();
    else this.#timer?.handle.unref();
  }

  /** Resolves when the lines that are being refused are dead letters. */
  async refusalsEnded(): Promise<void> {
    await Promise.all(this.#refusals);
  }

  /**
   * Stops sending.
   *
   * @returns Every line that did not get through: what waits, and what was in flight, which may have been written.
   */
  stop(): Span[] {
    this.#cancelTimer();
    this.#stop.abort();
    const left = [...this.#inFlight].flatMap((batch) => batch.flatMap(({ spans }) => spans));
    this.#inFlight.clear();
    this.#idle?.resolve();
    return [...left, ...this.backlog.drain()];
  }

  #full(): boolean {
    const { limits } = this.#options.sink;
    return this.backlog.bytes >= BATCH || this.backlog.lines >= limits.recordsPerBatch * limits.linesPerRecord;
  }

  #isIdle(): boolean {
    return (
      this.backlog.lines === 0 &&
      this.#inFlight.size === 0 &&
      this.#refusals.size === 0 &&
      !this.#reading &&
      this.#options.parked.lines() === 0
    );
  }

  #pump(): void {
    this.#refill();
    while (!this.stopped && this.backlog.lines > 0) {
      const way = this.#way();
      if (!way) return;
      const batch = this.backlog.take(way.channel.sink.limits, way.bytes);
      if (batch.length === 0) break;
      void this.#send(way.channel, batch);
      this.#refill();
    }
    if (this.backlog.lines > 0 || this.#options.parked.lines() > 0) return;
    // Nothing is held back any more: what comes next may wait for company again, and is sent as fast as it comes.
    this.#due = false;
    this.#throttled = false;
    this.pace.free();
  }

  /** Where the next batch may go now, and how large it may be; else sees to it that this is asked again. */
  #way(): { channel: Channel; bytes: number } | undefined {
    const now = this.#options.now();
    const main = this.#main;
    const down = main.circuit.downFor;
    const fallback = this.#fallback;
    const instead = fallback && (this.#forced || (down !== undefined && down >= (this.#options.fallback?.after ?? 0)));
    if (!this.#forced) {
      const most = main.circuit.failing ? 1 : this.#options.concurrency;
      const wait = Math.max(main.circuit.wait, down === undefined ? this.pace.wait(now) : 0);
      if (main.inFlight < most && wait === 0)
        return { channel: main, bytes: down === undefined ? Math.min(BATCH, this.pace.room(now)) : TRIAL };
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
    const { now } = this.#options;
    this.#inFlight.add(batch);
    const bytes = batch.reduce((sum, shipment) => sum + shipment.bytes, 0);
    if (channel === this.#main) this.pace.sent(bytes, now());
    if (!channel.circuit.failing) this.#calls.add(1, now());
    const lines = batch.reduce((sum, shipment) => sum + shipment.lines, 0);
    this.stats.call(batch.length, lines, bytes, bytes / Math.min(BATCH, channel.sink.limits.bytesPerBatch));
    const answered = await channel.send(batch, this.#stop.signal);
    // Stopped while the answer was on its way: the lines were handed back already, and count as such.
    if (this.stopped || !this.#inFlight.delete(batch)) return;
    this.#judge(channel, answered);
    this.#finish(answered.delivered, { ok: true, level: channel.sink.level }, channel);
    this.#options.counter.retried += answered.failed.length;
    this.backlog.again(answered.failed);
    this.#due ||= answered.failed.length > 0;
    if (answered.refused.length > 0) await this.#refuseAll(answered.refused);
    this.wake();
  }

  #judge(channel: Channel, { delivered, failed, trouble }: Answered): void {
    const { counter, now } = this.#options;
    const main = channel === this.#main;
    if (trouble && delivered.length === 0) this.stats.callsFailed++;
    if (trouble?.kind === "unsure") counter.possiblyDuplicated += failed.reduce((sum, { lines }) => sum + lines, 0);
    if (main && trouble?.kind === "throttled" && failed.length >= delivered.length) {
      this.#throttled = true;
      this.pace.throttled(now());
    }
    if (trouble && delivered.length <= failed.length) {
      channel.circuit.failed(trouble.kind === "held", this.#failingInterval());
      if (main && channel.circuit.downFor !== undefined) this.#holding.down(trouble.reason);
      return;
    }
    const wasDown = channel.circuit.succeeded();
    if (!main) return;
    this.pace.went(this.#throttled);
    if (!wasDown) return;
    this.#holding.up();
    this.pace.drain(now());
  }

  /** Milliseconds between calls that are not undercut while they fail. */
  #failingInterval(): number {
    const usual = this.#calls.perSecond(this.#options.now());
    const interval = usual === undefined || usual === 0 ? this.#options.interval : 1_000 / (usual * FAILING_RATE);
    return Math.min(interval, LONGEST_INTERVAL);
  }

  #finish(shipments: readonly Shipment[], outcome: Outcome, channel?: Channel): void {
    const { counter } = this.#options;
    for (const { spans } of shipments) {
      for (const { parcel, from, to } of spans) {
        if (!parcel.segment?.lost) counter.deliver(to - from, parcel.segment !== undefined);
        if (channel !== this.#main) counter.fellBack += to - from;
        parcel.finish(from, to, outcome);
      }
    }
  }

  async #refuseAll(refused: Answered["refused"]): Promise<void> {
    const all = (async () => {
      for (const { shipment, reason } of refused) await this.#refuse(shipment, reason);
    })();
    this.#refusals.add(all);
    await all;
    this.#refusals.delete(all);
  }

  async #refuse({ spans }: Shipment, reason: string): Promise<void> {
    for (const { parcel, from, to } of spans) {
      const text = parcel.bytes.toString("utf8", parcel.start(from), parcel.start(to));
      if (!parcel.segment?.lost) await this.#options.refuse(text, reason, parcel.segment !== undefined);
      parcel.finish(from, to, { ok: false, level: "none", reason });
    }
  }

  /** Reads back what is on disk alone, as much as is sent soon. */
  #refill(): void {
    const { parked } = this.#options;
    if (this.#reading || this.stopped || parked.lines() === 0 || this.backlog.bytes >= 2 * BATCH) return;
    this.#reading = true;
    void this.#read();
  }

  async #read(): Promise<void> {
    const parcel = await this.#options.parked.read(BATCH);
    this.#reading = false;
    if (parcel && !this.stopped) this.backlog.push(parcel);
    this.#due ||= parcel !== undefined;
    this.wake();
  }

  #wakeIn(milliseconds: number, due = this.#due): void {
    const at = this.#options.now() + milliseconds;
    if (this.#timer && this.#timer.at <= at) return;
    this.#cancelTimer();
    const handle = setTimeout(() => {
      this.#timer = undefined;
      this.#due ||= due;
      this.wake();
    }, milliseconds);
    // Somebody who waits for a flush keeps the process alive; otherwise sending does not.
    if (!this.#awaited) handle.unref();
    this.#timer = { handle, at };
  }

  #cancelTimer(): void {
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
  }
}
