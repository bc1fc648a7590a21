// GitHub's times: RFC 3339 text, or epoch seconds in some payloads.

/** The moment, or `undefined` when there is none. */
export function moment(time: string | number | null | undefined): Date | undefined {
  if (time === null || time === undefined) return undefined;
  return new Date(typeof time === "number" ? time * 1_000 : time);
}
