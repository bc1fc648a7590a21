// What the command answers: the bill, the sizes that it rests on, and what was asked.
import type { EventSize } from "./event-size.js";
import type { MonthlyCost } from "./monthly-cost.js";

/** What `--json` prints. */
export interface CostAnswer extends MonthlyCost {
  readonly events_per_day: number;
  readonly query_days: number;
  readonly query_columns: number;
  readonly sizes: readonly EventSize[];
}
