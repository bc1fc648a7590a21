// A table's row as the public view shows it: structs flattened, and a row for each element of an array of structs.
import type { FieldModel, TypeModel } from "@tracklake/schema";

type Row = Readonly<Record<string, unknown>>;

/** The columns of the view. */
export function flatRow(fields: readonly FieldModel[], row: Row, prefix = ""): Record<string, unknown> {
  return Object.assign(
    {},
    ...fields.map(({ name, type }) => {
      const value = row[name] ?? null;
      return type.kind === "struct"
        ? flatRow(type.fields, (value ?? {}) as Row, `${prefix}${name}__`)
        : { [`${prefix}${name}`]: value };
    }),
  );
}

/** An array of structs that lies in no other one. */
export interface TopArray {
  /** Flattened, as the view's name has it. */
  readonly name: string;
  readonly path: readonly string[];
  readonly fields: readonly FieldModel[];
}

/** The arrays of structs of an event, those within elements aside. */
export function topArrays(fields: readonly FieldModel[], path: readonly string[] = []): TopArray[] {
  return fields.flatMap(({ name, type }) => {
    const here = [...path, name];
    if (type.kind === "struct") return topArrays(type.fields, here);
    const inner = elementFields(type);
    return inner ? [{ name: here.join("__"), path: here, fields: inner }] : [];
  });
}

/** The rows of an element view, without the columns of the event. */
export function elementRows({ path, fields }: TopArray, row: Row): Record<string, unknown>[] {
  const array = path.reduce<unknown>((value, name) => (value as Row | null)?.[name] ?? null, row) as Row[] | null;
  return (array ?? []).map((element, index) => ({ position: String(index + 1), ...flatRow(fields, element) }));
}

function elementFields(type: TypeModel): readonly FieldModel[] | undefined {
  return type.kind === "array" && type.items.kind === "struct" ? type.items.fields : undefined;
}
