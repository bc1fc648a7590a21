// Keeps lines as durably as the tracker promised, then hands them on to be sent: one write to the spool at a time, of
// everything that came while the last one was under way. What the spool cannot take stays in memory, and receipts say so.
import type { Counter } from "../counts.js";
import type { Sender } from "../delivery/sender.js";
import type { Held, Intake } from "../line/intake.js";
import type { Parcel, Span } from "../line/parcel.js";
import type { LineBlock } from "../spool/line-block.js";
import { type Spool, SpoolFailure } from "../spool/spool.js";
import { withResolver } from "../with-resolver.js";
import type { ParkedReceipts } from "./parked-receipts.js";

/** What a keeper needs. */
export interface KeeperOptions {
  readonly intake: Intake;
  readonly held: Held;
  readonly sender: Sender;
  readonly counter: Counter;
  readonly receipts: ParkedReceipts;
  /** Leaves lines for the next process, at once, when there is no spool yet; how many. */
  leave(blocks: readonly LineBlock[]): number;
  /** Opens the spool, or says why it cannot and resolves to `undefined`. Absent: lines are kept in memory. */
  readonly open?: () => Promise<Spool | undefined>;
  /** Whether to wait for space in a full spool. */
  readonly block: boolean;
  /** Bytes in memory above which lines stay on disk alone. */
  readonly parkAbove: number;
  notice(message: string): void;
}

/**
 * Milliseconds in which calls gather for one write: what a killed process can lose, unless it awaits a receipt. A write
 * that takes longer is followed by the next at once.
 */
const GATHER = 2;
/** Milliseconds before a spool that could not be opened is tried again. */
const OPEN_AGAIN = 30_000;
/** Bytes that are written at once: each write wakes other threads twice, for itself and for the fence after it. */
const ENOUGH = 512 * 1024;

/** Keeps the lines of one tracker. */
export class Keeper {
  readonly #options: KeeperOptions;
  #spool: Spool | undefined;
  #openAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #space: { promise: Promise<void>; resolve(): void } | undefined;
  #closing = false;
  #gaveUp = false;
  /** The last write was refused by the spool: it is full, or the disk fails. */
  full = false;
  failing = false;
  /** Bytes that waited when those who wait for space were last told. */
  #toldAt: number | undefined;
  /** The parcel that is being written. */
  #writing: Parcel | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** A line came. */
  wake(): void {
    if (this.#running) return;
    if (!this.#options.open) {
      // In memory a line is kept at once; parcels are made when there is something to send.
      this.#timer ??= setTimeout(() => void this.run(), 0);
      return;
    }
    if (this.#options.intake.bytes >= ENOUGH) void this.run();
    else this.#timer ??= setTimeout(() => void this.run(), GATHER);
  }

  /** Keeps everything that has come and hands it on; what comes meanwhile may gather for the next run. */
  run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#options.intake.bytes > 0) this.wake();
    });
    return this.#running;
  }

  /** Space in the spool. */
  space(): void {
    this.#space?.resolve();
    this.#space = undefined;
    this.#toldAt = undefined;
  }

  /** Waits for nothing any more. */
  close(): void {
    this.#closing = true;
    this.space();
  }

  /**
   * Waits for the disk no longer. What it is writing may be there all the same, under the same ids; nobody counts on it.
   *
   * @returns The lines that it has not taken.
   */
  giveUp(): Span[] {
    this.#gaveUp = true;
    const { intake } = this.#options;
    const left = this.#writing ? [this.#writing] : [];
    this.#writing = undefined;
    for (let parcel = intake.take(); parcel; parcel = intake.take()) left.push(parcel);
    return left.map((parcel) => ({ parcel, from: 0, to: parcel.lines }));
  }

  /** Memory is full while lines wait for space: those who wait are told that theirs are in memory alone, for now. */
  atCap(): void {
    const { intake } = this.#options;
    if (!this.#space || this.#toldAt === intake.bytes) return;
    this.#toldAt = intake.bytes;
    this.#writing?.receipt?.keep("memory");
    intake.each(({ receipt }) => receipt?.keep("memory"));
  }

  /**
   * At the very end of the process: writes what is in memory alone, at once.
   *
   * @param others - Lines that the spool did not take when they came.
   * @returns How many lines are written.
   */
  runNow(others: readonly LineBlock[]): number {
    const { intake, open, leave } = this.#options;
    const blocks: LineBlock[] = this.#writing ? [this.#writing] : [];
    for (let parcel = intake.take(); parcel; parcel = intake.take()) blocks.push(parcel);
    blocks.push(...others);
    if (!open || blocks.length === 0) return 0;
    if (!this.#spool) return leave(blocks);
    let lines = 0;
    for (const block of blocks) if (this.#spool.appendNow(block)) lines += block.ends.length;
    return lines;
  }

  /** The spool, once it is open. */
  get spool(): Spool | undefined {
    return this.#spool;
  }

  async #run(): Promise<void> {
    const { intake, open } = this.#options;
    if (open && !this.#spool && performance.now() - this.#openAt >= OPEN_AGAIN) {
      this.#openAt = performance.now();
      this.#spool = await open();
      // Too late to be used: its folder is let go.
      if (this.#gaveUp) await this.#spool?.close();
    }
    for (let parcel = intake.take(); parcel; parcel = intake.take()) {
      const began = performance.now();
      this.#writing = parcel;
      const kept = this.#spool ? await this.#write(this.#spool, parcel) : this.#inMemory(parcel);
      this.#writing = undefined;
      if (kept) this.#options.sender.push(parcel);
      if (this.#mayGather(began)) return;
    }
  }

  /** Whether what is left is better written later, with what comes until then. @param began - When the last write did. */
  #mayGather(began: number): boolean {
    if (!this.#options.open || this.#closing) return false;
    return this.#options.intake.bytes < ENOUGH && performance.now() - began < GATHER;
  }

  /** Whether the parcel is to be sent from memory. */
  async #write(spool: Spool, parcel: Parcel): Promise<boolean> {
    const { counter, held, intake, parkAbove, receipts } = this.#options;
    for (;;) {
      try {
        const stored = await spool.append(parcel);
        if (this.#gaveUp) return false;
        // The process may end at any moment from here on; this one is kept.
        this.#writing = undefined;
        this.full = false;
        this.failing = false;
        parcel.stored(stored);
        counter.spool(parcel.lines);
        parcel.receipt?.keep(stored.level);
        if (held.bytes - intake.bytes <= parkAbove) return true;
        this.#options.sender.came(parcel);
        spool.park(stored, parcel.lines);
        receipts.park(parcel);
        parcel.letGo();
        this.#options.sender.wake();
        return false;
      } catch (error) {
        if (this.#gaveUp) return false;
        // The spool has said what is wrong with the disk; the receipt says that the lines are in memory alone.
        this.full = error instanceof SpoolFailure && error.code === "full";
        this.failing = !this.full;
        if (this.failing || this.#closing) return this.#inMemory(parcel);
        if (!this.#options.block) return this.#refuse(parcel);
        this.#space ??= withResolver();
        await this.#space.promise;
      }
    }
  }

  #inMemory(parcel: Parcel): true {
    parcel.receipt?.keep("memory");
    return true;
  }

  #refuse(parcel: Parcel): false {
    this.#options.counter.refuse("spool-full", parcel.lines);
    this.#options.counter.drop("spool-full", parcel.lines);
    parcel.finish(0, parcel.lines, { ok: false, level: "none", reason: "spool-full" });
    this.#options.notice("the spool is full; further events are dropped and counted until there is room.");
    return false;
  }
}
