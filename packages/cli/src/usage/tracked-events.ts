// The project's events as code calls them: their methods, and what of them is deprecated.
import { methodName } from "@tracklake/codegen";
import type { DeprecatedField, TrackedEvent } from "@tracklake/review/usage";
import type { FieldModel, LintSubject, TypeModel } from "@tracklake/schema";

/** The events that code may track. */
export function trackedEvents(subjects: readonly LintSubject[]): TrackedEvent[] {
  return subjects.map(({ model, file }) => ({
    name: model.name,
    method: methodName(model.name),
    ...(file === undefined ? {} : { file: file.replaceAll("\\", "/") }),
    ...(model.deprecated === undefined ? {} : { deprecated: model.deprecated }),
    deprecatedFields: deprecatedFields(model.properties, ""),
  }));
}

/** The deprecated fields of contexts, as `<context>.<field>`, each once. */
export function deprecatedContextFields(subjects: readonly LintSubject[]): DeprecatedField[] {
  const fields = subjects.flatMap(({ model }) =>
    model.contexts.flatMap((context) => deprecatedFields(context.fields, `${context.name}.`)),
  );
  return [...new Map(fields.map((field) => [field.path, field])).values()];
}

function deprecatedFields(fields: readonly FieldModel[], prefix: string): DeprecatedField[] {
  return fields.flatMap((field) => {
    const path = `${prefix}${field.name}`;
    const own = field.deprecated === undefined ? [] : [{ path, ...field.deprecated }];
    return [...own, ...within(field.type, path)];
  });
}

function within(type: TypeModel, path: string): DeprecatedField[] {
  if (type.kind === "struct") return deprecatedFields(type.fields, `${path}.`);
  return type.kind === "array" ? within(type.items, `${path}[]`) : [];
}
