// The bill as text: sizes first, for all rests on them; then the month, then a query.
import type { CostAnswer } from "../cost/cost-answer.js";
import { UNBOUNDED_DAYS } from "../cost/monthly-cost.js";

/** Events whose sizes are shown one by one. */
const MOST = 12;

/** The lines. */
export function costText(answer: CostAnswer): string {
  const { sizes, items, queries, total, unknown, region, prices_of: pricesOf } = answer;
  const [json, parquet] = queries;
  const less =
    json && parquet && parquet.scanned_bytes > 0 ? Math.round(json.scanned_bytes / parquet.scanned_bytes) : 0;
  return [
    "Bytes of an event, measured on lines that were made from its definition:",
    `  ${"event".padEnd(32)}${"line".padStart(8)}${"gzip".padStart(8)}${"Parquet".padStart(9)}   kept`,
    ...sizes.slice(0, MOST).map(sizeLine),
    ...(sizes.length > MOST ? [`  and ${sizes.length - MOST} more (--json has all)`] : []),
    "",
    `A month of ${number(answer.events_per_day)} events a day, list prices of ${region}, ${pricesOf}:`,
    ...items.map(({ what, quantity, unit, dollars }) => {
      return `  ${what.padEnd(50)}${number(quantity).padStart(12)} ${unit.padEnd(14)}${money(dollars).padStart(12)}`;
    }),
    `  ${"together, the first line left out".padEnd(50)}${" ".repeat(27)}${money(total).padStart(12)}`,
    "",
    `One query over ${number(answer.query_days)} days of one event, ${answer.query_columns} columns:`,
    ...queries.map(({ format, scanned_bytes: bytes, objects, dollars }) => {
      const name = format === "json" ? "delivered JSON, all of it" : "curated Parquet, those columns";
      return `  ${name.padEnd(50)}${size(bytes).padStart(12)} ${`${number(objects)} files`.padEnd(14)}${money(dollars, 4).padStart(12)}`;
    }),
    ...(less > 1 ? [`  Parquet reads 1/${less} of it.`] : []),
    "",
    "Not in these sums:",
    ...unknown.map((line) => `  ${line}`),
  ].join("\n");
}

function sizeLine({ event, major, line, gzip, parquet, retention }: CostAnswer["sizes"][number]): string {
  const name = major === 1 ? event : `${event} v${major}`;
  const kept = retention === null ? `${UNBOUNDED_DAYS} days reckoned, no retention` : `${retention} days`;
  return `  ${name.padEnd(32)}${String(Math.round(line)).padStart(8)}${String(Math.round(gzip)).padStart(8)}${String(Math.round(parquet)).padStart(9)}   ${kept}`;
}

function number(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 2 : 0 });
}

function money(dollars: number | null, digits = 2): string {
  return dollars === null ? "not known" : `$${dollars.toFixed(digits)}`;
}

function size(bytes: number): string {
  return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
