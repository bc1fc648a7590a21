// Schema evolution on a real engine: what the rules call safe for STORAGE is read with the values that were written, and what
// they call a break is shown to be one. Where the engine disagrees, the rule is wrong.
import { judgeEvent, type StorageFormat } from "@tracklake/compat";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases, modelOf } from "./evolution/cases.js";
import { type Outcome, type Outcomes, replay } from "./evolution/replay.js";
import { type EngineLake, engineLake } from "./lake/engine-lake.js";

let lake: EngineLake;
const shown: string[] = [];

beforeAll(async () => {
  lake = await engineLake("evolve", "UTC");
});
afterAll(() => {
  console.info(shown.join("\n"));
  lake?.close();
});

describe("a change", () => {
  test.each(cases.map((one, index) => [one.name, one, index] as const))("%s", async (name, history, index) => {
    const event = `case_${index}`;
    const models = history.steps.map((one) => modelOf(event, one));
    const rules = new Set<string>();
    const verdict = (format: StorageFormat) => {
      const found = models.flatMap(
        (model, at) =>
          judgeEvent(
            models.slice(0, at).map((published, i) => ({ model: published, revision: i + 1 })),
            model,
            {
              formats: [format],
              counterexamples: false,
            },
          ).judgements,
      );
      for (const { rule } of found) rules.add(rule);
      return found.some(({ verdicts }) => verdicts.STORAGE === "break") ? "break" : "safe";
    };
    const wanted = { json: verdict("json"), parquet: verdict("parquet"), iceberg: verdict("iceberg") };
    const outcomes = await replay(lake, event, history);
    const found = { json: told(outcomes.json), parquet: worse(outcomes), iceberg: told(outcomes.iceberg) };
    shown.push(`${name} (${[...rules].filter((rule) => rule !== "EVENT_ADDED").join(", ")})`);
    for (const [format, { same, ...rest }] of Object.entries(outcomes)) {
      shown.push(`  ${format}: ${same ? "as written" : (rest as { how: string }).how}`);
    }
    expect(found).toEqual(wanted);
  });
});

function told({ same }: Outcome): "safe" | "break" {
  return same ? "safe" : "break";
}

/** Parquet is safe where both kinds of partitions are: those with columns of their own, and those with the table's. */
function worse({ parquet, parquetOfTable }: Outcomes): "safe" | "break" {
  return parquet.same && parquetOfTable.same ? "safe" : "break";
}
