// The day, for acknowledgements that expire: in UTC, so that every machine answers alike.

/** Today, `YYYY-MM-DD`; or a number of days later. */
export function today(later = 0): string {
  return new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
}
