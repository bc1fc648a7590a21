// What a dead letter may keep of a refused value: known fields, protected, bounded; of unknown ones name and type.
// Values that hurt (cycles, getters that throw, endless depth) are cut, never followed.
import { lineLimits } from "@tracklake/envelope";
import type { EncodeState, Explainer, FieldShape, Shape } from "../definitions.js";
import { jsonTextOf } from "../encode/json-text.js";
import { mask } from "../encode/mask.js";

/** What is left of a value. */
export interface Redacted {
  readonly known: unknown;
  readonly unknown: readonly { readonly path: string; readonly type: string }[];
  /** Where something known could not be kept as it was; absent when all of it was. */
  readonly cut?: readonly string[];
}

/** Characters of a text that are kept, members of a value that are looked at, and places of cuts that are told. */
const MAX_TEXT = 8_192;
const MAX_MEMBERS = 2_000;
const MAX_CUTS = 50;

/** Redacts a refused value by the shape of its definition; without one nothing of it is known. */
export function redacted(explainer: Explainer | undefined, value: unknown, hash: EncodeState["hash"]): Redacted {
  const redactor = new Redactor(hash);
  if (!explainer) redactor.cut.push("");
  const known = redactor.known(explainer?.shape ?? { struct: {} }, value, "", 0);
  const { unknown, cut } = redactor;
  return cut.length === 0 ? { known, unknown } : { known, unknown, cut };
}

class Redactor {
  readonly unknown: { path: string; type: string }[] = [];
  readonly cut: string[] = [];
  readonly #hash: EncodeState["hash"];
  #members = 0;

  constructor(hash: EncodeState["hash"]) {
    this.#hash = hash;
  }

  known(shape: Shape, value: unknown, path: string, depth: number): unknown {
    if (value === undefined || value === null) return undefined;
    if (depth > lineLimits.depth || this.#members++ > MAX_MEMBERS) return this.#left(path);
    if (shape === "json") return this.#json(value, path);
    const text = textInPlace(value);
    if (text !== undefined) {
      // As text it may fit where the value itself does not: a BigInt's digits are a decimal too.
      if (!fitsAsText(shape, value)) this.#left(path);
      return this.#text(text, path);
    }
    if (typeof value === "number" || typeof value === "boolean") return value;
    if (typeof value !== "object" || typeof shape === "string") return this.#left(path);
    if (!("array" in shape)) return this.#object(shape, value, path, depth);
    if (!Array.isArray(value)) return this.#left(path);
    if (value.length > MAX_MEMBERS) this.#left(path);
    return value
      .slice(0, MAX_MEMBERS)
      .map((item, index) => this.known(shape.array, item, `${path}/${index}`, depth + 1) ?? null);
  }

  #object(
    shape: { struct: Readonly<Record<string, FieldShape>> } | { map: Shape },
    value: object,
    path: string,
    depth: number,
  ): object {
    const kept: Record<string, unknown> = {};
    const own = this.#keysOf(value, path);
    const keys = "map" in shape ? own : [...own, ...this.#others(shape.struct, value, new Set(own))];
    if (keys.length > MAX_MEMBERS) this.#left(path);
    for (const key of keys.slice(0, MAX_MEMBERS)) {
      const at = `${path}/${key.slice(0, 200).toWellFormed()}`;
      const field: FieldShape | undefined = "map" in shape ? { shape: shape.map } : fieldOf(shape.struct, key);
      const member = this.#read(value, key, field ? at : undefined);
      if (!field) this.unknown.push({ path: at, type: typeOf(member) });
      else {
        const safe = this.#protected(field, member, at, depth + 1);
        Object.defineProperty(kept, key, { value: safe, enumerable: true });
      }
    }
    return kept;
  }

  #protected(field: FieldShape, value: unknown, path: string, depth: number): unknown {
    if (field.pii === undefined) return this.known(field.shape, value, path, depth);
    if (value === undefined || value === null || field.pii === "drop") return undefined;
    if (typeof value !== "string") return this.#left(path);
    return field.pii === "mask" ? mask(value) : this.#hash(value.toWellFormed());
  }

  #text(value: string, path: string): string {
    if (value.length > MAX_TEXT || !value.isWellFormed()) this.#left(path);
    return value.slice(0, MAX_TEXT).toWellFormed();
  }

  /** A json column takes anything, so it is kept as the JSON that its line would have held. */
  #json(value: unknown, path: string): unknown {
    const text = jsonTextOf(value);
    if (text === undefined || text.length > MAX_TEXT || !text.isWellFormed()) return this.#left(path);
    return JSON.parse(text) as unknown;
  }

  #keysOf(value: object, path: string): string[] {
    try {
      return Object.keys(value);
    } catch {
      // A proxy that throws has no keys; nothing of it is known.
      this.#left(path);
      return [];
    }
  }

  /** Fields that track reads although they are not among the keys, such as accessors of a class. */
  #others(fields: Readonly<Record<string, FieldShape>>, value: object, keys: ReadonlySet<string>): string[] {
    try {
      return Object.keys(fields).filter((key) => !keys.has(key) && !(key in Object.prototype) && key in value);
    } catch {
      // A proxy that throws, whose keys were not read either.
      return [];
    }
  }

  #read(value: object, key: string, path: string | undefined): unknown {
    try {
      return (value as Record<string, unknown>)[key];
    } catch {
      // A getter that throws has no value; its field is kept as missing.
      if (path !== undefined) this.#left(path);
      return undefined;
    }
  }

  /** Notes that something is not kept, or not as it was: such an event cannot be sent again in silence. */
  #left(path: string): undefined {
    if (this.cut.length < MAX_CUTS) this.cut.push(path);
    return undefined;
  }
}

/** The text that stands for a value that JSON has no word for, or the text that it is. */
function textInPlace(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value))) return String(value);
  if (!(value instanceof Date)) return undefined;
  return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
}

/** Whether a value has its text checked as it would have been itself: a text where it stands for nothing else. */
function fitsAsText(shape: Shape, value: unknown): boolean {
  if (typeof value === "string") return true;
  if (typeof value === "bigint") return shape === "bigint";
  return value instanceof Date && shape === "timestamp";
}

function fieldOf(fields: Readonly<Record<string, FieldShape>>, key: string): FieldShape | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
