// The port of delivery: a sink takes records and says of each what became of it.
// Firehose, S3, files and memory implement it; one contract suite runs against all of them.
import { memberText, textOf } from "./text-of.js";

/** What is sent as one: a line, or several packed together where the sink allows it. */
export interface OutgoingRecord {
  /** Whole lines, each with its newline, in order; one after the other they are the record's data. */
  readonly parts: readonly Buffer[];
  /** How many lines. */
  readonly lines: number;
  /** How many bytes. */
  readonly bytes: number;
}

/** What became of a record. */
export type RecordResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** The service's code, such as `ServiceUnavailableException`. */
      readonly code: string;
      readonly message: string;
    };

/** How much a sink takes at once. */
export interface SinkLimits {
  readonly recordsPerBatch: number;
  readonly bytesPerBatch: number;
  readonly bytesPerRecord: number;
  /** Lines packed into one record; 1 where they are not packed. */
  readonly linesPerRecord: number;
}

/**
 * Where lines go.
 *
 * `send` resolves to a result for each record, in order. It rejects when the call as a whole failed: with a
 * {@link SendFailure} when it is known why, with anything else when it may have written or not.
 */
export interface Sink {
  readonly name: string;
  readonly limits: SinkLimits;
  /** What an accepted record has reached, for receipts. */
  readonly level: "memory" | "process" | "delivered";
  send(records: readonly OutgoingRecord[], signal: AbortSignal): Promise<readonly RecordResult[]>;
  /** Told of each tracker that sends here, for sinks that are asked what was tracked, such as a test's recorder. */
  attach?(tracker: { flush(): Promise<unknown> }): void;
  /** The process may have been frozen: connections that were kept are not to be trusted. */
  reconnect?(): void;
  /** Lets go of what the sink holds; nothing is sent afterwards. */
  close?(): Promise<void>;
}

/**
 * Why a whole call failed.
 *
 * - `refused`: the same can never succeed; halves are tried until the one bad line is found, which is a dead letter.
 * - `held`: it is not the data's fault (permissions, credentials, a missing stream, clocks); everything is kept and
 *   tried again, more and more rarely, until it is mended.
 * - `throttled`: too fast; sent again, more slowly.
 * - `failed`: nothing was written; sent again.
 * - `unsure`: it may have been written (a time-out, a lost connection); sent again, and counted as possibly double.
 */
export type FailureKind = "refused" | "held" | "throttled" | "failed" | "unsure";

/** A call of a sink that failed as a whole. */
export class SendFailure extends Error {
  override readonly name = "SendFailure";
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Why a call failed, whatever it threw. */
export function failureOf(error: unknown): SendFailure {
  if (isSendFailure(error)) return error;
  const name = memberText(error, "name", "");
  const message = name === "" ? textOf(error) : `${name}: ${memberText(error, "message", "")}`;
  return new SendFailure("unsure", message, { cause: error });
}

/** A proxy that is thrown may throw even when it is asked what it is. */
function isSendFailure(error: unknown): error is SendFailure {
  try {
    return error instanceof SendFailure;
  } catch {
    return false;
  }
}
