// RecordDeAggregation: one Firehose record to the events that were packed into it, at most 500.
// Guide: "Apply dynamic partitioning to aggregated data": DELIMITED by a delimiter, JSON by its own end.

/** How records are taken apart. */
export type DeAggregation = { readonly type: "DELIMITED"; readonly delimiter: Buffer } | { readonly type: "JSON" };

/** The events of a record without their delimiters, or why the record cannot be taken apart. */
export function deAggregate(record: Buffer, how: DeAggregation): Buffer[] | { readonly failed: string } {
  return how.type === "DELIMITED" ? delimited(record, how.delimiter) : jsonValues(record);
}

function delimited(record: Buffer, delimiter: Buffer): Buffer[] {
  const events: Buffer[] = [];
  let start = 0;
  while (start < record.length) {
    const found = record.indexOf(delimiter, start);
    const end = found < 0 ? record.length : found;
    if (end > start) events.push(record.subarray(start, end));
    start = end + delimiter.length;
  }
  return events;
}

/** `{..}{..}` or one object a line; arrays are not taken. */
function jsonValues(record: Buffer): Buffer[] | { readonly failed: string } {
  const events: Buffer[] = [];
  let depth = 0;
  let start = -1;
  let quoted = false;
  for (let at = 0; at < record.length; at++) {
    const byte = record[at];
    if (quoted) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22 && depth > 0) quoted = true;
    else if (byte === 0x7b) {
      if (depth++ === 0) start = at;
    } else if (byte === 0x7d && depth > 0) {
      if (--depth === 0) events.push(record.subarray(start, at + 1));
    } else if (depth === 0 && byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
      return { failed: `no JSON object begins at byte ${at}` };
  }
  return depth > 0 ? { failed: "the last JSON object is not closed" } : events;
}
