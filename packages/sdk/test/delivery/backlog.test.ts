import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Backlog, type Shipment } from "../../src/delivery/backlog.js";
import { Parcel } from "../../src/line/parcel.js";
import type { SinkLimits } from "../../src/sink.js";

let made = 0;

/** A parcel of lines of these lengths, each line different from any other. */
function parcel(lengths: readonly number[]): Parcel {
  const lines = lengths.map((length) => `${String(made++).padStart(Math.max(1, length - 1), "0")}\n`);
  const ends: number[] = [];
  let end = 0;
  for (const line of lines) {
    end += Buffer.byteLength(line);
    ends.push(end);
  }
  return new Parcel({ bytes: Buffer.from(lines.join("")), ends });
}

const text = (shipments: readonly Shipment[]) => shipments.map(({ parts }) => Buffer.concat(parts).toString()).join("");
const firehose: SinkLimits = {
  recordsPerBatch: 500,
  bytesPerBatch: 4_194_304,
  bytesPerRecord: 1_024_000,
  linesPerRecord: 500,
};

describe("the limits of a batch, at their edges", () => {
  test.each<[string, number[], Partial<SinkLimits>, number[]]>([
    ["a record of exactly as many bytes", [500, 500], { bytesPerRecord: 1_000 }, [1_000]],
    ["one byte more is another record", [500, 501], { bytesPerRecord: 1_000 }, [500, 501]],
    ["one byte less", [500, 499], { bytesPerRecord: 1_000 }, [999]],
    ["as many lines as a record takes", Array(500).fill(10), {}, [5_000]],
    ["one line more", Array(501).fill(10), {}, [5_000, 10]],
    ["a batch of exactly as many bytes", [500, 500], { bytesPerRecord: 500, bytesPerBatch: 1_000 }, [500, 500]],
    ["what does not fit the batch waits", [500, 501], { bytesPerRecord: 501, bytesPerBatch: 1_000 }, [500]],
    ["as many records as a batch takes", Array(501).fill(10), { linesPerRecord: 1 }, Array(500).fill(10)],
  ])("%s", (_, lengths, limits, want) => {
    const backlog = new Backlog();
    backlog.push(parcel(lengths));
    expect(backlog.take({ ...firehose, ...limits }, Number.POSITIVE_INFINITY).map(({ bytes }) => bytes)).toEqual(want);
  });

  test("one line leaves however little room there is", () => {
    const backlog = new Backlog();
    backlog.push(parcel([300, 300]));
    expect(backlog.take(firehose, 1).map(({ lines, bytes }) => [lines, bytes])).toEqual([[1, 300]]);
    expect([backlog.lines, backlog.bytes]).toEqual([1, 300]);
  });
});

test("what failed goes first, and what is drained is told apart", () => {
  const backlog = new Backlog();
  const [a, b] = [parcel([10, 10]), parcel([10])];
  backlog.push(a);
  const failed = backlog.take({ ...firehose, linesPerRecord: 1 }, 10);
  backlog.push(b);
  backlog.again(failed);
  expect([backlog.lines, backlog.bytes]).toEqual([3, 30]);
  expect(backlog.drain((one) => one === b).map(({ parcel: one, from, to }) => [one === b, from, to])).toEqual([
    [true, 0, 1],
  ]);
  expect(text(backlog.take(firehose, 100))).toBe(a.bytes.toString());
  expect([backlog.lines, backlog.bytes]).toEqual([0, 0]);
});

test("whatever comes, fails and is taken: no line is lost, doubled or cut, and no batch is over a limit", () => {
  const limits = fc.record({
    recordsPerBatch: fc.integer({ min: 1, max: 6 }),
    bytesPerBatch: fc.integer({ min: 60, max: 400 }),
    bytesPerRecord: fc.integer({ min: 60, max: 200 }),
    linesPerRecord: fc.integer({ min: 1, max: 5 }),
  });
  const step = fc.oneof(
    fc.record({ push: fc.array(fc.integer({ min: 12, max: 60 }), { minLength: 1, maxLength: 12 }) }),
    fc.record({ take: fc.integer({ min: 1, max: 500 }), fails: fc.boolean() }),
    fc.record({ drop: fc.nat(5) }),
  );
  fc.assert(
    fc.property(limits, fc.array(step, { maxLength: 30 }), (limit, steps) => {
      const backlog = new Backlog();
      const parcels: Parcel[] = [];
      const out: string[] = [];
      for (const one of steps) {
        if ("push" in one) {
          parcels.push(parcel(one.push));
          backlog.push(parcels.at(-1) as Parcel);
        } else if ("drop" in one) {
          const picked = parcels[one.drop];
          for (const { parcel: of, from, to } of backlog.drain((any) => any === picked))
            out.push(of.bytes.toString("utf8", of.start(from), of.start(to)));
        } else {
          const batch = backlog.take(limit, one.take);
          expect(batch.length).toBeLessThanOrEqual(limit.recordsPerBatch);
          expect(batch.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limit.bytesPerBatch);
          for (const { lines, bytes, parts } of batch) {
            expect(bytes).toBeLessThanOrEqual(limit.bytesPerRecord);
            expect(lines).toBeLessThanOrEqual(limit.linesPerRecord);
            expect(Buffer.concat(parts).toString().split("\n").length - 1).toBe(lines);
          }
          if (one.fails) backlog.again(batch);
          else out.push(text(batch));
        }
      }
      while (backlog.lines > 0) out.push(text(backlog.take(limit, 400)));
      const want = parcels.flatMap(({ bytes }) => bytes.toString().split(/(?<=\n)/)).sort();
      expect(
        out
          .join("")
          .split(/(?<=\n)/)
          .filter(Boolean)
          .sort(),
      ).toEqual(want);
      expect(backlog.bytes).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test("what failed at one sink is cut again for another that takes less in a record", () => {
  const backlog = new Backlog();
  backlog.push(parcel([100, 100, 100]));
  backlog.push(parcel([100, 100]));
  const packed = backlog.take(firehose, 10_000);
  expect(packed).toHaveLength(1);
  backlog.again(packed);
  const before = text(packed);
  const cut = backlog.take({ ...firehose, linesPerRecord: 1 }, 10_000);
  expect(cut.map(({ lines }) => lines)).toEqual([1, 1, 1, 1, 1]);
  expect([text(cut), backlog.lines, backlog.bytes]).toEqual([before, 0, 0]);
});
