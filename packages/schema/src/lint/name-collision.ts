// Two names that would meet in one place: equal but for case, equal as columns, or equal after flattening.
// The view flattens structs as <struct>__<field>, and each array of structs has a view <event>__<array>.
import type { EventModel, FieldModel, TypeModel } from "../model.js";
import { allFields, topFields } from "./fields.js";
import { oncePerRun } from "./once.js";
import type { LintRule, LintScope, LintSubject, Remark } from "./rule.js";

/** `name-collision` */
export const nameCollision: LintRule = {
  id: "name-collision",
  purpose: "No two names meet, whatever their case, as columns, in a struct, or after flattening.",
  essential: true,
  severity: () => "error",
  check(model, scope) {
    return [...sameColumn(model), ...sameInStruct(model), ...flattened(model), ...sameEvent(model, scope)];
  },
};

function repeated(names: readonly { name: string; path: string }[], where: string): Remark[] {
  const first = new Map<string, string>();
  return names.flatMap(({ name, path }) => {
    const key = name.toLowerCase();
    const before = first.get(key);
    if (before === undefined) first.set(key, path);
    return before === undefined
      ? []
      : [{ path, message: `it meets ${before} ${where} as "${key}".`, suggestion: "Rename one of the two." }];
  });
}

function sameColumn(model: EventModel): Remark[] {
  return repeated(
    topFields(model).map(({ field, path }) => ({ name: field.name, path })),
    "in the table",
  );
}

function sameInStruct(model: EventModel): Remark[] {
  return allFields(model).flatMap(({ field, path }) => {
    const struct = structOf(field.type);
    return struct
      ? repeated(
          struct.map(({ name }) => ({ name, path: `${path}.${name}` })),
          "in the struct",
        )
      : [];
  });
}

function flattened(model: EventModel): Remark[] {
  const plain = new Set(topFields(model).map(({ field }) => field.name.toLowerCase()));
  const leaves = topFields(model)
    .flatMap(({ field, path }) => leavesOf(field, field.name, path))
    .filter(({ depth }) => depth > 0);
  const taken = leaves.filter(({ name }) => plain.has(name.toLowerCase()));
  return [
    ...taken.map(({ name, path }) => ({
      path,
      message: `flattened it is the column "${name}", which is there already.`,
      suggestion: "Rename one of the two.",
    })),
    ...repeated(leaves, "in the view"),
  ];
}

function leavesOf(
  field: FieldModel,
  name: string,
  path: string,
  depth = 0,
): { name: string; path: string; depth: number }[] {
  if (field.type.kind !== "struct") return [{ name, path, depth }];
  return field.type.fields.flatMap((inner) =>
    leavesOf(inner, `${name}__${inner.name}`, `${path}.${inner.name}`, depth + 1),
  );
}

function structOf(type: TypeModel): readonly FieldModel[] | undefined {
  if (type.kind === "struct") return type.fields;
  if (type.kind === "array") return structOf(type.items);
  return type.kind === "map" ? structOf(type.values) : undefined;
}

/** Events by what their methods are called, in the run's order. */
const byMethod = oncePerRun(({ all }) => {
  const found = new Map<string, LintSubject[]>();
  for (const subject of all) {
    const key = methodKey(subject.model.name);
    const known = found.get(key);
    if (known) known.push(subject);
    else found.set(key, [subject]);
  }
  return found;
});

/** The same name and major twice, or two names whose generated methods would be one. */
function sameEvent(model: EventModel, scope: LintScope): Remark[] {
  const alike = byMethod(scope).get(methodKey(model.name)) ?? [];
  const before = alike.slice(
    0,
    alike.findIndex((subject) => subject.model === model),
  );
  return before.flatMap(({ model: other, file }) => {
    if (other.name === model.name && other.major === model.major) {
      return [
        {
          path: model.name,
          other: file,
          message: `"${model.name}" is defined twice with major ${model.major}.`,
          suggestion: "Remove one, or give the newer one the next major.",
        },
      ];
    }
    if (other.name === model.name) return [];
    return [
      {
        path: model.name,
        other: file,
        message: `its method has the same name as that of "${other.name}".`,
        suggestion: "Rename one of the two events.",
      },
    ];
  });
}

function methodKey(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
