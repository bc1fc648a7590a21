// Walks a segment file frame by frame with bounded memory, whatever its bytes are: it always ends, and never throws for
// what it finds. After a bad header the next good one is found by scanning for the magic.
import type { FileSystem } from "./file-system.js";
import { type FrameHeader, frameHeaderBytes, frameMagic, readFrameHeader } from "./frame.js";

/** Bytes read at a time; a frame whose payload is larger is read whole. */
const chunkBytes = 128 * 1024;
/** What a disk gives or does not give as a whole. */
const pageBytes = 4096;
/** How often a file may fail to be read before its bad pages are taken for zeros. */
export const failuresBeforeTolerance = 3;

/** What lies at an offset: a frame with a good header, bytes that are none, or an end that was never fully written. */
export type Piece =
  | { readonly kind: "frame"; readonly offset: number; readonly bytes: number; readonly header: FrameHeader }
  | { readonly kind: "bad" | "torn"; readonly offset: number; readonly bytes: number };

/** A view of a file that moves along. */
export class FileWindow {
  readonly #fileSystem: FileSystem;
  readonly #file: number;
  readonly #tolerant: boolean;
  #at = 0;
  #bytes = Buffer.alloc(0);

  /** @param tolerant - Whether pages that the disk will not give are taken for zeros, so that the others can be had. */
  constructor(fileSystem: FileSystem, file: number, tolerant = false) {
    this.#fileSystem = fileSystem;
    this.#file = file;
    this.#tolerant = tolerant;
  }

  /** The bytes at an offset; fewer at the file's end. */
  async view(offset: number, length: number): Promise<Buffer> {
    const start = offset - this.#at;
    if (start < 0 || start + length > this.#bytes.length) await this.#load(offset, Math.max(length, chunkBytes));
    return this.#bytes.subarray(offset - this.#at, offset - this.#at + length);
  }

  async #load(offset: number, length: number): Promise<void> {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const rest = bytes.subarray(filled);
      const read = await (this.#tolerant ? this.#readPage(rest, offset + filled) : this.#read(rest, offset + filled));
      if (read === 0) break;
      filled += read;
    }
    this.#at = offset;
    this.#bytes = bytes.subarray(0, filled);
  }

  #read(into: Buffer, offset: number): Promise<number> {
    return this.#fileSystem.read(this.#file, into, offset);
  }

  async #readPage(into: Buffer, offset: number): Promise<number> {
    const page = into.subarray(0, pageBytes - (offset % pageBytes));
    return this.#read(page, offset).catch(() => page.fill(0).length);
  }
}

/**
 * Walks from `start`, which is a frame's offset, to `end`.
 *
 * Payloads are not read: whoever wants one views it, and checks its CRC.
 */
export async function* walkFrames(window: FileWindow, start: number, end: number): AsyncGenerator<Piece> {
  for (let offset = start; offset < end; ) {
    const header = readFrameHeader(await window.view(offset, frameHeaderBytes));
    if (header) {
      const bytes = frameHeaderBytes + header.payloadBytes;
      // The header's CRC vouches for its length, so what is missing was never written.
      if (offset + bytes > end) return yield { kind: "torn", offset, bytes: end - offset };
      yield { kind: "frame", offset, bytes, header };
      offset += bytes;
      continue;
    }
    const next = await nextHeader(window, offset + 1, end);
    const bytes = (next ?? end) - offset;
    // A write that was cut off leaves less than a header, and a file system that lost power may leave zeros.
    const torn = (next === undefined && bytes < frameHeaderBytes) || (await isZero(window, offset, bytes));
    yield { kind: torn ? "torn" : "bad", offset, bytes };
    offset += bytes;
  }
}

async function nextHeader(window: FileWindow, from: number, end: number): Promise<number | undefined> {
  for (let offset = from; offset + frameHeaderBytes <= end; ) {
    const view = await window.view(offset, Math.min(chunkBytes, end - offset));
    for (let at = view.indexOf(frameMagic); at >= 0; at = view.indexOf(frameMagic, at + 1)) {
      if (readFrameHeader(view, at)) return offset + at;
    }
    if (view.length < frameHeaderBytes) return undefined;
    // A header may begin in the last bytes of the view.
    offset += view.length - frameHeaderBytes + 1;
  }
  return undefined;
}

async function isZero(window: FileWindow, offset: number, bytes: number): Promise<boolean> {
  for (let at = offset; at < offset + bytes; ) {
    const view = await window.view(at, Math.min(chunkBytes, offset + bytes - at));
    if (view.length === 0) return true;
    if (view.some((byte) => byte !== 0)) return false;
    at += view.length;
  }
  return true;
}
