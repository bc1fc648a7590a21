// Units as they stand in names and in `unit`: which texts mean the same unit, and which words of a name are one.
// Currencies are ISO 4217's codes of the currencies that are traded most (BIS, Triennial Survey 2022), and yen, dollars, euros.

/** Each unit as it is suggested, then its other texts, lower-case. */
const units: Readonly<Record<string, string>> = {
  ns: "nanosecond nanoseconds nanos nsec",
  us: "µs microsecond microseconds micros usec",
  ms: "millisecond milliseconds millis msec msecs",
  s: "sec secs second seconds",
  min: "mins minute minutes",
  h: "hr hrs hour hours",
  days: "d day days",
  weeks: "week weeks",
  months: "month months",
  years: "year years",
  bytes: "byte b",
  kB: "kb kilobyte kilobytes",
  MB: "mb megabyte megabytes",
  GB: "gb gigabyte gigabytes",
  TB: "tb terabyte terabytes",
  KiB: "kib kibibyte kibibytes",
  MiB: "mib mebibyte mebibytes",
  GiB: "gib gibibyte gibibytes",
  bits: "bit",
  percent: "pct percentage percents %",
  px: "pixel pixels",
  mm: "millimeter millimeters millimetre millimetres",
  cm: "centimeter centimeters centimetre centimetres",
  m: "meter meters metre metres",
  km: "kilometer kilometers kilometre kilometres",
  miles: "mi mile",
  g: "gram grams",
  kg: "kilogram kilograms kilo kilos",
  celsius: "°c",
  fahrenheit: "°f",
  degrees: "degree deg °",
  kWh: "kwh",
  W: "watt watts",
  V: "volt volts",
  Hz: "hz hertz",
  kHz: "khz",
  MHz: "mhz",
  bps: "",
  fps: "",
  rpm: "",
  JPY: "jpy yen ¥",
  USD: "usd dollar dollars $",
  EUR: "eur euro euros €",
  cents: "cent",
};
const currencies =
  "GBP CNY AUD CAD CHF HKD SGD SEK KRW NOK NZD INR MXN TWD ZAR BRL DKK PLN THB ILS IDR CZK AED TRY HUF CLP SAR PHP MYR";

const byText = new Map<string, string>();
for (const [unit, texts] of Object.entries(units)) {
  for (const text of [unit, ...texts.split(" ")]) if (text !== "") byText.set(text.toLowerCase(), unit);
}
for (const code of currencies.split(" ")) byText.set(code.toLowerCase(), code);

/** Words that end names and mean something else as often: not taken for units there. */
const ambiguous = new Set(
  "b d g m h s v w min us second minute hour day week month year bit mi cent try php".split(" "),
);
/** Words before a short unit that leave no doubt: `timeout_s`. */
const timely = new Set("duration time timeout latency elapsed age ttl interval delay uptime runtime wait".split(" "));
/** Before a unit: then it says per what or since when, and not in what (`requests_per_second`, `orders_last_days`). */
const rates = new Set("per last past next previous every within each by of".split(" "));

/** The unit that a text in `unit` means, or nothing when it is not known here. */
export function unitOf(text: string): string | undefined {
  return byText.get(text.trim().toLowerCase());
}

/** The unit that a name ends in, as it would be written in `unit`. */
export function unitInName(words: readonly string[]): string | undefined {
  const last = words.at(-1) ?? "";
  const before = words.at(-2) ?? "";
  if (rates.has(before) || /^\d+$/.test(before)) return undefined;
  if ((last === "s" || last === "m" || last === "h") && timely.has(before)) return last === "m" ? "min" : last;
  return ambiguous.has(last) ? undefined : byText.get(last);
}
