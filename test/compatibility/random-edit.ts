// Random edits of a model, of the kinds that authors make: one to four, anywhere in it.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import type { Random } from "./random.js";
import { bounds, decimal, enumValues, items, lengths, names, randomField, randomType, some } from "./random-model.js";

/** The model after some edits; no column twice. */
export function edited(r: Random, model: EventModel): EventModel {
  let current = model;
  for (let left = 1 + r.below(r.pick([1, 1, 2, 4])); left > 0; left--) {
    const next = editEvent(r, current);
    if (isSound(next)) current = next;
  }
  return current;
}

function editEvent(r: Random, model: EventModel): EventModel {
  const { contexts, properties } = model;
  switch (r.below(contexts.length > 0 ? 10 : 7)) {
    case 0:
      return {
        ...model,
        contexts: [...contexts, { name: r.pick(["user", "org", "job"]), fields: [randomField(r, r.pick(names))] }],
      };
    case 7:
      return { ...model, contexts: contexts.slice(1) };
    case 8: {
      const [first, ...others] = contexts;
      if (!first) return model;
      return { ...model, contexts: [{ ...first, fields: editFields(r, first.fields) }, ...others] };
    }
    case 9: {
      const [first, ...others] = contexts;
      const [field, ...fields] = first?.fields ?? [];
      if (!first || !field) return model;
      const context = fields.length > 0 ? [{ ...first, fields }] : [];
      return { ...model, contexts: [...context, ...others], properties: [...properties, field] };
    }
    default:
      return { ...model, properties: editFields(r, properties) };
  }
}

function editFields(r: Random, fields: readonly FieldModel[]): FieldModel[] {
  const free = names.filter((name) => !fields.some((field) => field.name === name));
  if (fields.length === 0 || r.once(4)) {
    return free.length === 0 ? [...fields] : [...fields, randomField(r, r.pick(free), 2)];
  }
  const at = r.below(fields.length);
  if (r.once(6)) return fields.filter((_, index) => index !== at);
  return fields.map((field, index) => (index === at ? editField(r, field, free) : field));
}

function editField(r: Random, field: FieldModel, free: readonly string[]): FieldModel {
  switch (r.below(9)) {
    case 0:
      return { ...field, required: !field.required };
    case 1: {
      const { nullable, ...rest } = field;
      return nullable ? rest : { ...field, nullable: true };
    }
    case 2:
      return free.length === 0 ? field : { ...field, name: r.pick(free), renamedFrom: field.name };
    case 3: {
      const { pii, ...rest } = field;
      return pii || field.type.kind !== "string" ? rest : { ...field, pii: "hash" };
    }
    case 4:
      return { ...field, type: randomType(r, 2) };
    default:
      return { ...field, type: editType(r, field.type) };
  }
}

function editType(r: Random, type: TypeModel): TypeModel {
  switch (type.kind) {
    case "struct":
      return { kind: "struct", fields: atLeastOne(editFields(r, type.fields), type.fields) };
    case "array":
      return r.once(2)
        ? { ...type, items: editType(r, type.items) }
        : { kind: "array", items: type.items, ...items(r) };
    case "map":
      return { ...type, values: editType(r, type.values) };
    case "integer":
      return r.once(4) ? { kind: "number", ...bounds(r) } : { kind: "integer", ...bounds(r) };
    case "number":
      return r.once(4) ? { kind: "integer", ...bounds(r) } : { kind: "number", ...bounds(r) };
    case "decimal":
      return r.once(2) ? { ...type, precision: type.precision + 1 + r.below(2) } : decimal(r);
    case "string":
      return r.pick<() => TypeModel>([
        () => ({ kind: "string", ...lengths(r) }),
        () => ({ kind: "enum", values: some(r, enumValues) }),
        () => ({ kind: r.pick(["uuid", "timestamp", "date", "json"] as const) }),
      ])();
    case "enum":
      return r.once(4) ? { kind: "string", ...lengths(r) } : { kind: "enum", values: some(r, enumValues) };
    case "timestamp":
    case "date":
      return r.pick<TypeModel>([{ kind: "timestamp" }, { kind: "date" }, { kind: "string" }]);
    default:
      return randomType(r, 1);
  }
}

function atLeastOne(fields: FieldModel[], otherwise: readonly FieldModel[]): readonly FieldModel[] {
  return fields.length > 0 ? fields : otherwise;
}

function isSound({ contexts, properties }: EventModel): boolean {
  const groups = new Set(contexts.map(({ name }) => name));
  const columns = [...contexts.flatMap(({ fields }) => fields), ...properties].map(({ name }) => name);
  return groups.size === contexts.length && new Set(columns).size === columns.length;
}
