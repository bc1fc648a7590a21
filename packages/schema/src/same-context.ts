// Whether two contexts of one name are one definition: the same fields with the same meaning, in any order.
// History keeps fields in the order of their first publication, which is each event's own.
import { canonicalJson } from "./canonical-json.js";
import type { ContextModel, FieldModel, TypeModel } from "./model.js";

/**
 * Where two contexts differ, or `undefined` when they are the same whatever the order of their fields.
 *
 * @returns The path of the first field that differs, such as `user.plan`; the context's name when its description does.
 */
export function contextDifference(a: ContextModel, b: ContextModel): string | undefined {
  const [ours, theirs] = [textsOf(a), textsOf(b)];
  const differing = [...new Set([...ours.keys(), ...theirs.keys()])].find(
    (name) => ours.get(name) !== theirs.get(name),
  );
  if (differing !== undefined) return `${a.name}.${differing}`;
  return a.description === b.description ? undefined : a.name;
}

/** Models are frozen by convention, and a context is compared with that of every other event. */
const known = new WeakMap<ContextModel, ReadonlyMap<string, string>>();

function textsOf(context: ContextModel): ReadonlyMap<string, string> {
  const before = known.get(context);
  if (before) return before;
  const texts = new Map(context.fields.map((field) => [field.name, canonicalJson(inNameOrder(field))]));
  known.set(context, texts);
  return texts;
}

function inNameOrder(field: FieldModel): FieldModel {
  return { ...field, type: typeInNameOrder(field.type) };
}

function typeInNameOrder(type: TypeModel): TypeModel {
  if (type.kind === "array") return { ...type, items: typeInNameOrder(type.items) };
  if (type.kind === "map") return { ...type, values: typeInNameOrder(type.values) };
  if (type.kind !== "struct") return type;
  return { ...type, fields: type.fields.map(inNameOrder).sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
