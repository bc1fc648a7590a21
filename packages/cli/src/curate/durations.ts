// Durations as options take them, and days of a lake counted back.
import { lakeDate } from "@tracklake/envelope";
import { InvalidArgumentError } from "commander";

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `3d`, `24h`, `90m` as milliseconds. @param least - Of these, `0m` where none is asked for. */
export function duration(least: string = "0m"): (text: string) => number {
  return (text) => {
    const milliseconds = read(text);
    if (milliseconds !== undefined && milliseconds >= (read(least) ?? 0)) return milliseconds;
    const bound = read(least) ? ` of at least ${least}` : "";
    throw new InvalidArgumentError(`It is a duration${bound}, such as 90m, 24h or 3d.`);
  };
}

function read(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (units[unit] ?? 0);
}

/** The last day of a lake that is over, and has been for a while. @param settle - Milliseconds. */
export function lastDay(timeZone: string, now: number, settle: number): string {
  return daysBefore(lakeDate(timeZone)(now - settle), 1);
}

/** A day some days before another, both `YYYY-MM-DD`. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** How many days a duration reaches into, at least. */
export function wholeDays(milliseconds: number): number {
  return Math.ceil(milliseconds / 86_400_000);
}
