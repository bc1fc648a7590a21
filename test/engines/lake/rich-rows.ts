// Values of the event of every type: the ends of each, text of every kind, NULL everywhere, empty and nested.

/** A call: the event's properties, and its context where it is set. */
export interface Call {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly contexts?: Readonly<Record<string, unknown>>;
}

const all = {
  flag: true,
  whole: 1,
  big: 2n,
  number: 0.1,
  money: "12.50",
  cents: "1.25",
  count: "7",
  text: "plain",
  id: "0198c0de-0000-7000-8000-000000000000",
  plan: "pro",
  moment: new Date("2026-01-02T03:04:05.678Z"),
  day: "2026-01-02",
  raw: { a: [1, null, "x"], b: 'it\'s "quoted"' },
  end: "reserved",
  group: { order: 3, select: "2026-02-03" },
  place: { city: "Kyōto", geo: { lat: 35.01, lon: 135.77 }, since: "2020-02-29T12:00:00+09:00" },
  tags: ["a", "b"],
  moments: [new Date(0), "1969-12-31T23:59:59.999Z"],
  days: ["1970-01-01", "1969-12-31"],
  grid: [["1.000", "-2.5"], [], ["0"]],
  scores: { math: 1.5, "with space": -1 },
  bigs: { most: 9_223_372_036_854_775_807n },
  by_day: { first: { day: "2026-01-01", sums: ["1.5"] } },
  items: [
    {
      sku: "s-1",
      price: "10.00",
      sold_at: new Date("2026-01-02T03:04:05.000Z"),
      end: "2026-01-03",
      maker: { name: "m" },
      sizes: { s: 1, l: 3 },
      discounts: [
        { code: "x", percent: 10 },
        { code: "y", percent: 0.5 },
      ],
    },
    { sku: "s-2", maker: {}, sizes: {}, discounts: [] },
    { sku: "s-3" },
  ],
};

/** Texts that serialisers trip over. */
const texts = [
  "",
  " leading and trailing ",
  "emoji 🎉 👩‍👩‍👧‍👦, 漢字, ñ, e\u0301",
  "quotes \" and ' and \\ and / and `",
  "new\nline, carriage\rreturn, tab\t, null \u0000 and \u001f, \u2028",
  "null",
  "{}",
  "NaN",
  "2026-01-01",
  "😀".repeat(2_000),
];

/** The calls, in the order in which they are made. */
export const richCalls: readonly Call[] = [
  all,
  {},
  {
    flag: null,
    whole: null,
    big: null,
    number: null,
    money: null,
    text: null,
    moment: null,
    day: null,
    raw: null,
    place: null,
    tags: null,
    scores: null,
    items: null,
  },
  {
    flag: false,
    whole: 0,
    big: 0n,
    number: 0,
    money: "0",
    cents: "0.00",
    count: "0",
    raw: "",
    tags: [],
    scores: {},
    bigs: {},
    by_day: {},
    items: [],
    moments: [],
    days: [],
    grid: [],
  },
  {
    whole: Number.MAX_SAFE_INTEGER,
    big: 9_223_372_036_854_775_807n,
    number: Number.MAX_VALUE,
    money: "9999999999999999999999999999.9999999999",
    cents: "999.99",
    count: "999999999999999999",
  },
  {
    whole: Number.MIN_SAFE_INTEGER,
    big: -9_223_372_036_854_775_808n,
    number: -Number.MAX_VALUE,
    money: "-9999999999999999999999999999.9999999999",
    cents: "-999.99",
    count: "-999999999999999999",
  },
  { number: Number.MIN_VALUE, money: "0.0000000001", cents: "-0.01" },
  { number: 1e21 },
  { number: 1e-7, whole: -1, big: 9_007_199_254_740_993n },
  { number: 123_456_789.123_456_78, money: "-0.5" },
  { moment: "0001-01-01T00:00:00Z", day: "0001-01-01" },
  { moment: "9999-12-31T23:59:59.999Z", day: "9999-12-31" },
  { moment: "1582-10-04T12:00:00Z", day: "1582-10-04" },
  { moment: "1582-10-15T00:00:00.001Z", day: "1582-10-15" },
  { moment: "1900-01-01T00:00:00.5Z", day: "1900-02-28" },
  { moment: "2024-02-29T23:59:59.999-11:30", day: "2024-02-29" },
  // An hour that no clock of Tokyo showed, and one that New York's showed twice.
  { moment: "1948-05-02T00:30:00Z" },
  { moment: "2026-11-01T06:30:00Z" },
  ...texts.map((text) => ({
    text,
    end: text,
    tags: [text],
    raw: { text },
    items: [{ sku: text }],
    place: { city: text },
  })),
  { scores: Object.fromEntries(texts.slice(1, 5).map((text, index) => [text, index])) },
  { raw: [] },
  { raw: 1.5 },
  { raw: true },
  { raw: { deep: { deeper: [{ deepest: [] }] } } },
  { group: {}, place: {} },
  { group: { order: null }, place: { city: null, geo: { lat: -0.5 }, since: "0001-01-01T00:00:00.001Z" } },
  { moments: ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"], days: ["0001-01-01", "9999-12-31"] },
  {
    by_day: { a: { day: "0001-01-01", sums: [] }, b: { day: "9999-12-31", sums: ["999999.999", "-999999.999"] } },
    bigs: { least: -9_223_372_036_854_775_808n, none: 0n },
  },
  { items: Array.from({ length: 200 }, (_, index) => ({ sku: `s-${index}`, price: `${index}.5` })) },
].map((properties, index) => ({
  name: "everything_stored",
  properties,
  ...(index % 3 === 0
    ? {
        contexts: {
          order:
            index % 2 === 0
              ? { order_id: `o-${index}`, placed: { at: "2026-01-01T00:00:00Z", by: null } }
              : { order_id: "" },
        },
      }
    : {}),
}));
