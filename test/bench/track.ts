// One call of track on the caller's side: validate, encode, write the line as bytes into a slab. Against pino and JSON.
// The payloads differ from call to call; every figure is a median of rounds in which all subjects take turns.
import { createHmac, randomUUID } from "node:crypto";
import { toEventModel } from "@tracklake/schema";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import pino from "pino";
import { type CallerSide, callerSide } from "./client.js";
import { medium, mediumPayload, small, smallPayload } from "./events.js";
import { median, paired, printTable, ratio } from "./paired.js";

/** Few, as a payload that was just made is still in the processor's cache. */
const PAYLOADS = 32;
const SLAB = 1024 * 1024;

const models = [medium, small].map((definition) => toEventModel(definition).model);
const plain = await callerSide(models);
const hash = (value: string) => createHmac("sha256", "key of the benchmark").update(value, "utf8").digest("hex");

/** What the runtime does for a call, but for receipts and sending. */
function trackInto({ definitions, LineWriter, FieldEncoder }: CallerSide, name: string) {
  const writer = new LineWriter({ timeZone: definitions.timeZone, service: "shop", environment: "production" });
  const encoder = new FieldEncoder(hash);
  const slab = Buffer.from(new SharedArrayBuffer(SLAB));
  const event = definitions.events[name];
  if (!event) throw new Error(`there is no event ${name}`);
  let end = 0;
  const track = (payload: object): number => {
    if (encoder.encode(event, payload) < 0) throw new Error(`${name} was refused`);
    const time = Date.now();
    let bytes = writer.write(event, time, "", encoder.fields, slab, end);
    if (bytes === 0) {
      end = 0;
      bytes = writer.write(event, time, "", encoder.fields, slab, end);
    }
    end += bytes;
    return bytes;
  };
  return { track, encode: (payload: object) => encoder.encode(event, payload) };
}

/** What one writes without a library for it: ajv with formats, a random id, JSON.stringify and a Buffer. */
function naive(schema: object) {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (payload: object): Buffer => {
    if (!validate(payload)) throw new Error(ajv.errorsText(validate.errors));
    const envelope = { event_id: randomUUID(), event_name: "order_completed", event_time: new Date().toISOString() };
    return Buffer.from(`${JSON.stringify({ ...envelope, service: "shop", ...payload })}\n`);
  };
}

function measure(definition: typeof medium | typeof small, payloadOf: (i: number) => object): string[][] {
  const payloads = Array.from({ length: PAYLOADS }, (_, i) => payloadOf(i));
  const payload = (i: number): object => payloads[i % PAYLOADS] as object;
  const log = pino(pino.destination({ dest: "/dev/null", sync: true }));
  const { track, encode } = trackInto(plain, definition.name);
  const byHand = naive(definition.properties);
  const bytes = mean(payloads.map((value) => JSON.stringify(value).length));
  const line = mean(payloads.map(track));
  const times = paired({
    pino: (i) => log.info(payload(i)),
    json: (i) => JSON.stringify(payload(i)),
    naive: (i) => byHand(payload(i)),
    encode: (i) => encode(payload(i)),
    track: (i) => track(payload(i)),
  });
  const rows = [
    ["track", times.track],
    ["of that: validate and encode the fields", times.encode],
    ["naive: ajv with formats, randomUUID, JSON.stringify, Buffer", times.naive],
    ["pino.info to /dev/null, sync", times.pino],
    ["JSON.stringify of the payload alone", times.json],
  ] as const;
  return rows.map(([what, own]) => [
    `${definition.name} (${bytes} B, line ${line} B): ${what}`,
    `${median(own).toFixed(0)} ns`,
    ratio(own, times.pino).toFixed(2),
    ratio(own, times.json).toFixed(2),
  ]);
}

function mean(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(0);
}

/** The same event with one of its texts protected. */
async function protectedBy(pii: "hash" | "mask") {
  const [model] = models;
  if (!model) throw new Error("there is no model");
  const properties = model.properties.map((field) => (field.name === "referrer" ? { ...field, pii } : field));
  return trackInto(await callerSide([{ ...model, properties }]), model.name);
}

async function measureProtection(): Promise<string[][]> {
  const payloads = Array.from({ length: PAYLOADS }, (_, i) => mediumPayload(i));
  const payload = (i: number): object => payloads[i % PAYLOADS] as object;
  const own = trackInto(plain, medium.name);
  const masked = await protectedBy("mask");
  const hashed = await protectedBy("hash");
  const times = paired({
    plain: (i) => own.track(payload(i)),
    mask: (i) => masked.track(payload(i)),
    hash: (i) => hashed.track(payload(i)),
  });
  const more = (name: "mask" | "hash") => median(times[name].map((value, i) => value - (times.plain[i] ?? 0)));
  return [
    ["one text masked", `${more("mask").toFixed(0)} ns more`],
    ["one text hashed", `${more("hash").toFixed(0)} ns more`],
  ];
}

process.stdout.write(`Node ${process.versions.node}, V8 ${process.versions.v8}, pino ${pino.version}\n\n`);
const rows = [...measure(medium, mediumPayload), ...measure(small, smallPayload)];
printTable(["what", "median", "× pino", "× JSON.stringify"], rows);
process.stdout.write("\n");
printTable(["personal values", "cost"], await measureProtection());
