// Corpora of labelled pairs of JSON Schemas, made by others, in the two forms that are published.
// Apicurio labels both directions at once; Confluent says only whether readers of the new schema read what is old.
import type { ComparisonOptions, CompatibilityLabel } from "../../packages/compat/src/json-schema/compare-schemas.js";

/** The forms that are read. */
export const formats = ["apicurio", "confluent"] as const;

/** One of them. */
export type Format = (typeof formats)[number];

/** A pair with what its corpus says of it; a direction that it says nothing of is left out. */
export interface LabelledPair {
  readonly name: string;
  readonly previous: unknown;
  readonly current: unknown;
  /** The corpus's own word. */
  readonly label: string;
  readonly backward: boolean;
  readonly forward?: boolean;
}

/** What of a corpus is a question of schemas. */
export interface Corpus {
  readonly pairs: readonly LabelledPair[];
  /** Names of pairs that are labelled by something else than their schemas, such as metadata of a registry. */
  readonly skipped: readonly string[];
}

/**
 * How each corpus reads schemas: Apicurio takes formats and encodings for assertions, and compares patterns and these by
 * their text; Confluent says nothing of them.
 */
export const readings: Readonly<Record<Format, ComparisonOptions>> = {
  apicurio: { formats: "assertion", patterns: "text" },
  confluent: { formats: "annotation", patterns: "language" },
};

/** Reads a corpus. */
export function readCorpus(format: Format, text: string): Corpus {
  return format === "apicurio" ? readApicurio(JSON.parse(text)) : readConfluent(JSON.parse(text));
}

interface ApicurioTest {
  readonly id: string;
  readonly enabled: boolean;
  readonly original: unknown;
  readonly updated: unknown;
  readonly compatibility: CompatibilityLabel;
}

function readApicurio({ tests }: { tests: readonly ApicurioTest[] }): Corpus {
  const pairs = tests.filter(({ enabled }) => enabled);
  return {
    pairs: pairs.map(({ id, original, updated, compatibility }) => ({
      name: id,
      previous: original,
      current: updated,
      label: compatibility,
      backward: compatibility === "backward" || compatibility === "both",
      forward: compatibility === "forward" || compatibility === "both",
    })),
    skipped: tests.filter(({ enabled }) => !enabled).map(({ id }) => id),
  };
}

interface ConfluentTest {
  readonly description: string;
  readonly original_schema: unknown;
  readonly update_schema: unknown;
  readonly compatible: boolean;
  readonly original_metadata?: unknown;
  readonly update_metadata?: unknown;
}

function readConfluent(tests: readonly ConfluentTest[]): Corpus {
  const isBySchemas = (one: ConfluentTest) => !one.original_metadata && !one.update_metadata;
  return {
    pairs: tests.filter(isBySchemas).map((one) => ({
      name: one.description.trim(),
      previous: one.original_schema,
      current: one.update_schema,
      label: one.compatible ? "compatible" : "incompatible",
      backward: one.compatible,
    })),
    skipped: tests.filter((one) => !isBySchemas(one)).map(({ description }) => description.trim()),
  };
}
