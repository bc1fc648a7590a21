// A receipt in a log: what is known of its event at that moment.
import { expect, test } from "vitest";
import { type Outcome, refusedReceipt, WriteReceipt } from "../src/receipt.js";

const delivered: Outcome = { ok: true, level: "delivered" };

test.each<[string, (receipt: WriteReceipt) => void, object]>([
  ["of nothing", () => {}, { stored: "pending", delivered: "pending" }],
  [
    "once it is kept",
    (receipt) => receipt.keep("process"),
    { stored: { ok: true, level: "process" }, delivered: "pending" },
  ],
  ["once it has its end", (receipt) => receipt.settle(delivered), { stored: delivered, delivered }],
  [
    "of lines on disk alone",
    (receipt) =>
      receipt.park(
        () => undefined,
        () => {},
      ),
    { stored: "pending", delivered: "pending" },
  ],
  [
    "of lines on disk alone that were sent",
    (receipt) =>
      receipt.park(
        () => delivered,
        () => {},
      ),
    { stored: "pending", delivered },
  ],
])("is known %s", (_, happen, want) => {
  const receipt = new WriteReceipt();
  happen(receipt);
  expect(JSON.parse(JSON.stringify(receipt))).toEqual(want);
});

test("logging a receipt answers nobody, and does not keep it from being answered", async () => {
  let sent: Outcome | undefined;
  const receipt = new WriteReceipt();
  receipt.park(
    () => sent,
    () => expect.unreachable("nobody waits"),
  );
  JSON.stringify(receipt);
  sent = delivered;
  expect(await receipt.delivered).toEqual(delivered);
});

test("a refused event's says why", () => {
  expect(JSON.parse(JSON.stringify(refusedReceipt("closed")))).toMatchObject({ delivered: { reason: "closed" } });
});
