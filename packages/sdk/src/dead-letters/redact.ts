// What a dead letter may keep of a refused value: known fields, protected, bounded; of unknown ones name and type.
// Values that hurt (cycles, getters that throw, endless depth) are cut, never followed.
import { lineLimits } from "@tracklake/envelope";
import type { EncodeState, Explainer, FieldShape, Shape } from "../definitions.js";
import { mask } from "../encode/mask.js";

/** What is left of a value. */
export interface Redacted {
  readonly known: unknown;
  readonly unknown: readonly { readonly path: string; readonly type: string }[];
}

/** Characters of a text that are kept, and members of a value that are looked at. */
const MAX_TEXT = 8_192;
const MAX_MEMBERS = 2_000;

/** Redacts a refused value by the shape of its definition; without one nothing of it is known. */
export function redacted(explainer: Explainer | undefined, value: unknown, hash: EncodeState["hash"]): Redacted {
  const redactor = new Redactor(hash);
  const known = redactor.known(explainer?.shape ?? { struct: {} }, value, "", 0);
  return { known, unknown: redactor.unknown };
}

class Redactor {
  readonly unknown: { path: string; type: string }[] = [];
  readonly #hash: EncodeState["hash"];
  #members = 0;

  constructor(hash: EncodeState["hash"]) {
    this.#hash = hash;
  }

  known(shape: Shape, value: unknown, path: string, depth: number): unknown {
    if (depth > lineLimits.depth || this.#members++ > MAX_MEMBERS) return undefined;
    if (typeof value === "string") return value.slice(0, MAX_TEXT).toWellFormed();
    if (typeof value === "bigint") return value.toString();
    if (typeof value === "number" || typeof value === "boolean")
      return Number.isFinite(Number(value)) ? value : String(value);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
    if (typeof value !== "object" || value === null) return undefined;
    if (typeof shape === "string") return undefined;
    if ("array" in shape) {
      if (!Array.isArray(value)) return undefined;
      return value
        .slice(0, MAX_MEMBERS)
        .map((item, index) => this.known(shape.array, item, `${path}/${index}`, depth + 1) ?? null);
    }
    return this.#object(shape, value, path, depth);
  }

  #object(
    shape: { struct: Readonly<Record<string, FieldShape>> } | { map: Shape },
    value: object,
    path: string,
    depth: number,
  ): object {
    const kept: Record<string, unknown> = {};
    for (const key of keysOf(value).slice(0, MAX_MEMBERS)) {
      const at = `${path}/${key.slice(0, 200).toWellFormed()}`;
      const member = read(value, key);
      const field: FieldShape | undefined = "map" in shape ? { shape: shape.map } : own(shape.struct, key);
      if (!field) this.unknown.push({ path: at, type: typeOf(member) });
      else Object.defineProperty(kept, key, { value: this.#protected(field, member, at, depth + 1), enumerable: true });
    }
    return kept;
  }

  #protected(field: FieldShape, value: unknown, path: string, depth: number): unknown {
    if (field.pii === undefined) return this.known(field.shape, value, path, depth);
    if (typeof value !== "string" || field.pii === "drop") return undefined;
    return field.pii === "mask" ? mask(value) : this.#hash(value.toWellFormed());
  }
}

function own(fields: Readonly<Record<string, FieldShape>>, key: string): FieldShape | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function keysOf(value: object): string[] {
  try {
    return Object.keys(value);
  } catch {
    // A proxy that throws has no keys; nothing of it is known.
    return [];
  }
}

function read(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    // A getter that throws has no value; its field is kept as missing.
    return undefined;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
