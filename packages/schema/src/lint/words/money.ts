// Words that end names of amounts of money.
import { unitInName } from "./units.js";

const money = new Set(
  "amount price cost fee fees tax revenue salary subtotal balance payout refund turnover mrr arr ltv".split(" "),
);

/** Whether a name says that it is money. */
export function isMoney(words: readonly string[]): boolean {
  return money.has(words.at(-1) ?? "") || isCurrency(unitInName(words));
}

/** Whether a unit is a currency. */
export function isCurrency(unit: string | undefined): boolean {
  return unit !== undefined && /^([A-Z]{3}|cents)$/.test(unit);
}
