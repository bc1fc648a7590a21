// What an author says of a field beside its type: description, protection, unit, deprecation, former name, examples.
// A value of the wrong shape is a finding: a misspelt protection must not go by in silence.
import type { Finding } from "./finding.js";
import { isRecord, keywordsOf } from "./keywords.js";
import { unmapped } from "./lint/unmapped.js";
import type { Deprecation, FieldModel } from "./model.js";

type Metadata = Omit<FieldModel, "name" | "type" | "required" | "nullable">;

const shapes: {
  [Key in Exclude<keyof Metadata, "personal">]-?: { read(value: unknown): Metadata[Key] | undefined; want: string };
} = {
  description: { read: text, want: "a text" },
  pii: {
    read: (value) => (value === "drop" || value === "hash" || value === "mask" ? value : undefined),
    want: '"drop", "hash" or "mask", or false where it is not personal',
  },
  unit: { read: text, want: 'a text such as "ms"' },
  deprecated: { read: deprecation, want: "{ reason, replacedBy? }" },
  renamedFrom: { read: text, want: "the property's former name" },
  examples: { read: (value) => (Array.isArray(value) ? value : undefined), want: "a list" },
};

/** The metadata of a field's schema; the branch of a nullable union is read too. */
export function fieldMetadata(schema: Record<string, unknown>, path: string, findings: Finding[]): Metadata {
  const said: Record<string, unknown> = { ...nullableBranch(schema), ...schema };
  const metadata: Record<string, unknown> = {};
  // In the model a protection is a mode or nothing; that there is nothing to protect is a word of its own.
  if (said.pii === false) {
    metadata.personal = false;
    said.pii = undefined;
  }
  for (const [key, { read, want }] of Object.entries(shapes)) {
    if (said[key] === undefined) continue;
    const value = read(said[key]);
    if (value !== undefined) metadata[key] = value;
    else
      findings.push(
        unmapped("unsupported-keyword", path, `"${key}" is ${JSON.stringify(said[key])}.`, `"${key}" is ${want}.`),
      );
  }
  return metadata;
}

function nullableBranch({ anyOf }: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(anyOf)) return {};
  const [branch, ...others] = anyOf.map(keywordsOf).filter((candidate) => candidate.type !== "null");
  return branch && others.length === 0 ? branch : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function deprecation(value: unknown): Deprecation | undefined {
  if (value === true) return { reason: "Not to be used any more." };
  if (!isRecord(value) || typeof value.reason !== "string") return undefined;
  return { reason: value.reason, ...(typeof value.replacedBy === "string" ? { replacedBy: value.replacedBy } : {}) };
}
