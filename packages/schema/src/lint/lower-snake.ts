// Any name as the lower_snake name that is nearest to it, for suggestions.

/**
 * A name in lower_snake.
 *
 * @example
 * lowerSnake("HTTPRequest"); // "http_request"
 */
export function lowerSnake(name: string): string {
  const words =
    name
      .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (_, before = "", next = "", last = "") =>
        last === "" ? `${before}_${next}` : `${last}_`,
      )
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const joined = words.join("_");
  return /^[a-z]/.test(joined) ? joined : `e_${joined || "name"}`;
}
