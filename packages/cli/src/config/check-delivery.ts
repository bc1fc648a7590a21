// Checks the section `delivery`: what the stream writes and what the tables look for have to be the same.
import { PARTITION_COLUMN, streamPrefix } from "@tracklake/envelope";
import { layoutProblems, type PartitionKey, type TableModelOptions } from "@tracklake/tables";

/** The section as tables take it; nothing where nothing is said. */
export type CheckedDelivery = Pick<TableModelOptions, "keys" | "delivery">;

const types = ["date", "hour", "enum", "integer", "injected"];

/** Checks it. @param timeZone - The lake's. @param say - Takes each problem. */
export function checkDelivery(
  value: unknown,
  timeZone: string | undefined,
  say: (problem: string) => void,
): CheckedDelivery {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    say(`delivery is ${JSON.stringify(value)}; it is an object with prefix, timeZone, keys.`);
    return {};
  }
  const { prefix = streamPrefix, timeZone: clock = "UTC", keys = [], ...others } = value as Record<string, unknown>;
  for (const key of Object.keys(others)) {
    say(`delivery.${key} is not a key of the configuration; the keys are prefix, timeZone, keys.`);
  }
  if (typeof prefix !== "string" || typeof clock !== "string" || !Array.isArray(keys) || !keys.every(isKey)) {
    say(
      'delivery: prefix and timeZone are texts, keys a list such as [{ name: "tenant", type: "enum", values: ["a", "b"] }]; ' +
        `types are ${types.join(", ")}.`,
    );
    return {};
  }
  const delivery = { prefix, timeZone: clock };
  const dt: PartitionKey = { name: PARTITION_COLUMN, type: "date", from: "2020-01-01" };
  // Without a lake there is a problem already.
  if (timeZone !== undefined) {
    for (const problem of layoutProblems([dt, ...keys], delivery, timeZone)) say(`delivery: ${problem}`);
  }
  return { keys, delivery };
}

function isKey(value: unknown): value is PartitionKey {
  if (typeof value !== "object" || value === null) return false;
  const { name, type, from, values, range, digits } = value as Record<string, unknown>;
  if (typeof name !== "string" || !types.includes(String(type))) return false;
  if (type === "date" || type === "hour") return typeof from === "string";
  if (type === "enum") return Array.isArray(values) && values.every((one) => typeof one === "string");
  if (type === "injected") return true;
  return Array.isArray(range) && range.length === 2 && (digits === undefined || Number.isInteger(digits));
}
