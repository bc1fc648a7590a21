// JSON for stdout: like JSON.stringify, but a BigInt keeps all its digits as a number and a Date is its UTC text.
// Keys keep their order.

/**
 * Writes any value as JSON.
 *
 * @param indent - Spaces a level; 0 writes one line.
 * @example
 * jsonText({ n: 9007199254740993n }); // '{"n":9007199254740993}'
 */
export function jsonText(value: unknown, indent = 0): string {
  return write(value, indent, "\n") ?? "null";
}

function write(value: unknown, indent: number, newline: string): string | undefined {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if ("toJSON" in value && typeof value.toJSON === "function") return write(value.toJSON(), indent, newline);
  const inner = newline + " ".repeat(indent);
  if (Array.isArray(value)) {
    return wrap(
      "[]",
      value.map((item) => write(item, indent, inner) ?? "null"),
      indent,
      newline,
    );
  }
  const colon = indent > 0 ? ": " : ":";
  const fields = Object.entries(value).flatMap(([key, field]) => {
    const text = write(field, indent, inner);
    return text === undefined ? [] : [`${JSON.stringify(key)}${colon}${text}`];
  });
  return wrap("{}", fields, indent, newline);
}

function wrap(brackets: string, parts: readonly string[], indent: number, newline: string): string {
  const [open, close] = [brackets.charAt(0), brackets.charAt(1)];
  if (parts.length === 0) return brackets;
  if (indent === 0) return `${open}${parts.join(",")}${close}`;
  const inner = newline + " ".repeat(indent);
  return `${open}${inner}${parts.join(`,${inner}`)}${newline}${close}`;
}
