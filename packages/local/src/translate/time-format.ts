// Formats of dates and times: MySQL's (date_format, date_parse) and Joda's (format_datetime, parse_datetime)
// become strftime's. A letter that strftime lacks is refused, never guessed.

const mysql: Readonly<Record<string, string>> = {
  a: "%a",
  b: "%b",
  c: "%-m",
  d: "%d",
  e: "%-d",
  f: "%f",
  H: "%H",
  h: "%I",
  I: "%I",
  i: "%M",
  j: "%j",
  k: "%-H",
  l: "%-I",
  M: "%B",
  m: "%m",
  p: "%p",
  r: "%I:%M:%S %p",
  S: "%S",
  s: "%S",
  T: "%H:%M:%S",
  v: "%V",
  W: "%A",
  x: "%G",
  Y: "%Y",
  y: "%y",
  "%": "%%",
};
const joda: Readonly<Record<string, string>> = {
  yyyy: "%Y",
  YYYY: "%Y",
  yy: "%y",
  xxxx: "%G",
  ww: "%V",
  MMMM: "%B",
  MMM: "%b",
  MM: "%m",
  M: "%-m",
  dd: "%d",
  d: "%-d",
  DDD: "%j",
  EEEE: "%A",
  EEE: "%a",
  E: "%a",
  e: "%u",
  HH: "%H",
  H: "%-H",
  hh: "%I",
  h: "%-I",
  mm: "%M",
  m: "%-M",
  ss: "%S",
  s: "%-S",
  SSS: "%g",
  a: "%p",
};

/** The strftime format of a MySQL one, or `{ unknown }`: the specifier that has none. */
export function mysqlFormat(format: string): { format: string } | { unknown: string } {
  const out: string[] = [];
  const characters = Array.from(format);
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? "";
    if (character !== "%") {
      out.push(character);
      continue;
    }
    const letter = characters[++i] ?? "";
    const own = mysql[letter];
    if (own === undefined) return { unknown: `%${letter}` };
    out.push(own);
  }
  return { format: out.join("") };
}

/** The strftime format of a Joda one, or `{ unknown }`: the letters that have none. */
export function jodaFormat(format: string): { format: string } | { unknown: string } {
  const out: string[] = [];
  for (const [part] of format.matchAll(/''|'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/gu)) {
    if (part === "''") out.push("'");
    else if (part.startsWith("'")) out.push(part.slice(1, -1).replaceAll("''", "'").replaceAll("%", "%%"));
    else if (/^[A-Za-z]/.test(part)) {
      const own = joda[part];
      if (own === undefined) return { unknown: part };
      out.push(own);
    } else out.push(part.replaceAll("%", "%%"));
  }
  return { format: out.join("") };
}
