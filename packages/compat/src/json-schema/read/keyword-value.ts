// The values of keywords, checked: a minimum is a number, a list of names is a list of texts.
// A schema whose keyword holds something else is invalid, and nothing is decided about it.
import { type Here, InvalidSchema } from "./reader.js";

/** A keyword's number, if it is there. */
export function numberOf(here: Here, keyword: string): number | undefined {
  return checked(here, keyword, "a number", (value) => typeof value === "number" && Number.isFinite(value));
}

/** A keyword's count, if it is there. */
export function countOf(here: Here, keyword: string): number | undefined {
  return checked(
    here,
    keyword,
    "a whole number, zero or more",
    (value) => Number.isInteger(value) && Number(value) >= 0,
  );
}

/** A keyword's text, if it is there. */
export function textOf(here: Here, keyword: string): string | undefined {
  return checked(here, keyword, "a text", (value) => typeof value === "string");
}

/** A keyword's list, if it is there. */
export function listOf<Item = unknown>(here: Here, keyword: string): readonly Item[] | undefined {
  return checked(here, keyword, "a list", Array.isArray);
}

/** A keyword's list of names, if it is there. */
export function namesOf(here: Here, keyword: string): readonly string[] | undefined {
  return checked(
    here,
    keyword,
    "a list of names",
    (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
  );
}

/** A keyword's names and what they stand for, if it is there. */
export function mapOf(here: Here, keyword: string): Readonly<Record<string, unknown>> | undefined {
  return checked(
    here,
    keyword,
    "an object",
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  );
}

function checked<Value>(
  here: Here,
  keyword: string,
  wanted: string,
  fits: (value: unknown) => boolean,
): Value | undefined {
  if (!Object.hasOwn(here.schema, keyword)) return undefined;
  const value = here.schema[keyword];
  if (fits(value)) return value as Value;
  throw new InvalidSchema(`${here.place.at}/${keyword}`, `${keyword} has to be ${wanted}.`);
}
