// A value of Trino's answer by its type: rows get their field names back, what JSON cannot hold exactly is text.

/** A type as Trino's REST API describes it. */
export interface TypeSignature {
  readonly rawType: string;
  readonly arguments: readonly { readonly kind: string; readonly value: unknown }[];
}

interface NamedType {
  readonly fieldName?: { readonly name: string };
  readonly typeSignature: TypeSignature;
}

/** bigint and decimal as text, array as array, map and row as objects; anything else as JSON has it. */
export function plainValue(value: unknown, type: TypeSignature): unknown {
  if (value === null || value === undefined) return null;
  switch (type.rawType) {
    case "bigint":
      return String(value);
    case "array":
      return (value as unknown[]).map((item) => plainValue(item, argument(type, 0)));
    case "map":
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainValue(item, argument(type, 1))]));
    case "row":
      return Object.fromEntries(
        type.arguments.map(({ value: named }, index) => {
          const { fieldName, typeSignature } = named as NamedType;
          return [fieldName?.name ?? `field${index}`, plainValue((value as unknown[])[index], typeSignature)];
        }),
      );
    default:
      return value;
  }
}

function argument(type: TypeSignature, index: number): TypeSignature {
  return type.arguments[index]?.value as TypeSignature;
}
