// Models cut down to the columns that a change touches: only there can an older revision tell more than the last one did.
// Ten revisions of a thousand events are compared in the time of a few fields.
import type { EventModel, FieldModel } from "@tracklake/schema";
import type { Change } from "./change.js";

/**
 * The columns that changes touch, and those that are tied to them by a rename.
 *
 * @param models - Every model that is compared.
 */
export function touchedColumns(changes: readonly Change[], models: readonly EventModel[]): ReadonlySet<string> {
  const touched = new Set<string>();
  const contexts = new Set<string>();
  for (const { rule, path, was, is } of changes) {
    if (rule === "CONTEXT_ADDED" || rule === "CONTEXT_REMOVED") contexts.add(contextName(is ?? was ?? ""));
    const [, step = ""] = path.split(".");
    touched.add(step.replace(/[[\]{}]+$/, ""));
  }
  for (const model of models) {
    for (const { name, fields } of model.contexts) {
      if (contexts.has(name)) for (const field of fields) touched.add(field.name);
    }
  }
  const fields = models.flatMap(fieldsOf).filter(({ renamedFrom }) => renamedFrom !== undefined);
  // A field may have been renamed more than once.
  for (let size = -1; size !== touched.size; ) {
    size = touched.size;
    for (const { name, renamedFrom = "" } of fields) {
      if (touched.has(name)) touched.add(renamedFrom);
      if (touched.has(renamedFrom)) touched.add(name);
    }
  }
  return touched;
}

/** The model with these columns alone, and without what is said of the event. */
export function narrowed({ name, major, contexts, properties }: EventModel, columns: ReadonlySet<string>): EventModel {
  const kept = (fields: readonly FieldModel[]) => fields.filter((field) => columns.has(field.name));
  return {
    name,
    major,
    contexts: contexts.map((context) => ({ name: context.name, fields: kept(context.fields) })),
    properties: kept(properties),
  };
}

/** The name of a context from the text of its change, `user (id, plan)`. */
export function contextName(text: string): string {
  return text.slice(0, text.indexOf(" ("));
}

function fieldsOf({ contexts, properties }: EventModel): FieldModel[] {
  return [...contexts.flatMap(({ fields }) => fields), ...properties];
}
