// The way of a line: written into memory, kept by the spool, sent, and counted at each step.
// Wires the parts together; each of them knows only its neighbours.
import type { Counter } from "../counts.js";
import type { EventDefinition } from "../definitions.js";
import { Sender } from "../delivery/sender.js";
import type { EncodedFields } from "../line/field-encoder.js";
import { type Held, Intake } from "../line/intake.js";
import type { LineWriter } from "../line/line-writer.js";
import { blockOf, Parcel, type Span } from "../line/parcel.js";
import { LOST, type Outcome, type WriteReceipt } from "../receipt.js";
import { leaveNow } from "../spool/leave-now.js";
import { type Segment, Spool } from "../spool/spool.js";
import { memberText, textOf } from "../text-of.js";
import { Keeper } from "./keeper.js";
import type { Notices } from "./notices.js";
import type { Durability, Settings } from "./options.js";
import { ParkedReceipts } from "./parked-receipts.js";
import { within } from "./within.js";

/** What a pipeline needs. */
export interface PipelineOptions {
  readonly settings: Settings;
  readonly writer: LineWriter;
  readonly counter: Counter;
  readonly notices: Notices;
  /** A line that the service refuses for good. */
  refuse(line: string, reason: string, wasSpooled: boolean): Promise<void>;
  /** Time is up: what is being refused has its end at once. */
  refuseNoMore(): void;
}

/** Bytes in memory above which stored lines stay on disk alone, unless less may be in memory at all. */
const PARK_ABOVE = 16 * 1024 * 1024;
/** Milliseconds for which the sink is down before the fallback takes its place. */
const FALLBACK_AFTER = 60_000;

/** The pipeline of one tracker. */
export class Pipeline {
  readonly sender: Sender;
  readonly #options: PipelineOptions;
  readonly #held: Held = { bytes: 0 };
  readonly #intake: Intake;
  readonly #keeper: Keeper;
  readonly #receipts: ParkedReceipts;

  constructor(options: PipelineOptions) {
    this.#options = options;
    const { settings, writer, counter, notices } = options;
    const { durability } = settings;
    this.#intake = new Intake(writer, this.#held);
    this.#receipts = new ParkedReceipts(settings.sink.level);
    this.sender = new Sender({
      sink: settings.sink,
      ...(settings.fallback ? { fallback: { sink: settings.fallback, after: FALLBACK_AFTER } } : {}),
      counter,
      parked: {
        lines: () => this.spool?.parkedLines ?? 0,
        read: (bytes) => this.#read(bytes),
      },
      interval: settings.flushInterval,
      concurrency: settings.concurrency,
      drainRate: settings.drainRate,
      refuse: options.refuse,
      notice: (message) => notices.warn(message),
      now: () => performance.now(),
      random: Math.random,
    });
    this.#keeper = new Keeper({
      intake: this.#intake,
      held: this.#held,
      sender: this.sender,
      counter,
      receipts: this.#receipts,
      ...(durability === "memory" ? {} : { open: () => this.#open(durability) }),
      leave: (blocks) => leaveNow(settings.spool.directory, blocks),
      block: settings.spool.whenFull === "block",
      parkAbove: Math.min(PARK_ABOVE, settings.queueBytes / 4),
      notice: (message) => notices.once(message),
    });
    // What another process has left behind is sent too, even by one that tracks nothing.
    if (durability !== "memory") void this.#keeper.run();
  }

  /** The spool, once it is open. */
  get spool(): Spool | undefined {
    return this.#keeper.spool;
  }

  /** Bytes of lines in memory. */
  get bytes(): number {
    return this.#held.bytes;
  }

  /** Whether there is room for another line in memory. */
  get hasRoom(): boolean {
    return this.#held.bytes < this.#options.settings.queueBytes;
  }

  /** What a new event reaches before its receipt says that it is stored. */
  get keeping(): Durability {
    return this.#keeper.failing || !this.spool ? "memory" : this.#options.settings.durability;
  }

  /** Why new events would be lost; empty when they would not. */
  get problems(): readonly string[] {
    const { queueBytes, spool } = this.#options.settings;
    return [
      ...(this.hasRoom ? [] : [`memory is full: ${queueBytes} bytes (queueBytes)`]),
      ...(this.#keeper.full ? [`the spool is full: ${spool.bytes} bytes in ${spool.directory} (spool.bytes)`] : []),
    ];
  }

  /** Writes an event's line; `undefined` when it is over the bytes of a line. */
  write(event: EventDefinition, time: number, before: string, fields: EncodedFields): WriteReceipt | undefined {
    const receipt = this.#intake.write(event, time, before, fields);
    this.#keeper.wake();
    return receipt;
  }

  /** Resolves when everything that came is kept, and sent or given up. */
  async drain(): Promise<void> {
    do {
      await this.#keeper.run();
      await this.sender.drain();
    } while (!this.sender.stopped && this.#intake.bytes > 0);
  }

  /** Memory is full: a new event was dropped. */
  atCap(): void {
    this.#keeper.atCap();
  }

  /** At the end of the process: keeps what is in memory alone, at once. @returns how many lines are kept. */
  keepNow(): number {
    const others = this.sender.stop().filter(({ parcel }) => !parcel.segment);
    return this.#keeper.runNow(others.map(blockOf));
  }

  /**
   * Stops.
   *
   * @param disk - When, of `performance.now`, what the disk has not taken is taken back.
   * @param until - Says when the lines that are being refused have to be dead letters, and the spool has to be closed.
   * @returns The lines that are left in memory alone; those in the spool are handed over.
   */
  async close(disk: number, until: () => number): Promise<Span[]> {
    const { counter } = this.#options;
    this.#keeper.close();
    const answered = await within(this.#keeper.run(), disk - performance.now());
    const left = [...(answered ? [] : this.#giveUp()), ...this.sender.stop()];
    if (!(await within(this.sender.refusalsEnded(), until() - performance.now()))) {
      this.#options.refuseNoMore();
      await this.sender.refusalsEnded();
    }
    // Its last look at the folder may find that it is another's, or that it was deleted. A disk that hangs tells neither.
    await within(this.spool?.close() ?? Promise.resolve(), answered ? until() - performance.now() : 0);
    const inMemory = left.filter(({ parcel }) => !parcel.segment?.kept && !parcel.segment?.lost);
    const deleted = inMemory.reduce((sum, { parcel, from, to }) => sum + (parcel.segment ? to - from : 0), 0);
    counter.handOver(counter.spooled - deleted);
    for (const { parcel } of left)
      if (parcel.segment?.kept || parcel.segment?.lost) parcel.receipt?.settle(HANDED_OVER);
    this.#receipts.close(HANDED_OVER);
    return inMemory;
  }

  #giveUp(): Span[] {
    const left = this.#keeper.giveUp();
    const lines = left.reduce((sum, { from, to }) => sum + to - from, 0);
    this.#options.notices.warn(`closed while the disk did not answer; it had not taken ${lines} events`);
    return left;
  }

  async #open(durability: "process" | "disk"): Promise<Spool | undefined> {
    const { settings, notices, counter } = this.#options;
    const { directory, bytes, whenFull } = settings.spool;
    try {
      return await Spool.open({
        directory,
        durability,
        capacity: bytes,
        whenFull,
        events: {
          notice: (message) => notices.warn(message),
          adopted: (lines) => {
            counter.adopt(lines);
            this.sender.adopted();
          },
          handedOver: (segment, lines) => {
            counter.handOver(lines);
            // What is in memory too is sent all the same: the view shows it once, and nothing could bring it back if
            // nobody has taken the folder over.
            this.#receipts.lost(segment, LOST);
          },
          droppedAfterAck: (segment, lines) => {
            counter.drop("dropped_after_ack", lines, true);
            this.#lost(segment, { ok: false, level: "none", reason: "dropped_after_ack" });
          },
          quarantined: (frames, size, lines) => {
            counter.drop("unreadable", lines, true);
            notices.warn(
              `${frames} damaged parts (${size} bytes) of the spool in ${directory} cannot be read; they are kept in its quarantine folder`,
            );
          },
          readable: () => this.sender.wake(),
          space: () => this.#keeper.space(),
        },
      });
    } catch (error) {
      notices.once(
        `events cannot be kept in ${directory} (${memberText(error, "message", textOf(error))}); a killed process loses what it has in memory`,
      );
      return undefined;
    }
  }

  #lost(segment: Segment, outcome: Outcome): void {
    // Of a segment whose files were deleted, what is still in memory goes its way.
    if (segment.lost) this.sender.forget((parcel) => parcel.segment === segment, outcome);
    this.#receipts.lost(segment, outcome);
  }

  async #read(bytes: number): Promise<Parcel | undefined> {
    const block = await this.spool?.read(bytes);
    if (!block) return undefined;
    const { segment, first, ends } = block;
    const held = this.#held;
    held.bytes += block.bytes.length;
    const parcel = new Parcel({
      bytes: Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.length),
      ends,
      ended: (from, to, outcome) => this.#receipts.ended(segment, first + from, first + to, outcome),
      letGo: () => {
        held.bytes -= block.bytes.length;
      },
    });
    parcel.stored({ segment, first });
    return parcel;
  }
}

const HANDED_OVER: Outcome = { ok: false, level: "process", reason: "left on disk for the next process" };
