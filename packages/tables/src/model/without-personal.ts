// Columns without what is personal: fields with `pii` at any depth, and structs of which nothing is left.
import type { HiveField, HiveType } from "./hive-type.js";

/** The fields that are not personal, with the rest of their own fields. */
export function withoutPersonal<F extends HiveField>(fields: readonly F[]): F[] {
  return fields.flatMap((field) => {
    if (field.personal) return [];
    const type = narrowed(field.type);
    return type === undefined ? [] : [{ ...field, type }];
  });
}

function narrowed(type: HiveType): HiveType | undefined {
  switch (type.kind) {
    case "primitive":
      return type;
    case "array": {
      const items = narrowed(type.items);
      return items && { kind: "array", items };
    }
    case "map": {
      const values = narrowed(type.values);
      return values && { kind: "map", keys: type.keys, values };
    }
    case "struct": {
      const fields = withoutPersonal(type.fields);
      return fields.length === 0 ? undefined : { kind: "struct", fields };
    }
  }
}
