// The path of a field beside another one: where a renamed field was.

/**
 * The path of the field of a name that lies beside another one.
 *
 * @param path - Such as `order_placed.items[].price`, or `price` alone.
 * @example
 * siblingPath("order_placed.items[].price", "cost"); // "order_placed.items[].cost"
 */
export function siblingPath(path: string, name = ""): string {
  return path.slice(0, path.lastIndexOf(".") + 1) + name;
}
