// A text of each common format, for counterexamples where formats are taken as assertions.
// Whether one really fits is the validator's to say.
const samples: Readonly<Record<string, readonly string[]>> = {
  "date-time": ["2026-01-31T09:30:00Z"],
  date: ["2026-01-31"],
  time: ["09:30:00Z"],
  duration: ["P1D"],
  email: ["a@example.com"],
  "idn-email": ["a@example.com"],
  hostname: ["example.com"],
  "idn-hostname": ["example.com"],
  ipv4: ["192.0.2.1"],
  ipv6: ["2001:db8::1"],
  uri: ["https://example.com/"],
  "uri-reference": ["/a"],
  iri: ["https://example.com/"],
  "iri-reference": ["/a"],
  uuid: ["018f2f6e-7c1a-7b3e-9d4b-3f8a5c6d7e01"],
  "json-pointer": ["/a"],
  "relative-json-pointer": ["0/a"],
  regex: ["a+"],
  "uri-template": ["https://example.com/{a}"],
};

/** Texts of a format, by the name that it has in formulas, such as `format date`. */
export function formatSamples(name: string): readonly string[] {
  const format = name.startsWith("format ") ? name.slice("format ".length) : "";
  return Object.hasOwn(samples, format) ? (samples[format] ?? []) : [];
}
