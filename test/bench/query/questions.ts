// The questions of the query benchmark: the same one of raw text, of typed lines and of Parquet.

/** One question. */
export interface Question {
  readonly name: string;
  /** Of typed columns, in a table. */
  typed(table: string): string;
  /** Of the line as text. @param get - Reads a path of the text as text. */
  raw(table: string, get: (path: string) => string): string;
  /** The top-level columns that it reads. */
  readonly columns: readonly string[];
}

/** The questions. @param day - One of the days. */
export function questions(day: string): Question[] {
  return [
    {
      name: "sales by country and channel, one day",
      columns: ["total", "channel", "customer"],
      typed: (table) =>
        `SELECT customer.country AS country, channel, count(*) AS orders, sum(total) AS sales FROM ${table} WHERE dt = '${day}' GROUP BY 1, 2 ORDER BY 1, 2`,
      raw: (table, get) =>
        `SELECT ${get("customer.country")} AS country, ${get("channel")} AS channel, count(*) AS orders, sum(CAST(${get("total")} AS bigint)) AS sales FROM ${table} WHERE dt = '${day}' GROUP BY 1, 2 ORDER BY 1, 2`,
    },
    {
      name: "sales by day and currency, all days",
      columns: ["total", "currency"],
      typed: (table) =>
        `SELECT dt, currency, count(*) AS orders, sum(total) AS sales FROM ${table} GROUP BY 1, 2 ORDER BY 1, 2`,
      raw: (table, get) =>
        `SELECT dt, ${get("currency")} AS currency, count(*) AS orders, sum(CAST(${get("total")} AS bigint)) AS sales FROM ${table} GROUP BY 1, 2 ORDER BY 1, 2`,
    },
    {
      name: "paid orders over 80,000, all days",
      columns: ["total", "paid"],
      typed: (table) => `SELECT count(*) AS orders FROM ${table} WHERE paid AND total > 80000`,
      raw: (table, get) =>
        `SELECT count(*) AS orders FROM ${table} WHERE ${get("paid")} = 'true' AND CAST(${get("total")} AS bigint) > 80000`,
    },
  ];
}
