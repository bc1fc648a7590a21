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
 * The parts may stand at the very end of `target`, one after the other: what is left to be written is never shorter than
 * what is left to be read, so that no byte is written over before it is read.
 *
 * @param parts - The parts of each record, whose data they are one after the other.
 * @param target - At least {@link bodyBytes}.
 * @returns Bytes written.
 */
export function writeBody(head: string, parts: readonly (readonly Buffer[])[], target: Buffer): number {
  // A multiple of 3, so that slices join without padding. The text of a slice is short enough for the allocator to use
  // the same memory again; that of a whole record is new pages of memory each time, which cost eight times as much.
  const slice = 24_576;
  const three = Buffer.alloc(3);
  let at = target.write(head, 0, "utf8");
  for (let index = 0; index < parts.length; index++) {
    at += target.write(index === 0 ? '{"Data":"' : ',{"Data":"', at, "latin1");
    let kept = 0;
    for (const part of parts[index] as readonly Buffer[]) {
      let from = 0;
      // What the part before has left over of its last three bytes.
      while (kept > 0 && kept < 3 && from < part.length) three[kept++] = part[from++] as number;
      if (kept === 3) {
        at += target.write(three.toString("base64"), at, "latin1");
        kept = 0;
      }
      const end = kept > 0 ? from : part.length - ((part.length - from) % 3);
      for (; from < end; from += slice) {
        at += target.write(part.toString("base64", from, Math.min(end, from + slice)), at, "latin1");
      }
      for (let i = end; i < part.length; i++) three[kept++] = part[i] as number;
    }
    at += target.write(three.toString("base64", 0, kept), at, "latin1");
    at += target.write('"}', at, "latin1");
  }
  return at + target.write("]}", at, "latin1");
}
