// A document that shows a break: an event that one model accepts, and the other, open to unknown properties, does not.
// The other side is cut down to the changed place, so that the document shows this change and no other.
import {
  contextJsonSchema,
  datePattern,
  type EventModel,
  eventJsonSchema,
  int64Pattern,
  type JsonSchema,
  timestampPattern,
  uuidPattern,
} from "@tracklake/schema";
import type { ErrorObject } from "ajv";
import { isContained } from "./json-schema/is-contained.js";
import { judgeOf } from "./json-schema/judge/judge.js";
import { openSchema } from "./json-schema/open-schema.js";
import { Languages } from "./json-schema/solve/languages.js";
import type { Counterexample, Judgement } from "./judgement.js";
import { onlyAt } from "./only-at.js";
import { siblingPath } from "./sibling-path.js";
import type { Axis } from "./verdict.js";

/** Steps that a search may take: a place's schemas are small, and a report does not wait for a document. */
const STEPS = 100_000;

/**
 * The counterexamples of a judgement, for its breaks of READER and WRITER; none where none could be built.
 *
 * @param before - The model that the change is one from.
 * @param after - The model that it is one to.
 * @returns Documents that ajv confirmed.
 */
export function counterexamplesOf(
  { rule, path, was, verdicts }: Judgement,
  before: EventModel,
  after: EventModel,
): Partial<Record<Axis, Counterexample>> {
  const found: Partial<Record<Axis, Counterexample>> = {};
  const earlier =
    rule === "FIELD_MOVED" && was !== undefined ? was : rule === "FIELD_RENAMED" ? siblingPath(path, was) : path;
  if (verdicts.READER === "break") add("READER", before, after, path);
  if (verdicts.WRITER === "break") add("WRITER", after, before, earlier);
  return found;

  function add(axis: Axis, written: EventModel, read: EventModel, at: string): void {
    const [accepted, wanted] = [schemaOf(written, at), schemaOf(onlyAt(read, at), at)];
    const shown = accepted && wanted && counterexample(accepted, openSchema(wanted), openSchema(schemaOf(read, at)));
    if (shown) found[axis] = shown;
  }
}

function counterexample(accepted: JsonSchema, place: unknown, whole: unknown): Counterexample | undefined {
  const answer = isContained(accepted, place, { steps: STEPS, reasons: 1 });
  if (answer.contained !== false || answer.counterexample === undefined) return undefined;
  const document = answer.counterexample;
  const languages = new Languages();
  const judge = (schema: unknown) => judgeOf(schema, "2020-12", { formats: "annotation", languages });
  if (judge(accepted)?.isValid(document) !== true || judge(whole)?.isValid(document) !== false) return undefined;
  const [error] = judge(place)?.errorsOf(document) ?? [];
  if (!error) return undefined;
  return { document, why: `${error.instancePath || "/"} ${wording(error)}` };
}

/** Patterns that everybody knows by another name. */
const known: ReadonlyMap<unknown, string> = new Map([
  [uuidPattern, "must be a UUID"],
  [datePattern, "must be a date, YYYY-MM-DD"],
  [timestampPattern, "must be a timestamp, YYYY-MM-DD HH:MM:SS.SSS"],
  [int64Pattern, "must be a 64-bit integer"],
]);

function wording({ keyword, params, message = "is refused" }: ErrorObject): string {
  if (keyword === "enum") return `must be one of ${JSON.stringify(params.allowedValues)}`;
  return known.get(params.pattern) ?? message;
}

/** The schema of the event's properties, or of the context that a path begins with; closed, as models are. */
function schemaOf(model: EventModel, path: string): JsonSchema | undefined {
  const group = path.slice(0, path.indexOf("."));
  if (group === model.name) return eventJsonSchema(model);
  const context = model.contexts.find(({ name }) => name === group);
  return context && contextJsonSchema(context);
}
