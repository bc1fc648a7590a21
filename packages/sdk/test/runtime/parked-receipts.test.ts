import { expect, test } from "vitest";
import { Parcel } from "../../src/line/parcel.js";
import { type Outcome, WriteReceipt } from "../../src/receipt.js";
import { ParkedReceipts } from "../../src/runtime/parked-receipts.js";
import { StoredSegment } from "../../src/spool/segment.js";

const LINES = 200_000;

function parked(reasons: (line: number) => string) {
  const receipts = new ParkedReceipts("delivered");
  const segment = new StoredSegment({ folder: "f", name: "00000001", created: 0, adopted: false, noted: () => {} });
  segment.lines = LINES;
  for (let line = 0; line < LINES; line++) {
    segment.acknowledge(line, line + 1);
    receipts.ended(segment, line, line + 1, { ok: false, level: "none", reason: reasons(line) });
  }
  return async (from: number, to: number): Promise<Outcome> => {
    const receipt = new WriteReceipt();
    const parcel = new Parcel({
      bytes: Buffer.alloc(to - from),
      ends: Array.from({ length: to - from }, (_, n) => n + 1),
      receipt,
    });
    parcel.stored({ segment, first: from });
    receipts.park(parcel);
    return receipt.delivered;
  };
}

test.each([
  ["one reason", () => "refused", "refused"],
  ["a reason each", (line: number) => `refused ${line}`, "refused 150000"],
])(
  "hundreds of thousands of lines that end badly, for %s, cost each no more than the first",
  async (_, reasons, want) => {
    const outcome = parked(reasons);
    expect(await outcome(150_000, 150_001)).toEqual({ ok: false, level: "none", reason: want });
  },
);
