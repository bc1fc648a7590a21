// The lines of a record one by one, for sinks that put each where it belongs.
import { tableName } from "@tracklake/envelope";
import type { OutgoingRecord } from "../sink.js";

/** One line. */
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

/** The lines of a record, in order. */
export function linesOf({ parts }: Pick<OutgoingRecord, "parts">): Line[] {
  return parts.flatMap((part) => {
    const lines: Line[] = [];
    for (let start = 0; start < part.length; ) {
      const end = part.indexOf(0x0a, start) + 1 || part.length;
      lines.push(lineOf(part.toString("utf8", start, end), end - start));
      start = end;
    }
    return lines;
  });
}

function lineOf(text: string, bytes: number): Line {
  const { event_id, event_name, event_major, event_date } = JSON.parse(text) as Record<string, unknown>;
  return {
    eventId: String(event_id),
    table: tableName(String(event_name), Number(event_major)),
    date: String(event_date),
    text,
    bytes,
  };
}
