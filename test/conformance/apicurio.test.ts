// The corpus of Apicurio's registry: every label that the checker does not share is written down here, with what decides.
// The corpus is not part of this repository; without it beside the repository these tests are skipped, and say so.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compareSchemas } from "../../packages/compat/src/json-schema/compare-schemas.js";
import { type LabelledPair, readCorpus, readings } from "./corpus.js";
import { type Disagreement, examine } from "./examine.js";

const file = fileURLToPath(new URL("../../../shared/data/apicurio-json-compatibility.json", import.meta.url));
const present = existsSync(file);
if (!present) console.info(`Skipped: there is no corpus at ${file}.`);

type Known = Pick<Disagreement, "name" | "direction" | "verdict"> & {
  readonly why: string;
  readonly counterexample?: unknown;
};

/** Labels that are wrong: a document decides, or it is proven that there is none. */
const wrong: readonly Known[] = [
  ...(["backward", "forward"] as const).map(
    (direction): Known => ({
      name: "Const",
      direction,
      verdict: "contained",
      why: "Both ask for a string that is equal to an array: neither has a document, so each contains the other.",
    }),
  ),
  {
    name: "Complex: anyOf 1",
    direction: "forward",
    verdict: "contained",
    why: "Any string fits the first alternative, and anything else the second: both allow everything.",
  },
  {
    name: "Complex: oneOf 1",
    direction: "backward",
    verdict: "not contained",
    counterexample: "Text 1",
    why: "oneOf is exclusive: a text of six characters fitted one alternative and fits both now.",
  },
  {
    name: "Complex: oneOf 1",
    direction: "forward",
    verdict: "contained",
    why: "What fits exactly one alternative now is a string of more than ten characters, or no string; both did before.",
  },
  {
    name: "Complex: oneOf 3",
    direction: "backward",
    verdict: "not contained",
    counterexample: "a",
    why: "oneOf is exclusive: a short text fits the alternative that was added, too.",
  },
  ...(["backward", "forward"] as const).map(
    (direction): Known => ({
      name: "Conditional: if",
      direction,
      verdict: "contained",
      why: "The value that was added to the condition is none that the property may have.",
    }),
  ),
];

/** Labels that hold for the text of a pattern, and not for what it matches. */
const byText: readonly Known[] = [
  ["String: pattern 1", "forward"],
  ["String: pattern 2", "backward"],
  ["String: pattern 2", "forward"],
  ["Conditional: then", "forward"],
  ["Conditional: else", "forward"],
].map(
  ([name, direction]): Known => ({
    name: name as string,
    direction: direction as Known["direction"],
    verdict: "contained",
    why: "[a-z]* and [A-Z]* are not anchored and may match nothing: they match every text.",
  }),
);

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
