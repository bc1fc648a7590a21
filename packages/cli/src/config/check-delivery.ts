// Checks the section `delivery`: what the stream writes and what the tables look for have to be the same.
import { PARTITION_COLUMN, streamPrefix } from "@tracklake/envelope";
import { layoutProblems, type PartitionKey, type TableModelOptions } from "@tracklake/tables";

/** The section as tables take it; nothing where nothing is said. */
export type CheckedDelivery = Pick<TableModelOptions, "keys" | "delivery">;

/** Source: Amazon Athena User Guide, "Supported types for partition projection"; of these `injected` is refused below. */
const types = ["date", "hour", "enum", "integer", "injected"];

/** Checks it. @param timeZone - The lake's. @param say - Takes each problem. */
export function checkDelivery(
  value: unknown,
  timeZone: string | undefined,
  say: (problem: string) => void,
): CheckedDelivery {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    say(`delivery is ${JSON.stringify(value)}; it is an object with prefix, timeZone, keys, queries.`);
    return {};
  }
  const given = value as Record<string, unknown>;
  const { prefix = streamPrefix, timeZone: clock = "UTC", keys = [], queries = {}, ...others } = given;
  for (const key of Object.keys(others)) {
    say(`delivery.${key} is not a key of the configuration; the keys are prefix, timeZone, keys, queries.`);
  }
  if (typeof prefix !== "string" || typeof clock !== "string" || !Array.isArray(keys) || !keys.every(isKey)) {
    say(
      'delivery: prefix and timeZone are texts, keys a list such as [{ name: "tenant", type: "enum", values: ["a", "b"] }]; ' +
        `types are ${types.filter((type) => type !== "injected").join(", ")}.`,
    );
    return {};
  }
  const injected = keys.find(({ type }) => type === "injected");
  if (injected) {
    say(
      `delivery.keys: ${injected.name} is injected, and Athena refuses every query of such a table that names no value of it, ` +
        "as views, curate and verify do not: list its values (enum), or leave it out of the prefix.",
    );
    return {};
  }
  const odd = oddQuery(queries);
  if (odd !== undefined) {
    say(
      `delivery.queries${odd}: it says by key how JQ takes it out of a line, such as { tenant: ".organisation_id" }.`,
    );
    return {};
  }
  const taken = queries as Readonly<Record<string, string>>;
  const delivery = { prefix, timeZone: clock, ...(Object.keys(taken).length === 0 ? {} : { queries: taken }) };
  const dt: PartitionKey = { name: PARTITION_COLUMN, type: "date", from: "2020-01-01" };
  // Without a lake there is a problem already.
  if (timeZone !== undefined) {
    for (const problem of layoutProblems([dt, ...keys], delivery, timeZone)) say(`delivery: ${problem}`);
  }
  return { keys, delivery };
}

/** What is wrong with the queries, as the end of their name; the product's own three are not the user's to say. */
function oddQuery(queries: unknown): string | undefined {
  if (typeof queries !== "object" || queries === null || Array.isArray(queries))
    return ` is ${JSON.stringify(queries)}`;
  const own = ["event_name", "event_major", "event_date"];
  for (const [key, query] of Object.entries(queries)) {
    if (own.includes(key)) return `.${key} is the product's own`;
    if (!/^[a-z][a-z0-9_]*$/.test(key)) return `.${key} is no name in lower_snake`;
    if (typeof query !== "string" || query.trim() === "" || /[\r\n]/.test(query))
      return `.${key} is no expression of a line`;
  }
  return undefined;
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
