// The body of PutRecordBatch, written by hand: base64 and JSON in one buffer, without an object or a string an event.
// Source: API, PutRecordBatch over AWS JSON 1.1: {"DeliveryStreamName":"…","Records":[{"Data":"<base64>"},…]}.
import type { OutgoingRecord } from "../sink.js";

/** Bytes around each record's base64, with the comma. */
const AROUND = '{"Data":""},'.length;

/** What stands before the records. Names of streams have no characters that JSON escapes. */
export function bodyHead(stream: string): string {
  return `{"DeliveryStreamName":${JSON.stringify(stream)},"Records":[`;
}

/** Bytes of the whole body. */
export function bodyBytes(head: string, records: readonly Pick<OutgoingRecord, "bytes">[]): number {
  const data = records.reduce((sum, { bytes }) => sum + Math.ceil(bytes / 3) * 4 + AROUND, 0);
  return Buffer.byteLength(head) + data + 1;
}

/**
 * Writes the body. It needs nothing outside of itself, since another thread is given its text.
 *
 * @param parts - The parts of each record, whose data they are one after the other.
 * @param target - At least {@link bodyBytes}.
 * @returns Bytes written.
 */
export function writeBody(head: string, parts: readonly (readonly Buffer[])[], target: Buffer): number {
  let at = target.write(head, 0, "utf8");
  for (let index = 0; index < parts.length; index++) {
    at += target.write(index === 0 ? '{"Data":"' : ',{"Data":"', at, "latin1");
    const [only, ...more] = parts[index] as readonly Buffer[];
    const data = more.length === 0 && only ? only : Buffer.concat(parts[index] as readonly Buffer[]);
    at += target.write(data.toString("base64"), at, "latin1");
    at += target.write('"}', at, "latin1");
  }
  return at + target.write("]}", at, "latin1");
}
