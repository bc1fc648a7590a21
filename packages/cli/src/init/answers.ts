// What init decides: the answers of the person, of the options, or the defaults from package.json and the machine.
// Names are made to fit, since a package may be called anything.
import { isTimeZone } from "@tracklake/envelope";
import { bucketPattern, lakeNamePattern } from "../config/check-config.js";
import { CliError } from "../errors.js";
import type { InitOptions } from "../options.js";

/** What a new configuration says. */
export interface Answers {
  readonly name: string;
  readonly bucket: string;
  readonly timeZone: string;
  readonly owner: string;
}

const MOST_NAME = 40;

/**
 * A lake's name from a package's or a folder's name.
 *
 * @example
 * lakeNameFrom("@acme/Shop-API"); // "shop_api"
 */
export function lakeNameFrom(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/^@[^/]*\//, "");
  const snake = plain.replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "");
  return snake.slice(0, MOST_NAME).replace(/_+$/, "") || "app";
}

/** The bucket that goes with a lake's name. */
export function bucketFrom(lakeName: string): string {
  const fitting = lakeName.replace(/_+/g, "-").slice(0, MOST_NAME);
  return `${fitting.replace(/-+$/, "")}-lake`;
}

/** This machine's time zone, or UTC where it has none that is known by name. */
export function machineTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone && isTimeZone(timeZone) ? timeZone : "UTC";
}

/** The defaults, with the options laid over them. */
export function defaultAnswers(projectName: string, options: InitOptions): Answers {
  const name = options.name ?? lakeNameFrom(projectName);
  return {
    name,
    bucket: options.bucket ?? bucketFrom(lakeNameFrom(name)),
    timeZone: options.timeZone ?? machineTimeZone(),
    owner: options.owner ?? name,
  };
}

/** Why a value cannot be taken, or `undefined`; the same words at a prompt and for an option. */
export const problems: Readonly<Record<keyof Answers, (value: string | undefined) => string | undefined>> = {
  name: (value = "") => (lakeNamePattern.test(value) ? undefined : 'It is lower_snake, such as "acme".'),
  bucket: (value = "") =>
    bucketPattern.test(value) ? undefined : 'It is an S3 bucket\'s name: 3 to 63 of a-z, 0-9, "." and "-".',
  timeZone: (value = "") => (isTimeZone(value) ? undefined : 'It is an IANA time zone, such as "Asia/Tokyo".'),
  owner: (value = "") => (value.trim() !== "" ? undefined : 'It is a team, such as "growth".'),
};

const optionOf: Readonly<Record<keyof Answers, string>> = {
  name: "--name",
  bucket: "--bucket",
  timeZone: "--time-zone",
  owner: "--owner",
};

/**
 * Holds answers to their rules.
 *
 * @throws CliError `wrong-use` for the first that does not fit.
 */
export function checkedAnswers(answers: Answers): Answers {
  for (const key of ["name", "bucket", "timeZone", "owner"] as const) {
    const problem = problems[key](answers[key]);
    if (problem !== undefined) throw new CliError("wrong-use", `${optionOf[key]} is "${answers[key]}". ${problem}`);
  }
  return answers;
}
