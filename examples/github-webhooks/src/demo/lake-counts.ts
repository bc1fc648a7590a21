// What the lake holds of one run, asked in the same SQL that anybody would use.
import type { LakeCounts } from "./balance.js";

/** Asks the lake: rows as objects. */
export type Ask = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/**
 * The run's instance_id, found by one of its deliveries.
 *
 * @throws Error when the lake does not hold the delivery.
 */
export async function instanceOf(ask: Ask, delivery: string): Promise<string> {
  const [row] = await ask(`SELECT instance_id FROM github_webhook_received WHERE delivery = '${delivery}'`);
  if (typeof row?.instance_id !== "string") throw new Error(`the lake does not hold the delivery ${delivery}`);
  return row.instance_id;
}

/** Counts a run's lines, events, and rows of the views. @param lake - The lake's name. */
export async function lakeCounts(
  ask: Ask,
  lake: string,
  run: string,
  eventNames: readonly string[],
): Promise<LakeCounts> {
  const from = (table: (event: string) => string) =>
    `(${eventNames.map((event) => `SELECT event_id, instance_id FROM ${table(event)}`).join(" UNION ALL ")}) AS e`;
  const [stored] = await ask(
    `SELECT count(*) AS line_count, count(DISTINCT event_id) AS event_count FROM ${from((event) => `${lake}_store.${event}_v1`)} WHERE instance_id = '${run}'`,
  );
  const [shown] = await ask(
    `SELECT count(*) AS row_count FROM ${from((event) => `${lake}.${event}`)} WHERE instance_id = '${run}'`,
  );
  return {
    lines: Number(stored?.line_count),
    events: Number(stored?.event_count),
    shown: Number(shown?.row_count),
  };
}
