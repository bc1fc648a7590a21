// A body given to the client piece by piece: a megabyte written to a socket at once, encrypted on the way, holds the host
// up for milliseconds; its pieces leave between the host's own turns.
import { Readable } from "node:stream";

/** Bytes of a piece, and of a body that is small enough for one write: a tenth of a millisecond to encrypt and to copy. */
export const PIECE = 256 * 1024;

/** The bytes as a stream, without a copy. */
export function bodyStream(bytes: Buffer): Readable {
  let at = 0;
  return new Readable({
    // It holds nothing ahead: the bytes are in memory already.
    highWaterMark: 1,
    read() {
      this.push(at < bytes.length ? bytes.subarray(at, at + PIECE) : null);
      at += PIECE;
    },
  });
}
