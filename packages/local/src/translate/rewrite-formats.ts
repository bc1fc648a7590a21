// date_format, date_parse, format_datetime, parse_datetime: their format is translated while the query is,
// so it has to stand in the query as text.

import { type Data, dataOf } from "@tracklake/sql";
import { LocalError } from "../errors.js";
import { raw, render } from "./syntax-tree.js";
import { jodaFormat, mysqlFormat } from "./time-format.js";

const forms: Readonly<Record<string, { read: typeof mysqlFormat; write: (x: string, format: string) => string }>> = {
  date_format: { read: mysqlFormat, write: (x, format) => `strftime(${x}, ${format})` },
  date_parse: { read: mysqlFormat, write: (x, format) => `strptime(${x}, ${format})` },
  format_datetime: { read: jodaFormat, write: (x, format) => `strftime(${x}, ${format})` },
  parse_datetime: { read: jodaFormat, write: (x, format) => `CAST(strptime(${x}, ${format}) AS TIMESTAMPTZ)` },
};

/** The names of the functions that this file answers. */
export const formatFunctions: readonly string[] = Object.keys(forms);

/**
 * What a call of such a function becomes.
 *
 * @throws LocalError `function-not-supported` for a format that is not literal or has unknown letters.
 */
export function formatCall(called: string, args: readonly unknown[]): Data | undefined {
  const form = forms[called];
  const literal = dataOf(args[1], "literal");
  if (form === undefined) return undefined;
  if (args.length !== 2 || literal?.literal_type !== "string" || typeof literal.value !== "string") {
    throw new LocalError("function-not-supported", `The local engine needs the format of ${called} as text: '…'`);
  }
  const format = form.read(literal.value);
  if ("unknown" in format) {
    throw new LocalError("function-not-supported", `The local engine has no ${format.unknown} in formats of ${called}`);
  }
  return raw(form.write(render(args[0]), `'${format.format.replaceAll("'", "''")}'`));
}
