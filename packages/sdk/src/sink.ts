// The port of delivery: a sink takes records and says of each what became of it.
// Firehose, files and memory implement it; one contract suite runs against all of them.

/** One line that was accepted. */
export interface Line {
  readonly eventId: string;
  /** The table's name, such as `plan_changed_v1`. */
  readonly table: string;
  /** The lake's date of the event, `YYYY-MM-DD`. */
  readonly date: string;
  /** The JSON text with its newline. */
  readonly text: string;
  /** UTF-8 bytes of `text`. */
  readonly bytes: number;
}

/** What is sent as one: a line, or several packed together where the sink allows it. */
export interface OutgoingRecord {
  readonly lines: readonly Line[];
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
 * {@link RefusedBatch} when sending the same again cannot help, with anything else when it may have written or not.
 */
export interface Sink {
  readonly name: string;
  readonly limits: SinkLimits;
  /** What an accepted record has reached, for receipts. */
  readonly level: "memory" | "process" | "delivered";
  send(records: readonly OutgoingRecord[], signal: AbortSignal): Promise<readonly RecordResult[]>;
  /** Lets go of what the sink holds; nothing is sent afterwards. */
  close?(): Promise<void>;
}

/** A batch that the service refuses for what is in it: its halves are tried, until the one bad line is found. */
export class RefusedBatch extends Error {
  override readonly name = "RefusedBatch";
}
