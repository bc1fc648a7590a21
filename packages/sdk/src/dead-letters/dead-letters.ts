// Dead letters: what was refused, kept so that it can be mended and sent again under its own id.
// Known fields with their protection applied; of unknown ones the name and the type only.
import type { Violation } from "../definitions.js";

/** Why an event is a dead letter. */
export type DeadLetterReason = "violation" | "too-large" | "refused-by-service" | "closed-before-delivery";

/** One refused event. */
export interface DeadLetter {
  readonly event_id: string;
  readonly event_name: string;
  readonly event_major?: number;
  readonly event_revision?: number;
  /** When it was tracked: UTC, `YYYY-MM-DD HH:MM:SS.SSS`. */
  readonly event_time: string;
  readonly service: string;
  /** Absent in letters of earlier versions. */
  readonly environment?: string;
  readonly reason: DeadLetterReason;
  readonly violations?: readonly Violation[];
  /** Known fields as far as they can be kept, protected. */
  readonly known?: unknown;
  /** The contexts that were set, by name, as far as they can be kept, protected. */
  readonly contexts?: Readonly<Record<string, unknown>>;
  /** Unknown fields: where, and of which type. */
  readonly unknown?: readonly { readonly path: string; readonly type: string }[];
  /** Where something known could not be kept as it was (too long, too deep, of another type): paths. */
  readonly cut?: readonly string[];
  /** The id of the key that hashed what is hashed in `known` and `contexts`. */
  readonly pii_key_id?: string;
  /** The whole line, where the event was valid and only its delivery failed. */
  readonly line?: string;
}

/** Where dead letters are kept. `false` says that there was no room or no way. */
export interface DeadLetters {
  add(letter: DeadLetter): Promise<boolean>;
}
