// defineEvent and defineContext: what an author writes, checked for shape at once and for meaning by lint.
// TypeBox schemas are kept as they are; model-of.ts turns them into the neutral event model.
import type { Static, TObject } from "@sinclair/typebox";
import { SchemaError } from "./errors.js";
import type { Deprecation } from "./model.js";

/** What an author says of a context. */
export interface ContextOptions<Name extends string, Properties extends TObject> {
  /** Lower_snake, unique among contexts. */
  readonly name: Name;
  readonly description?: string;
  /** The context's fields; their names become columns as they are. */
  readonly properties: Properties;
}

/** A shared group of fields that events list and a request sets once. */
export interface ContextDefinition<Name extends string = string, Properties extends TObject = TObject>
  extends ContextOptions<Name, Properties> {
  readonly kind: "context";
}

/** What an author says of an event. */
export interface EventOptions<
  Name extends string,
  Properties extends TObject,
  Contexts extends readonly ContextDefinition[],
> {
  /** Lower_snake, in the past tense, such as `plan_changed`. */
  readonly name: Name;
  /** The major version: a new one is a new table. @default 1 */
  readonly major?: number;
  /** What happened, for the people who query it. */
  readonly description?: string;
  /** The team that answers for it. @default the configuration's owner */
  readonly owner?: string;
  /** The questions that the event is there for. */
  readonly answers?: readonly string[];
  /** Contexts whose columns the event's table has. */
  readonly contexts?: Contexts;
  /** The event's properties. @default none */
  readonly properties?: Properties;
  /** Days that delivered lines are meant to be kept, from 1: recorded in the history, shown in reviews, and a lifecycle rule of the bucket that `tracklake infra` makes. */
  readonly retention?: number;
  readonly deprecated?: Deprecation;
  /** The day after which the event should be gone, `YYYY-MM-DD`. */
  readonly expires?: string;
  /** Example values of the properties, plain JSON. */
  readonly examples?: readonly unknown[];
}

/** One event as its author defined it. */
export interface EventDefinition<
  Name extends string = string,
  Properties extends TObject = TObject,
  Contexts extends readonly ContextDefinition[] = readonly ContextDefinition[],
> extends Omit<EventOptions<Name, Properties, Contexts>, "properties" | "contexts"> {
  readonly kind: "event";
  readonly major: number;
  readonly contexts: Contexts;
  readonly properties: Properties;
}

/** The TypeScript type of an event's properties. */
export type EventProperties<Event extends { readonly properties: TObject }> = Static<Event["properties"]>;

/**
 * Defines a group of fields that many events share.
 *
 * @throws SchemaError `invalid-definition` when a part has the wrong shape.
 * @example
 * const user = defineContext({ name: "user", properties: Type.Object({ user_id: Type.String() }) });
 */
export function defineContext<const Name extends string, Properties extends TObject>(
  options: ContextOptions<Name, Properties>,
): ContextDefinition<Name, Properties> {
  requireName("context", options);
  requireObject("context", options.name, options.properties);
  return Object.freeze({ kind: "context" as const, ...options });
}

/**
 * Defines one event.
 *
 * @throws SchemaError `invalid-definition` when a part has the wrong shape.
 * @example
 * export default defineEvent({
 *   name: "plan_changed",
 *   description: "An organisation moved to another plan.",
 *   properties: Type.Object({ seats: Type.Integer({ description: "Paid seats." }) }),
 * });
 */
export function defineEvent<
  const Name extends string,
  Properties extends TObject = TObject<Record<never, never>>,
  const Contexts extends readonly ContextDefinition[] = readonly [],
>(options: EventOptions<Name, Properties, Contexts>): EventDefinition<Name, Properties, Contexts> {
  requireName("event", options);
  const { major = 1, contexts = [] as unknown as Contexts, properties = emptyObject as Properties } = options;
  if (!Number.isSafeInteger(major) || major < 1) {
    throw invalid(`event "${options.name}": major is ${String(major)}; it is a whole number from 1.`);
  }
  requireObject("event", options.name, properties);
  if (!Array.isArray(contexts) || !contexts.every(isContextDefinition)) {
    throw invalid(`event "${options.name}": contexts is a list of what defineContext returned.`);
  }
  return Object.freeze({ kind: "event" as const, ...options, major, contexts, properties });
}

/** Whether a value came from {@link defineEvent}. */
export function isEventDefinition(value: unknown): value is EventDefinition {
  return isKind(value, "event");
}

/** Whether a value came from {@link defineContext}. */
export function isContextDefinition(value: unknown): value is ContextDefinition {
  return isKind(value, "context");
}

const emptyObject = { type: "object", properties: {} } as unknown as TObject;

function isKind(value: unknown, kind: "event" | "context"): boolean {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === kind;
}

function requireName(kind: string, options: { readonly name?: unknown }): void {
  if (typeof options !== "object" || options === null) throw invalid(`a definition of an ${kind} is an object.`);
  if (typeof options.name !== "string" || options.name === "") {
    throw invalid(`a definition of an ${kind} has no name; give it one, such as name: "plan_changed".`);
  }
}

function requireObject(kind: string, name: string, properties: unknown): void {
  const object = properties as { type?: unknown; properties?: unknown } | undefined;
  if (object?.type !== "object" || typeof object.properties !== "object") {
    throw invalid(`${kind} "${name}": properties is a Type.Object({ … }).`);
  }
}

function invalid(message: string): SchemaError {
  return new SchemaError("invalid-definition", message);
}
