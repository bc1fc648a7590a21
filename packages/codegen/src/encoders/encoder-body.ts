// The body of one encoder: straight-line code that validates and writes in one pass.
// Every refusal is `return undefined`; what is appended is the text of the fields, each with its comma.
import {
  datePattern,
  decimalPattern,
  type FieldModel,
  int64Pattern,
  type TypeModel,
  uuidPattern,
} from "@tracklake/schema";
import { literal, member } from "../names.js";
import type { Source } from "../source.js";
import type { Constants } from "./constants.js";

const REFUSE = "return undefined;";

/** Writes the bodies of encoders into a source. */
export class EncoderBody {
  readonly #source: Source;
  readonly #constants: Constants;
  #variables = 0;

  constructor(source: Source, constants: Constants) {
    this.#source = source;
    this.#constants = constants;
  }

  /** Adds a whole function that encodes these fields. */
  function(name: string, fields: readonly FieldModel[]): void {
    this.#variables = 0;
    this.#source.block(`function ${name}(value, state) {`, () => {
      const text = this.#fields(fields, "value");
      this.#source.add(`return ${text};`);
    });
  }

  /** Reads an object's fields; returns the variable that holds their text. */
  #fields(fields: readonly FieldModel[], object: string): string {
    this.#refuseIf(`typeof ${object} !== "object" || ${object} === null || Array.isArray(${object})`);
    const text = this.#variable("text");
    this.#source.add(`let ${text} = "";`);
    for (const field of fields) this.#field(field, object, text);
    const known = this.#constants.known(fields.map((field) => field.name));
    this.#constants.use("unknownKeys");
    this.#source.add(`state.unknown += unknownKeys(${object}, ${known});`);
    return text;
  }

  #field(field: FieldModel, object: string, text: string): void {
    const value = this.#variable("field");
    this.#source.add(`const ${value} = ${this.#read(object, field.name)};`);
    const missing = `${value} === undefined || ${value} === null`;
    if (field.required && !field.nullable) {
      this.#refuseIf(missing);
      this.#written(field, value, text);
    } else {
      this.#source.block(`if (!(${missing})) {`, () => this.#written(field, value, text));
    }
  }

  #read(object: string, name: string): string {
    if (!(name in Object.prototype)) return member(object, name);
    this.#constants.use("own");
    return `own(${object}, ${literal(name)})`;
  }

  #written(field: FieldModel, value: string, text: string): void {
    const expression = this.#value(field.type, value);
    const prefix = literal(`,${JSON.stringify(field.name)}:`);
    switch (field.pii) {
      case undefined:
        this.#source.add(`${text} += ${prefix} + ${expression};`);
        return;
      case "drop":
        return;
      case "mask":
        this.#constants.use("mask", "quote");
        this.#source.add(`${text} += ${prefix} + quote(mask(${value}));`);
        return;
      case "hash": {
        const hash = this.#variable("hash");
        this.#source.add(`const ${hash} = state.hash(${value});`);
        this.#source.add(`if (${hash} !== undefined) ${text} += ${prefix} + JSON.stringify(${hash});`);
      }
    }
  }

  /** Validates a value; returns an expression of its text. */
  #value(type: TypeModel, value: string): string {
    switch (type.kind) {
      case "boolean":
        this.#refuseIf(`typeof ${value} !== "boolean"`);
        return value;
      case "integer":
        this.#refuseIf([`!Number.isSafeInteger(${value})`, ...outOfBounds(type, value)].join(" || "));
        return value;
      case "number":
        this.#refuseIf([`!Number.isFinite(${value})`, ...outOfBounds(type, value)].join(" || "));
        return value;
      case "bigint": {
        const digits = this.#variable("digits");
        this.#source.add(`const ${digits} = typeof ${value} === "bigint" ? ${value}.toString() : ${value};`);
        this.#refuseUnlessMatches(int64Pattern, digits);
        return digits;
      }
      case "decimal":
        return this.#patterned(decimalPattern(type), value);
      case "uuid":
        return this.#patterned(uuidPattern, value);
      case "date":
        return this.#patterned(datePattern, value);
      case "enum":
        return this.#checked(`${this.#constants.texts(type.values)}.get(${value})`);
      case "timestamp":
        this.#constants.use("timestamp");
        return this.#checked(`timestamp(${value})`);
      case "json":
        this.#constants.use("jsonText");
        return this.#checked(`jsonText(${value})`);
      case "string":
        this.#string(type, value);
        this.#constants.use("quote");
        return this.#checked(`quote(${value})`);
      case "struct":
        return `"{" + ${this.#fields(type.fields, value)}.slice(1) + "}"`;
      case "array":
        return this.#array(type, value);
      case "map":
        return this.#map(type.values, value);
    }
  }

  #string(type: Extract<TypeModel, { kind: "string" }>, value: string): void {
    this.#refuseIf(`typeof ${value} !== "string"`);
    const { minLength = 0, maxLength } = type;
    if (minLength > 0) {
      this.#constants.use("codePoints");
      this.#refuseIf(
        `${value}.length < ${minLength} || (${value}.length < ${minLength * 2} && codePoints(${value}) < ${minLength})`,
      );
    }
    if (maxLength !== undefined) {
      this.#constants.use("codePoints");
      this.#refuseIf(`${value}.length > ${maxLength} && codePoints(${value}) > ${maxLength}`);
    }
    if (type.pattern !== undefined) this.#refuseIf(`!${this.#constants.pattern(type.pattern)}.test(${value})`);
  }

  #array(type: Extract<TypeModel, { kind: "array" }>, value: string): string {
    const { minItems = 0, maxItems } = type;
    const lengths = [
      minItems > 0 ? [`${value}.length < ${minItems}`] : [],
      maxItems === undefined ? [] : [`${value}.length > ${maxItems}`],
    ];
    this.#refuseIf([`!Array.isArray(${value})`, ...lengths.flat()].join(" || "));
    const text = this.#variable("items");
    const index = this.#variable("index");
    const item = this.#variable("item");
    this.#source.add(`let ${text} = "";`);
    this.#source.block(`for (let ${index} = 0; ${index} < ${value}.length; ${index}++) {`, () => {
      this.#source.add(`const ${item} = ${value}[${index}];`);
      this.#source.add(`${text} += "," + ${this.#value(type.items, item)};`);
    });
    return `"[" + ${text}.slice(1) + "]"`;
  }

  #map(values: TypeModel, value: string): string {
    this.#constants.use("quote");
    this.#refuseIf(`typeof ${value} !== "object" || ${value} === null || Array.isArray(${value})`);
    const [text, key, entry, quoted] = ["entries", "key", "entry", "quoted"].map((name) => this.#variable(name)) as [
      string,
      string,
      string,
      string,
    ];
    this.#source.add(`let ${text} = "";`);
    this.#source.block(`for (const ${key} of Object.keys(${value})) {`, () => {
      this.#source.add(
        `const ${entry} = ${value}[${key}];`,
        `if (${entry} === undefined || ${entry} === null) continue;`,
      );
      this.#source.add(`const ${quoted} = quote(${key});`);
      this.#refuseIf(`${quoted} === undefined`);
      this.#source.add(`${text} += "," + ${quoted} + ":" + ${this.#value(values, entry)};`);
    });
    return `"{" + ${text}.slice(1) + "}"`;
  }

  /** Text of a fixed form that needs no escaping. */
  #patterned(pattern: string, value: string): string {
    this.#refuseUnlessMatches(pattern, value);
    return `'"' + ${value} + '"'`;
  }

  #refuseUnlessMatches(pattern: string, value: string): void {
    this.#refuseIf(`typeof ${value} !== "string" || !${this.#constants.pattern(pattern)}.test(${value})`);
  }

  /** Keeps the result of a call that is `undefined` for what it refuses. */
  #checked(call: string): string {
    const text = this.#variable("written");
    this.#source.add(`const ${text} = ${call};`);
    this.#refuseIf(`${text} === undefined`);
    return text;
  }

  #refuseIf(condition: string): void {
    this.#source.add(`if (${condition}) ${REFUSE}`);
  }

  #variable(name: string): string {
    return `${name}${++this.#variables}`;
  }
}

function outOfBounds(type: Extract<TypeModel, { kind: "integer" | "number" }>, value: string): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = type;
  return [
    minimum === undefined ? [] : [`${value} < ${minimum}`],
    maximum === undefined ? [] : [`${value} > ${maximum}`],
    exclusiveMinimum === undefined ? [] : [`${value} <= ${exclusiveMinimum}`],
    exclusiveMaximum === undefined ? [] : [`${value} >= ${exclusiveMaximum}`],
  ].flat();
}
