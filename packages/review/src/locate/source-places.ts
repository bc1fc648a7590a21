// Where a path of a finding stands in the sources: the file, line and column of the definition, context or field.
// What is built by code that cannot be followed gets the nearest place above it: a place that is a little off helps too.
import {
  type OutlineKey,
  type OutlineObject,
  objectWithin,
  type SourceOutline,
  sourceOutline,
} from "./source-outline.js";

/** A source as it was read. */
export interface SourceFile {
  /** As findings name it. */
  readonly file: string;
  readonly text: string;
}

/** A place in a source; line and column from 1, columns in UTF-16 units. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Which of several definitions of one name and major is meant. */
export interface WhichDefinition {
  /** The file that it is in. */
  readonly file?: string | undefined;
  /** How many of them stand before it. @default 0 */
  readonly after?: number;
}

/** Finds a path's place, such as `order_placed.items[].price`; `major` tells an event's definitions apart. */
export type FindPlace = (path: string, major?: number, which?: WhichDefinition) => SourcePlace | undefined;

/**
 * Makes the finder for some sources.
 *
 * @example
 * const place = sourcePlaces([{ file: "schemas/a.ts", text: 'defineEvent({ name: "a" })' }]);
 * place("a"); // { file: "schemas/a.ts", line: 1, column: 1 }
 */
export function sourcePlaces(files: readonly SourceFile[]): FindPlace {
  const sources = files.map(source);
  // Most sources do not even hold the name: they are not read any closer, and not searched again for the next finding.
  const holding = new Map<string, readonly Source[]>();
  const sourcesWith = (name: string) => {
    const known = holding.get(name) ?? sources.filter(({ text }) => text.includes(name));
    holding.set(name, known);
    return known;
  };
  return (path, major, { file, after = 0 } = {}) => {
    let left = after;
    const [name = "", ...fields] = path.replaceAll("[]", "").replaceAll("{}", "").split(".");
    for (const source of sourcesWith(name)) {
      if (file !== undefined && source.file !== file) continue;
      for (const definition of source.outline.definitions) {
        if (definition.name !== name || !isMajor(source, definition.object, major)) continue;
        if (left-- > 0) continue;
        const start = definition.object.keys.get("name")?.at ?? definition.at;
        const properties = definition.object.keys.get("properties");
        if (fields.length === 0 || !properties) return placeAt(source, start);
        return fieldPlace(sources, source, properties, fields);
      }
    }
    return undefined;
  };
}

interface Source extends SourceFile {
  readonly outline: SourceOutline;
}

function source({ file, text }: SourceFile): Source {
  let outline: SourceOutline | undefined;
  return {
    file,
    text,
    get outline() {
      outline ??= sourceOutline(text);
      return outline;
    },
  };
}

function isMajor({ outline }: Source, { keys }: OutlineObject, major: number | undefined): boolean {
  if (major === undefined) return true;
  const value = keys.get("major")?.value;
  return (value === undefined ? "1" : outline.tokens[value.from]?.value) === String(major);
}

/** Follows the fields as far as they are written; `key` is what holds the first of them. */
function fieldPlace(all: readonly Source[], source: Source, key: OutlineKey, fields: readonly string[]): SourcePlace {
  let at: Found = { source, key };
  for (const name of fields) {
    const next = keyWithin(all, at, name, 0);
    if (!next) break;
    at = next;
  }
  return placeAt(at.source, at.key.at);
}

interface Found {
  readonly source: Source;
  readonly key: OutlineKey;
}

/** Constants may name each other in a circle. */
const MOST_STEPS = 8;

function keyWithin(all: readonly Source[], { source, key }: Found, name: string, steps: number): Found | undefined {
  if (steps > MOST_STEPS) return undefined;
  const object = objectWithin(source.outline.tokens, key.value);
  const direct = object?.keys.get(name);
  if (direct) return { source, key: direct };
  const { from, to } = key.value;
  const words = source.outline.tokens.slice(from, to).filter(({ kind }) => kind === "word");
  const names = object && object.spread.length > 0 ? object.spread : object ? [] : words.map(({ value }) => value);
  for (const constant of names) {
    const found = constantOf(all, source, constant);
    const within = found && keyWithin(all, found, name, steps + 1);
    if (within) return within;
  }
  return undefined;
}

/** A constant of this source, else of the only other source that has one of the name. */
function constantOf(all: readonly Source[], source: Source, name: string): Found | undefined {
  const own = source.outline.constants.get(name);
  if (own) return { source, key: { at: 0, value: own } };
  const others = all.filter((other) => other.text.includes(name) && other.outline.constants.has(name));
  const [only] = others;
  const value = only?.outline.constants.get(name);
  return only && value && others.length === 1 ? { source: only, key: { at: 0, value } } : undefined;
}

function placeAt({ file, text }: SourceFile, at: number): SourcePlace {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return { file, line, column: at - before.lastIndexOf("\n") };
}
