// Names in generated code: methods and types from events, keys and comments from whatever an author wrote.
// Nothing is renamed silently: two events that would share a method are an error.
import { trackerMembers } from "@tracklake/envelope";
import { CodegenError } from "./errors.js";

/**
 * The method of an event: its name in camelCase.
 *
 * @example
 * methodName("plan_changed"); // "planChanged"
 */
export function methodName(event: string): string {
  const [first = "", ...rest] = words(event);
  return first === "" ? event : first.charAt(0).toLowerCase() + first.slice(1) + rest.map(capital).join("");
}

/** The type of an event's properties, such as `PlanChangedProperties`; an identifier for every name. */
export function typeName(event: string, index: number): string {
  const name = words(event).map(capital).join("");
  return `${name === "" ? `Event${index}` : /^[0-9]/.test(name) ? `Event${name}` : name}Properties`;
}

function words(name: string): string[] {
  return name.match(/[A-Za-z0-9]+/g) ?? [];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * Makes sure that every event has a method of its own.
 *
 * @throws CodegenError `method-collision` naming both.
 */
export function requireOwnMethods(events: readonly string[]): void {
  const owners = new Map<string, string>();
  for (const event of events) {
    const method = methodName(event);
    if (trackerMembers.has(method)) throw collision(event, method, "the tracker has a member of this name");
    const other = owners.get(method);
    if (other !== undefined) throw collision(event, method, `so has ${JSON.stringify(other)}`);
    owners.set(method, event);
  }
}

function collision(event: string, method: string, why: string): CodegenError {
  return new CodegenError(
    "method-collision",
    `the event ${JSON.stringify(event)} would have the method ${method}, and ${why}. Rename the event.`,
  );
}

/** A key of an object literal in JavaScript: `__proto__` is computed, since plain it would set the prototype. */
export function objectKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return typeKey(name);
}

/** A key of an object type in TypeScript. */
export function typeKey(name: string): string {
  return isIdentifier(name) ? name : literal(name);
}

/** A property of a variable. */
export function member(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${literal(name)}]`;
}

/** A string literal that is safe in JavaScript and TypeScript sources. */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}
