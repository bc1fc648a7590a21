// The limits of a line that JSON Schema cannot say, in a few plain words of their own: well-formed text, depth, bytes.
// A second telling of what the encoders do, which shares no code with them.
import { lineLimits } from "@tracklake/envelope";
import type { FieldModel, TypeModel } from "@tracklake/schema";
import { protectedText } from "./protected.js";

type Fields = Readonly<Record<string, unknown>>;

/** Bytes of a value's fields as they are written. */
export interface Written {
  /** Of all fields, each with its comma, once the personal ones are protected. */
  readonly bytes: number;
  /** At the end of the personal value that reached farthest while it was still plain. */
  readonly plain: number;
}

/** Whether every text and key of a normalised value has a UTF-8 form. */
export function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && isWellFormed(member));
}

/** Whether no json column of a normalised value nests deeper than it may. */
export function isShallow(type: TypeModel, value: unknown): boolean {
  switch (type.kind) {
    case "json":
      return levels(JSON.parse(value as string)) <= lineLimits.jsonDepth;
    case "struct":
      return type.fields.every(({ name, type: inner }) => {
        const member = ownMember(value as Fields, name);
        return member === undefined || isShallow(inner, member);
      });
    case "array":
      return (value as unknown[]).every((item) => isShallow(type.items, item));
    case "map":
      return Object.values(value as object).every((member) => isShallow(type.values, member));
    default:
      return true;
  }
}

function levels(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levels));
}

/** How many bytes the fields of a normalised value take. */
export function written(fields: readonly FieldModel[], value: Fields, from = 0): Written {
  let [bytes, plain] = [from, 0];
  for (const { name, type, pii } of fields) {
    const member = ownMember(value, name);
    if (member === undefined) continue;
    const key = 1 + size(name) + 1;
    const inner = writtenValue(type, member, pii === undefined ? bytes + key : bytes);
    plain = Math.max(plain, inner.plain);
    if (pii === undefined) bytes = inner.bytes;
    else {
      plain = Math.max(plain, inner.bytes);
      const text = protectedText(pii, member);
      if (text !== undefined) bytes += key + size(text);
    }
  }
  return { bytes, plain };
}

function writtenValue(type: TypeModel, value: unknown, from: number): Written {
  switch (type.kind) {
    case "bigint":
      return { bytes: from + (value as string).length, plain: 0 };
    case "struct":
      return enclosed(written(type.fields, value as Fields, from), from);
    case "array":
      return enclosed(
        inTurn(value as unknown[], from, (item, at) => writtenValue(type.items, item, at + 1)),
        from,
      );
    case "map":
      return enclosed(
        inTurn(Object.entries(value as Fields), from, ([key, item], at) =>
          writtenValue(type.values, item, at + 1 + size(key) + 1),
        ),
        from,
      );
    default:
      return { bytes: from + size(value), plain: 0 };
  }
}

function inTurn<Part>(parts: readonly Part[], from: number, write: (part: Part, at: number) => Written): Written {
  let [bytes, plain] = [from, 0];
  for (const part of parts) {
    const done = write(part, bytes);
    bytes = done.bytes;
    plain = Math.max(plain, done.plain);
  }
  return { bytes, plain };
}

/** The first comma gives way to the opening bracket; of nothing at all there are two brackets. */
function enclosed({ bytes, plain }: Written, from: number): Written {
  return { bytes: Math.max(bytes, from + 1) + 1, plain };
}

/** A property of the value's own. */
export function ownMember(value: Fields, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function size(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
