// The law of the lake's days: wherever the lake is and whenever an event is tracked, dt, event_date and the date
// of event_time_local are one and the same; and both dialects of a view give the same rows.
import { lakeDate, timestampText } from "@tracklake/envelope";
import { views } from "@tracklake/tables";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lakeFixture, lakeIn, line, revisions } from "./lake-fixture.js";

const zones = ["Asia/Tokyo", "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "UTC"];
const moments = fc.array(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2035, 0, 1) }), {
  minLength: 1,
  maxLength: 12,
});

async function written(zone: string, times: readonly number[]) {
  const fixture = await lakeFixture("lake", zone);
  for (const [index, time] of times.entries()) {
    const text = line(`e${index}`, timestampText(time) ?? "", { plan: "free" }, zone);
    await fixture.put(lakeDate(zone)(time), `${index}.ndjson`, text);
  }
  return fixture;
}

describe("days of the lake", () => {
  test.each(zones)("dt, event_date and event_time_local agree in %s", async (zone) => {
    await fc.assert(
      fc.asyncProperty(moments, async (times) => {
        const fixture = await written(zone, times);
        const local = await fixture.open();
        const { rows } = await local.query(
          "SELECT count(*), count_if(dt <> CAST(event_date AS varchar)), " +
            "count_if(event_date <> CAST(event_time_local AS date)) FROM order_placed",
        );
        await fixture.remove();
        expect(rows).toEqual([[BigInt(times.length), 0n, 0n]]);
      }),
      { numRuns: 6 },
    );
  });
});

test("the view of Athena, translated, gives the rows of the view of DuckDB", async () => {
  const zone = "Asia/Tokyo";
  const fixture = await written(zone, [Date.UTC(2026, 0, 1, 14, 59), Date.UTC(2026, 0, 1, 15), Date.UTC(2026, 5, 1)]);
  const items = [{ sku: "x", quantity: 2 }];
  const text = line("n", "2026-01-03 00:00:00.000", { plan: "pro", items, address: { city: "Tokyo" } });
  await fixture.put("2026-01-03", "n.gz", text + text);
  const local = await fixture.open();
  for (const view of views(await revisions(), lakeIn(zone))) {
    const own = await local.query(`SELECT * FROM ${view.name} ORDER BY event_id`);
    const translated = await local.query(`SELECT * FROM (${view.sql("athena")}) AS v ORDER BY event_id`);
    expect(translated.rows).toEqual(own.rows);
    expect(translated.columns).toEqual(own.columns);
    expect(own.rows.length).toBeGreaterThan(0);
  }
  await fixture.remove();
});
