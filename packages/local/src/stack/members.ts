// Reads the members of a request: the wrong JSON type is a SerializationException, a broken limit a ValidationException.
// A member that is null counts as absent, as in the services' own parsers.
import { constraint, ServiceFault } from "./service-fault.js";

/** A JSON object of a request. */
export type Members = Readonly<Record<string, unknown>>;

/** Bounds of a text: least and greatest length in characters, and a pattern that it satisfies as a whole. */
export interface TextBounds {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

/** A member that may be absent. Own members alone count. */
export function member(members: Members, name: string): unknown {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  return value === null ? undefined : value;
}

/** An optional text. */
export function text(members: Members, name: string, bounds: TextBounds = {}, path = name): string | undefined {
  const value = member(members, name);
  return value === undefined ? undefined : checkText(value, bounds, path);
}

/** A text that must be there. */
export function requiredText(members: Members, name: string, bounds: TextBounds = {}, path = name): string {
  return text(members, name, bounds, path) ?? missing(path);
}

/** Refuses a value that is no text within the bounds. */
export function checkText(value: unknown, { min = 0, max, pattern }: TextBounds, path: string): string {
  if (typeof value !== "string") throw wrongType(path, "a string");
  const length = [...value].length;
  if (length < min) throw constraint(path, `have length greater than or equal to ${min}`);
  if (max !== undefined && length > max) throw constraint(path, `have length less than or equal to ${max}`);
  if (pattern && !pattern.test(value)) throw constraint(path, `satisfy regular expression pattern: ${pattern.source}`);
  return value;
}

/** An optional whole number between two bounds. */
export function integer(members: Members, name: string, min: number, max: number, path = name): number | undefined {
  const value = member(members, name);
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) throw wrongType(path, "an integer");
  if (value < min) throw constraint(path, `have value greater than or equal to ${min}`);
  if (value > max) throw constraint(path, `have value less than or equal to ${max}`);
  return value;
}

/** An optional boolean. */
export function flag(members: Members, name: string, path = name): boolean | undefined {
  const value = member(members, name);
  if (value !== undefined && typeof value !== "boolean") throw wrongType(path, "a boolean");
  return value;
}

/** An optional structure. */
export function structure(members: Members, name: string, path = name): Members | undefined {
  const value = member(members, name);
  return value === undefined ? undefined : asStructure(value, path);
}

/** A structure that must be there. */
export function requiredStructure(members: Members, name: string, path = name): Members {
  return structure(members, name, path) ?? missing(path);
}

/** Refuses a value that is no JSON object. */
export function asStructure(value: unknown, path: string): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(path, "a structure");
  return value as Members;
}

/** An optional list. */
export function list(members: Members, name: string, path = name): readonly unknown[] | undefined {
  const value = member(members, name);
  if (value !== undefined && !Array.isArray(value)) throw wrongType(path, "a list");
  return value;
}

/** Refuses: a member that must be there is not. */
export function missing(path: string): never {
  throw constraint(path, "not be null");
}

function wrongType(path: string, wanted: string): ServiceFault {
  return new ServiceFault("SerializationException", `The member '${path}' must be ${wanted}`);
}
