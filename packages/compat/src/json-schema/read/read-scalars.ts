// `type`, `enum`, `const`, and what limits numbers and strings.
// 1.0 is an integer: an integer is a number that is a multiple of 1.
import { type Formula, type JsonType, jsonTypes } from "../formula/formula.js";
import { countOf, listOf, numberOf, textOf } from "./keyword-value.js";
import { type Here, InvalidSchema, type Reader } from "./reader.js";

/** The formulas of a schema's scalar keywords. */
export function readScalars(reader: Reader, here: Here): Formula[] {
  return [
    ...readType(reader, here),
    ...readValues(reader, here),
    ...readNumbers(reader, here),
    ...readStrings(reader, here),
  ];
}

function readType({ formulas }: Reader, here: Here): Formula[] {
  if (!Object.hasOwn(here.schema, "type")) return [];
  const { type } = here.schema;
  const names = Array.isArray(type) ? type : [type];
  const plain = names.filter((name) => name !== "integer");
  if (!plain.every((name): name is JsonType => (jsonTypes as readonly unknown[]).includes(name))) {
    throw new InvalidSchema(`${here.place.at}/type`, "type names something else than a JSON type.");
  }
  if (names.length === plain.length || plain.includes("number")) return [formulas.types(plain)];
  const integer = formulas.statement({ kind: "multipleOf", value: 1 });
  // Vacuous for the other types.
  return [formulas.types([...plain, "number"]), integer];
}

function readValues({ formulas }: Reader, here: Here): Formula[] {
  const values = listOf(here, "enum");
  return [
    ...(values ? [formulas.values(values)] : []),
    ...(Object.hasOwn(here.schema, "const") ? [formulas.values([here.schema.const])] : []),
  ];
}

function readNumbers(reader: Reader, here: Here): Formula[] {
  const { formulas } = reader;
  const found: Formula[] = [];
  for (const [kind, exclusiveKeyword] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    const value = numberOf(here, kind);
    // Draft-04 says `true` beside the bound, later drafts give a bound of its own.
    const isFlag = typeof here.schema[exclusiveKeyword] === "boolean" && !reader.since("draft-07");
    if (value !== undefined) {
      found.push(formulas.statement({ kind, value, exclusive: isFlag && here.schema[exclusiveKeyword] === true }));
    }
    const exclusive = isFlag ? undefined : numberOf(here, exclusiveKeyword);
    if (exclusive !== undefined) found.push(formulas.statement({ kind, value: exclusive, exclusive: true }));
  }
  const multiple = numberOf(here, "multipleOf");
  if (multiple !== undefined) {
    if (multiple <= 0) throw new InvalidSchema(`${here.place.at}/multipleOf`, "multipleOf has to be above zero.");
    found.push(formulas.statement({ kind: "multipleOf", value: multiple }));
  }
  return found;
}

function readStrings({ formulas, reading }: Reader, here: Here): Formula[] {
  const found: Formula[] = [];
  for (const kind of ["minLength", "maxLength"] as const) {
    const value = countOf(here, kind);
    if (value !== undefined) found.push(formulas.statement({ kind, value }));
  }
  const source = textOf(here, "pattern");
  if (source !== undefined) found.push(formulas.statement({ kind: "pattern", source, negative: false }));
  if (reading.formats === "annotation") return found;
  for (const keyword of ["format", "contentEncoding", "contentMediaType"]) {
    const name = textOf(here, keyword);
    if (name !== undefined) {
      found.push(formulas.statement({ kind: "label", name: `${keyword} ${name}`, negative: false }));
    }
  }
  return found;
}
