// Frames and acknowledgements as bytes: cut and read back, spoilt, torn, and hidden in rubbish.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ackEntries, ackEntryBytes, readAckEntries } from "../../src/spool/ack-file.js";
import { cutFrames, framePayloadBytes } from "../../src/spool/cut-frames.js";
import {
  fileHeader,
  fileHeaderBytes,
  frameHeaderBytes,
  frameMagic,
  readFileHeader,
  readFrameHeader,
} from "../../src/spool/frame.js";
import { Intervals } from "../../src/spool/intervals.js";
import { FileWindow, type Piece, walkFrames } from "../../src/spool/walk-frames.js";
import { blockOf, linesOf } from "./lines.js";
import { memoryFile } from "./memory-file.js";

async function walk(bytes: Buffer): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of walkFrames(new FileWindow(memoryFile(bytes), 3), 0, bytes.length)) pieces.push(piece);
  return pieces;
}

const line = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.replaceAll("\n", "")),
  fc.nat(80_000).map((length) => "x".repeat(length)),
);

describe("cutting", () => {
  test("gives the block back, in frames of whole lines that are small or one line", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), fc.nat(1_000_000), async (lines, first) => {
        const bytes = Buffer.concat(cutFrames(blockOf(lines), first));
        const found: string[] = [];
        for (const piece of await walk(bytes)) {
          if (piece.kind !== "frame") throw new Error(`a ${piece.kind} piece`);
          const { header, offset } = piece;
          expect(header.first).toBe(first + found.length);
          if (header.lines > 1) expect(header.payloadBytes).toBeLessThanOrEqual(framePayloadBytes);
          const payload = bytes.subarray(offset + frameHeaderBytes, offset + piece.bytes);
          const inside = payload.toString().split("\n").slice(0, -1);
          expect(inside.length).toBe(header.lines);
          found.push(...inside);
        }
        expect(found).toEqual(lines);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["exactly a frame", framePayloadBytes, 1],
    ["one byte more", framePayloadBytes + 1, 2],
  ])("%s", (_, bytes, frames) => {
    const block = blockOf(["x".repeat(bytes - 11), "y".repeat(9)]);
    expect(cutFrames(block, 0).length).toBe(2 * frames);
    expect(linesOf(block)[1]).toBe("yyyyyyyyy");
  });
});

describe("walking", () => {
  const rubbish = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constant(frameMagic),
      fc.constant(new Uint8Array(40)),
      fc
        .array(fc.string({ unit: "grapheme", maxLength: 9 }), { minLength: 1, maxLength: 3 })
        .map((texts) => Buffer.concat(cutFrames(blockOf(texts.map((text) => text.replaceAll("\n", ""))), 7))),
    ),
    { maxLength: 12 },
  );

  test("ends for any bytes, and its pieces cover each byte once", async () => {
    await fc.assert(
      fc.asyncProperty(rubbish, async (parts) => {
        const bytes = Buffer.concat(parts);
        let at = 0;
        for (const piece of await walk(bytes)) {
          expect(piece.offset).toBe(at);
          expect(piece.bytes).toBeGreaterThan(0);
          at += piece.bytes;
        }
        expect(at).toBe(bytes.length);
      }),
    );
  });

  test("finds the frame after a megabyte of magics, and reads none of them twice", async () => {
    const frame = Buffer.concat(cutFrames(blockOf(["found"]), 0));
    const bytes = Buffer.concat([Buffer.alloc(1024 * 1024, frameMagic), frame]);
    const file = memoryFile(bytes);
    const pieces: Piece[] = [];
    for await (const piece of walkFrames(new FileWindow(file, 3), 0, bytes.length)) pieces.push(piece);
    expect(pieces.map(({ kind }) => kind)).toEqual(["bad", "frame"]);
    expect(file.bytesRead).toBeLessThan(3 * bytes.length);
  });

  test.each<[string, (frame: Buffer) => Buffer, string[]]>([
    ["whole", (frame) => frame, ["frame"]],
    ["cut in its header", (frame) => frame.subarray(0, 20), ["torn"]],
    ["cut in its payload", (frame) => frame.subarray(0, frame.length - 1), ["torn"]],
    ["zeros after it", (frame) => Buffer.concat([frame, Buffer.alloc(5_000)]), ["frame", "torn"]],
    ["zeros before it", (frame) => Buffer.concat([Buffer.alloc(200_000), frame]), ["torn", "frame"]],
    ["rubbish before it", (frame) => Buffer.concat([Buffer.alloc(200_000, "x"), frame]), ["bad", "frame"]],
    ["text after it", (frame) => Buffer.concat([frame, Buffer.alloc(frameHeaderBytes, "x")]), ["frame", "bad"]],
  ])("%s", async (_, make, kinds) => {
    const frame = Buffer.concat(cutFrames(blockOf(["a line", "another"]), 0));
    expect((await walk(make(frame))).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("pages that cannot be read are taken for zeros when that is allowed", async () => {
    const frame = (n: number) => Buffer.concat(cutFrames(blockOf([`${n}`.repeat(6_000)]), n));
    const bytes = Buffer.concat([frame(0), frame(1), frame(2)]);
    const file = memoryFile(bytes, { from: 8_192, to: 9_000 });
    const read = async (tolerant: boolean) => {
      const window = new FileWindow(file, 3, tolerant);
      return (await window.view(0, bytes.length)).subarray(8_192, 8_200);
    };
    await expect(read(false)).rejects.toThrow("EIO");
    expect(await read(true)).toEqual(Buffer.alloc(8));
  });
});

describe("headers", () => {
  test("a file's header tells when it was made, and nothing once a bit is wrong", () => {
    const header = fileHeader(1_700_000_000_123);
    expect(readFileHeader(header)).toEqual({ version: 1, created: 1_700_000_000_123 });
    for (let bit = 0; bit < fileHeaderBytes * 8; bit++) {
      const spoilt = Buffer.from(header);
      spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readFileHeader(spoilt)).toBeUndefined();
    }
    expect(readFileHeader(header.subarray(0, 19))).toBeUndefined();
  });

  test("a frame's header is nothing once a bit is wrong", () => {
    const [header] = cutFrames(blockOf(["x"]), 3) as [Buffer];
    expect(readFrameHeader(header)).toMatchObject({ first: 3, lines: 1, payloadBytes: 2 });
    for (let bit = 0; bit < frameHeaderBytes * 8; bit++) {
      const spoilt = Buffer.from(header);
      spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readFrameHeader(spoilt)).toBeUndefined();
    }
  });

  test("the magic is no part of any text", () => {
    for (let start = 0; start <= 0x10ffff; start += 0x1000) {
      const points = Array.from({ length: 0x1000 }, (_, index) => start + index);
      const bytes = Buffer.from(String.fromCodePoint(...points));
      expect([bytes.indexOf(0xf5), bytes.indexOf(0xff)]).toEqual([-1, -1]);
    }
  });
});

describe("acknowledgements", () => {
  const sets = fc.array(fc.tuple(fc.nat(1_000), fc.integer({ min: 1, max: 50 })), { maxLength: 20 });

  test("come back as they were, and a spoilt byte can only take some away", () => {
    fc.assert(
      fc.property(sets, fc.nat(), fc.integer({ min: 1, max: 255 }), (parts, where, pattern) => {
        const given = new Intervals();
        for (const [from, length] of parts) given.add(from, from + length);
        const bytes = ackEntries(given);
        expect(bytes.length).toBe([...given].length * ackEntryBytes);
        const back = new Intervals();
        readAckEntries(bytes, back);
        expect([...back]).toEqual([...given]);
        if (bytes.length === 0) return;
        const at = where % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ pattern;
        const spoilt = new Intervals();
        readAckEntries(bytes, spoilt);
        for (const { from, to } of spoilt) expect(given.countIn(from, to)).toBe(to - from);
        expect([...spoilt].length).toBeLessThan([...given].length);
      }),
    );
  });

  test.each<[string, Buffer]>([
    ["zeros", Buffer.alloc(60)],
    ["a part of an entry", ackEntries(new Intervals()).subarray(0, 5)],
    ["text", Buffer.from("a text of more than twelve bytes")],
  ])("%s acknowledge nothing", (_, bytes) => {
    const into = new Intervals();
    readAckEntries(bytes, into);
    expect(into.count).toBe(0);
  });
});
