// One encoder: straight-line code that validates and writes bytes in one pass, a function for each object in it.
// Every refusal is `return REFUSED;`; each field is written with its comma, which an opening bracket then takes.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import { decimalPattern, int64Pattern } from "@tracklake/schema";
import { literal, member } from "../names.js";
import { Source } from "../source.js";
import type { Constants, Helper } from "./constants.js";
import { fixedBytes } from "./fixed-bytes.js";

const REFUSE = "return REFUSED;";

/** Writes the bodies of encoders into a source. */
export class EncoderBody {
  readonly #target: Source;
  readonly #constants: Constants;
  #source = new Source();
  #name = "";
  #variables = 0;
  #fixed = 0;

  constructor(source: Source, constants: Constants) {
    this.#target = source;
    this.#constants = constants;
  }

  /** Adds the functions that encode these fields: those of the objects inside first. */
  function(name: string, comment: string, fields: readonly FieldModel[]): void {
    this.#fixed = 0;
    const body = this.#body(name, () => this.#fields(fields));
    this.#target.add("", `/** ${comment} */`);
    this.#target.block(`function ${name}(value, out) {`, () => {
      this.#target.add(`let at = out.open(${this.#fixed});`, body, "return at;");
    });
  }

  /** A function of its own for an object: engines inline only so much into one. */
  #objectFunction(name: string, fields: readonly FieldModel[]): void {
    const body = this.#body(name, () => this.#fields(fields));
    this.#target.add("");
    this.#target.block(`function ${name}(value, start, out) {`, () => {
      this.#target.add("let at = start;", body, `return ${this.#helper("object")}(out, start, at);`);
    });
  }

  /** What `write` adds, as the text of a function's body. */
  #body(name: string, write: () => void): string {
    const outer = { source: this.#source, name: this.#name, variables: this.#variables };
    this.#source = new Source();
    this.#name = name;
    this.#variables = 0;
    write();
    const body = this.#source.toString().trimEnd();
    this.#source = outer.source;
    this.#name = outer.name;
    this.#variables = outer.variables;
    return body;
  }

  /** Reads the fields of `value`. */
  #fields(fields: readonly FieldModel[]): void {
    this.#refuseIf('typeof value !== "object" || value === null || Array.isArray(value)');
    const always = fields.filter(isAlwaysThere).length;
    this.#source.add(`${always === fields.length ? "const" : "let"} found = ${always};`);
    for (const [index, field] of fields.entries()) this.#field(field, index);
    const known = this.#constants.known(fields.map((field) => field.name));
    this.#source.add(`out.unknown += ${this.#helper("strangers")}(value, found, ${known});`);
  }

  #field(field: FieldModel, index: number): void {
    const value = this.#variable("field");
    const inner = `${this.#name}$${/^[a-z0-9_]+$/.test(field.name) ? field.name : index}`;
    this.#source.add(`const ${value} = ${this.#read(field.name)};`);
    if (isAlwaysThere(field)) {
      if (field.type.kind === "json") this.#refuseIf(`${value} === undefined || ${value} === null`);
      this.#protected(field, value, inner);
      return;
    }
    this.#source.block(`if (${value} !== undefined) {`, () => {
      this.#source.add("found++;");
      this.#source.block(`if (${value} !== null) {`, () => this.#protected(field, value, inner));
    });
  }

  #read(name: string): string {
    if (!(name in Object.prototype)) return member("value", name);
    return `${this.#helper("own")}(value, ${literal(name)})`;
  }

  #protected(field: FieldModel, value: string, inner: string): void {
    const key = `,${JSON.stringify(field.name)}:`;
    if (field.pii === undefined) {
      this.#value(field.type, value, key, inner);
      return;
    }
    const kept = this.#variable("kept");
    this.#source.add(`const ${kept} = at;`);
    this.#value(field.type, value, "", inner);
    this.#endOr(`${this.#helper("erased")}(out, ${kept}, at)`);
    if (field.pii === "drop") return;
    const helper = this.#helper(field.pii === "mask" ? "masked" : "hashed");
    this.#endOr(`${helper}(out, at, ${this.#words(key)}, ${value})`);
  }

  /** Validates a value and writes it, with what stands before it; an object inside by the function `inner`. */
  #value(type: TypeModel, value: string, before: string, inner: string): void {
    this.#fixed += fixedBytes(type);
    switch (type.kind) {
      case "boolean":
        this.#refuseIf(`typeof ${value} !== "boolean"`);
        this.#source.add(
          `at = ${this.#helper("put")}(out, at, ${value} ? ${this.#words(`${before}true`)} : ${this.#words(`${before}false`)});`,
        );
        return;
      case "integer":
        this.#refuseIf([`!Number.isSafeInteger(${value})`, ...outOfBounds(type, value)].join(" || "));
        this.#source.add(`at = ${this.#helper("integer")}(out, at, ${this.#words(before)}, ${value});`);
        return;
      case "number":
        this.#refuseIf([`!Number.isFinite(${value})`, ...outOfBounds(type, value)].join(" || "));
        this.#source.add(`at = ${this.#helper("number")}(out, at, ${this.#words(before)}, ${value});`);
        return;
      case "bigint": {
        const digits = this.#variable("digits");
        this.#source.add(`const ${digits} = typeof ${value} === "bigint" ? ${value}.toString() : ${value};`);
        this.#refuseUnlessMatches(int64Pattern, digits);
        this.#source.add(`at = ${this.#helper("ascii")}(out, at, ${this.#words(before)}, ${digits});`);
        return;
      }
      case "decimal":
        this.#refuseUnlessMatches(decimalPattern(type), value);
        this.#source.add(
          `at = ${this.#helper("ascii")}(out, at, ${this.#words(`${before}"`)}, ${value});`,
          `at = ${this.#put('"')};`,
        );
        return;
      case "uuid":
      case "date":
      case "timestamp":
        this.#refuseUnlessWritten(`${this.#helper(type.kind)}(out, at, ${this.#words(before)}, ${value})`);
        return;
      case "enum": {
        const written = this.#variable("written");
        this.#source.add(`const ${written} = ${this.#constants.texts(type.values, before)}.get(${value});`);
        this.#refuseIf(`${written} === undefined`);
        this.#source.add(`at = ${this.#helper("put")}(out, at, ${written});`);
        this.#fixed += Math.max(...type.values.map((text) => Buffer.byteLength(before + JSON.stringify(text))));
        return;
      }
      case "json": {
        const json = this.#variable("json");
        this.#source.add(`const ${json} = ${this.#helper("jsonText")}(${value});`);
        this.#refuseIf(`${json} === undefined`);
        this.#endOr(`${this.#helper("raw")}(out, at, ${this.#words(before)}, ${json})`);
        return;
      }
      case "string":
        this.#string(type, value);
        this.#endOr(`${this.#helper("text")}(out, at, ${this.#words(before)}, ${value})`);
        return;
      case "struct":
        this.#objectFunction(inner, type.fields);
        this.#endOr(`${inner}(${value}, ${this.#put(before)}, out)`);
        return;
      case "array":
        this.#array(type, value, before, inner);
        return;
      case "map":
        this.#map(type.values, value, before, inner);
        return;
    }
  }

  #string(type: Extract<TypeModel, { kind: "string" }>, value: string): void {
    this.#refuseIf(`typeof ${value} !== "string"`);
    const { minLength = 0, maxLength } = type;
    if (minLength > 0) {
      const few = `${this.#helper("codePoints")}(${value}) < ${minLength}`;
      this.#refuseIf(`${value}.length < ${minLength} || (${value}.length < ${minLength * 2} && ${few})`);
    }
    if (maxLength !== undefined)
      this.#refuseIf(`${value}.length > ${maxLength} && ${this.#helper("codePoints")}(${value}) > ${maxLength}`);
    if (type.pattern !== undefined) this.#refuseIf(`!${this.#constants.pattern(type.pattern)}.test(${value})`);
  }

  #array(type: Extract<TypeModel, { kind: "array" }>, value: string, before: string, inner: string): void {
    const { minItems = 0, maxItems } = type;
    const lengths = [
      minItems > 0 ? [`${value}.length < ${minItems}`] : [],
      maxItems === undefined ? [] : [`${value}.length > ${maxItems}`],
    ];
    this.#refuseIf([`!Array.isArray(${value})`, ...lengths.flat()].join(" || "));
    this.#enclosed("array", before, () => {
      const index = this.#variable("index");
      const item = this.#variable("item");
      this.#source.block(`for (let ${index} = 0; ${index} < ${value}.length; ${index}++) {`, () => {
        this.#stopIfTooLarge();
        this.#source.add(`const ${item} = ${value}[${index}];`);
        this.#value(type.items, item, ",", inner);
      });
    });
  }

  #map(values: TypeModel, value: string, before: string, inner: string): void {
    this.#refuseIf(`typeof ${value} !== "object" || ${value} === null || Array.isArray(${value})`);
    this.#enclosed("object", before, () => {
      const key = this.#variable("key");
      const entry = this.#variable("entry");
      this.#source.block(`for (const ${key} of Object.keys(${value})) {`, () => {
        this.#source.add(
          `const ${entry} = ${value}[${key}];`,
          `if (${entry} === undefined || ${entry} === null) continue;`,
        );
        this.#stopIfTooLarge();
        this.#endOr(`${this.#helper("text")}(out, at, ${this.#words(",")}, ${key})`);
        this.#value(values, entry, ":", inner);
      });
    });
  }

  /** What `body` adds is written in brackets. */
  #enclosed(brackets: "array" | "object", before: string, body: () => void): void {
    const open = this.#variable("open");
    this.#source.add(`const ${open} = ${this.#put(before)};`, `at = ${open};`);
    body();
    this.#source.add(`at = ${this.#helper(brackets)}(out, ${open}, at);`);
  }

  /** An expression that writes a text and is where it ends. */
  #put(text: string): string {
    return text === "" ? "at" : `${this.#helper("put")}(out, at, ${this.#words(text)})`;
  }

  #words(text: string): string {
    this.#fixed += Buffer.byteLength(text);
    return this.#constants.words(text);
  }

  #helper(helper: Helper): Helper {
    this.#constants.use(helper);
    return helper;
  }

  #refuseUnlessMatches(pattern: string, value: string): void {
    this.#refuseIf(`typeof ${value} !== "string" || !${this.#constants.pattern(pattern)}.test(${value})`);
  }

  #refuseUnlessWritten(call: string): void {
    this.#source.add(`at = ${call};`);
    this.#refuseIf("at < 0");
  }

  /** Keeps where a call ended, or returns what it found wrong. */
  #endOr(call: string): void {
    this.#source.add(`at = ${call};`, "if (at < 0) return at;");
  }

  #stopIfTooLarge(): void {
    this.#source.add(`if (at > out.end) return ${this.#helper("TOO_LARGE")};`);
  }

  #refuseIf(condition: string): void {
    this.#constants.use("REFUSED");
    this.#source.add(`if (${condition}) ${REFUSE}`);
  }

  #variable(name: string): string {
    return `${name}${++this.#variables}`;
  }
}

/** Whether a field that is missing, undefined or null refuses the value. */
function isAlwaysThere(field: FieldModel): boolean {
  return field.required && !field.nullable;
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
