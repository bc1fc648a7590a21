// The envelope: the columns that every line begins with, in their order, whatever the event.
// The SDK writes them, the tables declare them; both read this list.

/** One envelope column: its name, its Athena type and what it means. */
export interface EnvelopeColumn {
  readonly name: string;
  /** Athena column type. */
  readonly type: "string" | "int" | "bigint" | "timestamp" | "date";
  /** Whether a line may leave it out (NULL in the table). */
  readonly optional: boolean;
  readonly description: string;
}

/** The envelope's columns in the order in which a line carries them. */
export const envelopeColumns: readonly EnvelopeColumn[] = [
  {
    name: "event_id",
    type: "string",
    optional: false,
    description: "UUIDv7 made at the call; the same through every retry, replay and adoption.",
  },
  { name: "event_name", type: "string", optional: false, description: "The event's name." },
  {
    name: "event_major",
    type: "int",
    optional: false,
    description: "The event's major version; each major has its own table.",
  },
  {
    name: "event_revision",
    type: "int",
    optional: false,
    description: "The event's revision within its major, counted by the registry.",
  },
  {
    name: "event_time",
    type: "timestamp",
    optional: false,
    description: "When the event was tracked, UTC, to the millisecond.",
  },
  {
    name: "event_date",
    type: "date",
    optional: false,
    description: "The date of event_time in the lake's time zone; the same as dt.",
  },
  { name: "service", type: "string", optional: false, description: "The service that tracked the event." },
  {
    name: "environment",
    type: "string",
    optional: false,
    description: "The environment of the service, such as production.",
  },
  { name: "instance_id", type: "string", optional: false, description: "Random for each start of a tracker." },
  {
    name: "event_sequence",
    type: "bigint",
    optional: false,
    description: "1, 2, 3… for each instance and table: a gap is a loss, a repetition a duplicate.",
  },
  { name: "trace_id", type: "string", optional: true, description: "W3C trace id, when there is a trace." },
  { name: "span_id", type: "string", optional: true, description: "W3C span id, when there is a trace." },
];

/** The column that names the key of a line's hashes: in tables of events that hash personal text, after the envelope. */
export const PII_KEY_COLUMN = "pii_key_id";
