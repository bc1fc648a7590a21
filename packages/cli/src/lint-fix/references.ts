// What speaks of a name that a fix would change: replacedBy, the keys of examples, lint.ignore.
// Which of them mean the name is the author's to say, so the finding is left where there is one.
import type { EventModel, FieldModel, Fix, LintSubject, TypeModel } from "@tracklake/schema";

/**
 * Why a name is not changed: what speaks of it, and in which file.
 *
 * @param ignore - The entries of `lint.ignore`.
 */
export function referenceTo(fix: Fix, subjects: readonly LintSubject[], ignore: readonly string[]): string | undefined {
  if (fix.kind !== "rename-event" && fix.kind !== "rename-field") return undefined;
  const { path } = fix;
  const name = path.split(".").at(-1) ?? path;
  const entry = ignore.find((text) => isWithin(text.slice(text.indexOf("@") + 1), path));
  if (entry !== undefined) return `lint.ignore speaks of it ("${entry}"); rename both by hand`;
  for (const { model, file } of subjects) {
    const isField = fix.kind === "rename-field";
    // A field of a context is one of every event that lists it.
    if (isField && !isWithin(path, model.name) && !model.contexts.some((context) => isWithin(path, context.name)))
      continue;
    const what = isField ? fieldReference(model, name, path) : eventReference(model, name);
    if (what !== undefined) return `${what} in ${file ?? model.name} names it; rename both by hand`;
  }
  return undefined;
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && /^([.[{]|$)/.test(path.slice(outer.length));
}

function eventReference(model: EventModel, name: string): string | undefined {
  const isNamed = (text: string | undefined) => text !== undefined && isWithin(text.replace(/_v\d+(?=\.|$)/, ""), name);
  const field = fieldsOf(model).some(({ deprecated }) => isNamed(deprecated?.replacedBy));
  return field || isNamed(model.deprecated?.replacedBy) ? "replacedBy" : undefined;
}

function fieldReference(model: EventModel, name: string, path: string): string | undefined {
  const fields = fieldsOf(model);
  const isNamed = (text = "") => isWithin(text, path) || text.split(/[.[\]{}]+/).includes(name);
  if (fields.some(({ deprecated }) => isNamed(deprecated?.replacedBy))) return "replacedBy";
  return hasKey([model.examples, ...fields.map(({ examples }) => examples)], name) ? "an example" : undefined;
}

function fieldsOf({ contexts, properties }: EventModel): FieldModel[] {
  return [...contexts.flatMap(({ fields }) => fields), ...properties].flatMap((field) => [
    field,
    ...inside(field.type),
  ]);
}

function inside(type: TypeModel): FieldModel[] {
  if (type.kind === "array") return inside(type.items);
  if (type.kind === "map") return inside(type.values);
  return type.kind === "struct" ? type.fields.flatMap((field) => [field, ...inside(field.type)]) : [];
}

function hasKey(value: unknown, key: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  return (!Array.isArray(value) && Object.hasOwn(value, key)) || Object.values(value).some((held) => hasKey(held, key));
}
