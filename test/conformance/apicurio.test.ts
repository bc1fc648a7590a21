// The corpus of Apicurio's registry: every label that the checker does not share is written down here, with what decides.
// The corpus is not part of this repository; without it beside the repository these tests are skipped, and say so.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compareSchemas } from "../../packages/compat/src/json-schema/compare-schemas.js";
import { type LabelledPair, readCorpus, readings } from "./corpus.js";
import { examine } from "./examine.js";
import { byText, wrong } from "./explanations.js";

const file = fileURLToPath(new URL("../../../shared/data/apicurio-json-compatibility.json", import.meta.url));
const present = existsSync(file);
if (!present) console.info(`Skipped: there is no corpus at ${file}.`);

describe.skipIf(!present)("Apicurio's corpus", () => {
  const corpus = present ? readCorpus("apicurio", readFileSync(file, "utf8")) : { pairs: [], skipped: [] };

  test.each([
    ["read as it is meant, with patterns as texts", readings.apicurio, wrong, 140, 282],
    ["read by what patterns match", { formats: "assertion" } as const, [...wrong, ...byText], 136, 277],
  ])("%s", (_, reading, known, pairs, directions) => {
    const result = examine(corpus, reading, 100);
    const told = result.disagreements.map(({ name, direction, verdict, ...rest }) => ({
      name,
      direction,
      verdict,
      ...("counterexample" in rest ? { counterexample: rest.counterexample } : {}),
    }));
    const order = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(order(told)).toEqual(
      order(
        known.map(({ name, direction, verdict, ...rest }) => ({
          name,
          direction,
          verdict,
          ...("counterexample" in rest ? { counterexample: rest.counterexample } : {}),
        })),
      ),
    );
    expect(result).toMatchObject({ pairs: 145, agreeing: pairs, directions: 290, agreeingDirections: directions });
    expect(result.soundness.contradictions).toEqual([]);
    expect(result.soundness.documents).toBeGreaterThan(5_000);
  });

  test("every pair of one label is decided: nothing is unknown", () => {
    const unknown = corpus.pairs.filter((pair: LabelledPair) => {
      const { backward, forward } = compareSchemas(pair.previous, pair.current, readings.apicurio);
      return backward.contained === "unknown" || forward.contained === "unknown";
    });
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });
});

test("every label that is not shared is explained in a sentence", () => {
  for (const { why } of [...wrong, ...byText]) expect(why).toMatch(/^.{40,}\.$/);
});
