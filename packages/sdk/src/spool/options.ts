// What a spool is told when it is opened, and what it tells while it works.
import type { Clock } from "./clock.js";
import type { FileSystem } from "./file-system.js";
import type { Segment } from "./segment.js";

/** How a spool is set up. */
export interface SpoolOptions {
  /** The directory that several processes may share; each makes a folder in it. */
  readonly directory: string;
  /** `process`: the operating system has the bytes; `disk`: they are written with fdatasync. */
  readonly durability: "process" | "disk";
  /** Bytes of unacknowledged segments, the adopted ones included. */
  readonly capacity: number;
  /** `block` refuses as `refuse-new` does: the caller keeps its lines and tries again on {@link SpoolEvents.space}. */
  readonly whenFull: "refuse-new" | "drop-oldest" | "block";
  /** Bytes of a segment file; at most an eighth of the capacity is used. @default 8 MiB */
  readonly segmentBytes?: number;
  /** Milliseconds. @default 3_000 */
  readonly heartbeatInterval?: number;
  /** Milliseconds without a sign of life after which a folder is an orphan. @default 15_000 */
  readonly staleAfter?: number;
  /** @default node:fs */
  readonly fileSystem?: FileSystem;
  /** @default the machine's */
  readonly clock?: Clock;
  readonly events: SpoolEvents;
}

/** What a spool tells; none of these may throw. */
export interface SpoolEvents {
  /** At most once for each kind of trouble and its end. */
  notice(message: string): void;
  /** Unacknowledged lines taken over from other processes; they are parked. Lines that turn out damaged are included. */
  adopted(lines: number): void;
  /** Another has taken over this process's folder: these unacknowledged lines are the other's now. */
  handedOver(segment: Segment, unacknowledged: number): void;
  /** Unacknowledged lines that were deleted, by `drop-oldest` or together with the directory. */
  droppedAfterAck(segment: Segment, lines: number): void;
  /** Damaged bytes were put aside, and with them this many lines that were unacknowledged and parked. */
  quarantined(frames: number, bytes: number, lines: number): void;
  /** Something can be read. */
  readable(): void;
  /** After a refusal because of the capacity: space was freed. */
  space(): void;
}
