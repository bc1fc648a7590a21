// Each rule about names, units, types, people and time: what it says, and what it lets be.
// The second half is as long as the first: a warning that nobody thanks for is worse than none.
import type { EventModel, FieldModel, LintOptions, TypeModel } from "@tracklake/schema";
import { lintEvents, lintRules } from "@tracklake/schema";
import { describe, expect, test } from "vitest";
import { event, field, list, struct, text, withFields } from "./models.js";

const boolean: TypeModel = { kind: "boolean" };
const integer: TypeModel = { kind: "integer" };
const number: TypeModel = { kind: "number" };
const moment: TypeModel = { kind: "timestamp" };
const day: TypeModel = { kind: "date" };
const decimal: TypeModel = { kind: "decimal", precision: 14, scale: 2 };
const choice = (...values: string[]): TypeModel => ({ kind: "enum", values });
const today = "2026-11-25";

/** The paths of which a rule speaks. */
function said(rule: string, models: readonly EventModel[], options: Partial<LintOptions> = {}): string[] {
  const findings = lintEvents(
    models.map((model) => ({ model })),
    { phase: "publish", today, settings: { severities: { "boolean-prefix": "note" } }, ...options },
  );
  return findings.filter((finding) => finding.rule === rule).map(({ path }) => path);
}

const wrong: Record<string, Record<string, FieldModel>> = {
  "personal-data": {
    "an address": field("user_email"),
    "an address that is stored in another form": field("email_normalized"),
    "a client's address": field("client_ip"),
    "a phone": field("phone_number"),
    "a birthday": field("date_of_birth", day),
    "a surname": field("family_name"),
    "a customer's name": field("customer_name"),
    "a name within a person": field("author", struct(field("name"))),
    "names in a list of persons": field("members", list(struct(field("name")))),
    "an address of lines": field("address_line_1"),
    "an address with parts": field("address", struct(field("city"))),
    "a texts' list": field("emails", list(text)),
    "a name of nobody knows whom": field("name"),
    "a full name": field("full_name"),
    "a nickname": field("nickname"),
    "a latitude": field("latitude", number),
    "a longitude in short": field("lng", number),
    "somebody's place": field("user_lat", decimal),
    "a place": field("geo", struct(field("x", number))),
    "a mail": field("mail"),
    "a passport": field("passport_no"),
    "a proxy's word for an address": field("remote_addr"),
    "a postal code": field("postal_code"),
    "a contact": field("contact"),
    "a face": field("face_id"),
    "a place within a person": field("customer", struct(field("latitude", number))),
  },
  secret: {
    "a password": field("password"),
    "a hashed key": field("api_key", text, { pii: "hash" }),
    "a card": field("credit_card_number"),
    "a token of nobody knows what": field("token"),
    "a device's token": field("device_token"),
  },
  "type-of-name": {
    "a moment as text": field("created_at"),
    "a moment as seconds": field("created_at", integer),
    "a day as text": field("due_date"),
    "a count as text": field("item_count"),
    "a duration as text": field("duration_ms"),
    "a flag as text": field("is_new"),
    "JSON as text": field("settings_json"),
  },
  "money-type": {
    "a price": field("unit_price", number),
    "an amount with its currency": field("paid_usd", number),
    fees: field("fees", list(number)),
  },
  "unit-missing": {
    milliseconds: field("duration_ms", number),
    "seconds after what they are of": field("timeout_s", integer),
    yen: field("price_jpy", integer),
    bytes: field("size_bytes", { kind: "bigint" }),
    percent: field("discount_percent", number),
    "bytes, with a word between": field("size_in_bytes", integer),
    "seconds, with a word between": field("time_in_seconds", number),
    "a duration in nothing": field("duration", number),
    "money without a currency": field("amount", decimal),
  },
  "unit-mismatch": {
    "seconds and milliseconds": field("duration_ms", number, { unit: "s" }),
    currencies: field("price_jpy", integer, { unit: "USD" }),
    "bytes and kilobytes": field("size_bytes", integer, { unit: "kB" }),
  },
  "negative-boolean": {
    "is not": field("is_not_paid", boolean),
    no: field("no_refund", boolean),
    disabled: field("is_disabled", boolean),
    "has never": field("has_never_paid", boolean),
  },
  "generic-name": {
    data: field("data"),
    value: field("value", integer),
    numbered: field("field_1"),
    info: field("info"),
  },
  "enum-values": {
    spelling: field("state", choice("canceled", "cancelled")),
    separators: field("state", choice("in_progress", "inprogress")),
    case: field("plan", choice("Premium", "premium")),
    styles: field("state", choice("in_progress", "notStarted")),
    capitals: field("state", choice("open", "CLOSED")),
    spaces: field("state", choice("open ", "closed")),
    "a slip": field("states", list(choice("subscribed", "subcribed"))),
  },
  example: {
    "another type": field("seats", integer, { examples: [3, "four"] }),
    "out of bounds": field("seats", { kind: "integer", minimum: 1 }, { examples: [0] }),
    "no match": field("code", { kind: "string", pattern: "^A" }, { examples: ["B"] }),
    "too long": field("code", { kind: "string", maxLength: 2 }, { examples: ["🚀🚀", "🚀🚀🚀"] }),
    "a number for a decimal": field("amount", decimal, { examples: [12.5], unit: "JPY" }),
    "no moment": field("paid_at", moment, { examples: ["yesterday"] }),
    "no day of the calendar": field("due_on", day, { examples: ["2026-02-30"] }),
    "no such value": field("plan", choice("free"), { examples: ["pro"] }),
    "a missing part": field("place", struct(field("city")), { examples: [{}] }),
    "an unknown part": field("place", struct(field("city")), { examples: [{ city: "Kyoto", zip: 1 }] }),
    "a wrong item": field("codes", list(integer), { examples: [[1, null]] }),
    null: field("seats", integer, { examples: [null] }),
  },
  replacement: {
    "a name of another style": field("seats", integer, { deprecated: { reason: "R.", replacedBy: "paidSeats" } }),
    "nothing of this name": field("seats", integer, { deprecated: { reason: "R.", replacedBy: "paid_seats" } }),
    itself: field("seats", integer, { deprecated: { reason: "R.", replacedBy: "seats" } }),
  },
  "renamed-from": { itself: field("seats", integer, { renamedFrom: "seats" }) },
  deprecation: {
    "no reason": field("seats", integer, { deprecated: { reason: "Old." } }),
    "true in the definition": field("seats", integer, { deprecated: { reason: "Not to be used any more." } }),
  },
  "weak-description": {
    "the name": field("comments", integer, { description: "Comments." }),
    "the name with an article": field("head_branch", text, { description: "The head branch" }),
    "a letter": field("comments", integer, { description: "x" }),
  },
  "time-name": {
    "a moment": field("created", moment),
    "a moment as a day": field("due_on", moment),
    "a moment as a time": field("start_time", moment),
    "a day": field("birth", day),
  },
  "repeated-parent": { "in a struct": field("place", struct(field("place_city"))) },
  "boolean-prefix": { "no question": field("draft", boolean) },
};

/** What the path of the finding is, where it is not the field's own. */
const deeper: Record<string, string> = {
  "a place within a person": "plan_changed.customer.latitude",
  "a name within a person": "plan_changed.author.name",
  "names in a list of persons": "plan_changed.members[].name",
  "in a struct": "plan_changed.place.place_city",
};

describe.each(Object.entries(wrong))("%s speaks of", (rule, fields) => {
  test.each(Object.entries(fields))("%s", (name, given) => {
    expect(said(rule, [withFields(given)])).toEqual([deeper[name] ?? `plan_changed.${given.name}`]);
  });
});

const right: Record<string, readonly FieldModel[]> = {
  "personal-data": [
    field("user_email", text, { pii: "drop" }),
    field("client_ip", text, { pii: "mask" }),
    field("email", text, { personal: false }),
    field("author", struct(field("name")), { pii: "drop" }),
    field("product_name"),
    field("file_name"),
    field("name", text, { personal: false }),
    field("file_full_name"),
    field("contact_type"),
    field("voice_mail"),
    field("avg_lat", number),
    field("location", struct(field("latitude", number))),
    field("store_latitude", number),
    field("app", struct(field("name"), field("full_name"))),
    field("email_verified", boolean),
    field("email_count", integer),
    field("phone_type", choice("home", "mobile")),
    field("email_template"),
    field("zip"),
    field("server_ip"),
    field("ship"),
    field("relationship"),
  ],
  secret: [
    field("password", text, { pii: "drop" }),
    field("password_changed", boolean),
    field("page_token"),
    field("token_count", integer),
  ],
  "type-of-name": [
    field("created_at", moment),
    field("due_date", day),
    field("item_count", integer),
    field("is_new", boolean),
    field("look_at_me"),
    field("at"),
    field("date_format"),
  ],
  "money-type": [
    field("price", decimal),
    field("price_jpy", integer),
    field("price_change_ratio", number),
    field("total", number),
  ],
  "unit-missing": [
    field("duration_ms", number, { unit: "ms" }),
    field("duration", number, { unit: "ms" }),
    field("requests_per_second", number),
    field("orders_last_30_days", integer),
    field("retry_after_ms"),
    field("cost_in_minute", integer, { unit: "EUR" }),
    field("first", integer),
    field("size", integer),
    field("class_a", integer),
    field("day", integer),
  ],
  "unit-mismatch": [
    field("duration_ms", number, { unit: "milliseconds" }),
    field("price_jpy", integer, { unit: "yen" }),
    field("duration", number, { unit: "s" }),
    field("speed_kmh", number, { unit: "km/h" }),
  ],
  "negative-boolean": [
    field("is_paid", boolean),
    field("no_show", boolean),
    field("notified", boolean),
    field("note", boolean),
    field("is_noted", boolean),
    field("disabled"),
    field("can_opt_out", boolean),
  ],
  "generic-name": [
    field("data_until", moment),
    field("settings", struct(field("key"), field("value"))),
    field("attributes", { kind: "map", values: text }),
    field("value_date", day),
  ],
  "enum-values": [
    field("state", choice("open", "closed")),
    field("currency", choice("JPY", "USD")),
    field("region", choice("ap-northeast-1", "us-east-1")),
    field("sort", choice("price_asc", "price_desc", "usd_jpy", "jpy_usd")),
    field("level", choice("level1", "level2")),
    field("state", choice("started", "starred")),
    field("reaction", choice("+1", "-1")),
    field("comparison", choice("<", ">", "<=", ">=")),
  ],
  example: [
    field("seats", integer, { examples: [1, 2] }),
    field("amount", decimal, { examples: ["12.50"] }),
    field("big", { kind: "bigint" }, { examples: ["9007199254740993", 5] }),
    field("paid_at", moment, { examples: ["2026-01-31T12:00:00Z", "2026-01-31 12:00:00.000"] }),
    field("seats", { kind: "integer" }, { examples: [null], nullable: true }),
    field("place", struct(field("city"), { ...field("zip"), required: false }), { examples: [{ city: "Kyoto" }] }),
    field("any", { kind: "json" }, { examples: [{ a: 1 }] }),
    field("id", { kind: "uuid" }, { examples: ["0195d6a0-0000-7000-8000-000000000000"] }),
    field("by_key", { kind: "map", values: integer }, { examples: [{ a: 1 }] }),
  ],
  replacement: [field("seats", integer, { deprecated: { reason: "R.", replacedBy: "the paid seats" } })],
  "renamed-from": [field("seats", integer, { renamedFrom: "paid_seats" })],
  deprecation: [
    field("seats", integer, { deprecated: { reason: "We stopped selling seats." } }),
    field("plan", text, { deprecated: { reason: "Old.", replacedBy: "tier" } }),
  ],
  "weak-description": [
    field("comments", integer, { description: "Comments after the change." }),
    field("app", struct(field("name", text, { description: "Name." }))),
  ],
  "time-name": [
    field("created_at", moment),
    field("valid_until", moment),
    field("due_on", day),
    field("built_after", day),
    field("due_date", day),
  ],
  "repeated-parent": [field("order", struct(field("order_id"), field("ordered", boolean))), field("plan_changed_by")],
  "boolean-prefix": [field("is_draft", boolean), field("has_files", boolean)],
};

describe.each(Object.entries(right))("%s is silent of", (rule, fields) => {
  test.each(fields.map((given) => [`${given.name} (${given.type.kind})`, given] as const))("%s", (_, given) => {
    expect(said(rule, [withFields(given)])).toEqual([]);
  });
});

test("each rule about fields is tried from both sides", () => {
  const others =
    "name-style reserved-name name-collision context-conflict bounds pii-type depth size description owner answers " +
    "next-major similar-event similar-property type-conflict expired expires-soon event-tense unbounded wide-event";
  const tried = lintRules.map(({ id }) => id).filter((id) => !others.split(" ").includes(id));
  expect(Object.keys(wrong)).toEqual(tried);
  expect(Object.keys(right)).toEqual(tried);
});

test.each<[string, string, readonly string[], readonly string[]]>([
  ["two spellings", "similar-event", ["organisation_created", "organization_created"], ["organization_created"]],
  ["another order", "similar-event", ["plan_changed", "changed_plan"], ["changed_plan"]],
  ["a slip", "similar-event", ["invoice_paid", "invocie_paid"], ["invocie_paid"]],
  ["words of their own", "similar-event", ["plan_changed", "plan_charged", "post_liked", "post_linked"], []],
  ["opposites", "similar-event", ["door_locked", "door_unlocked", "item_added", "item_moved", "item_removed"], []],
  ["plurals and numbers", "similar-event", ["seat_added", "seats_added", "step1_done", "step2_done"], []],
  ["actor and object", "similar-event", ["user_to_group_moved", "group_to_user_moved"], []],
  [
    "present tense",
    "event-tense",
    ["create_order", "order_placed", "page_view", "user_signed_in", "invoice_sent"],
    ["create_order", "page_view"],
  ],
  ["words that only look like it", "event-tense", ["feed_shown", "speed"], ["speed"]],
  ["names that fit anything", "generic-name", ["event", "updated", "plan_updated"], ["event", "updated"]],
])("of names of events, %s: %s", (_, rule, names, want) => {
  expect(
    said(
      rule,
      names.map((name) => event({ name })),
    ),
  ).toEqual(want);
});

const other = (...properties: FieldModel[]) => event({ name: "order_placed", properties });

test.each<[string, string, readonly EventModel[], readonly string[]]>([
  [
    "underscores in one event",
    "similar-property",
    [withFields(field("user_name"), field("username"))],
    ["plan_changed.username"],
  ],
  [
    "spelling across events",
    "similar-property",
    [withFields(field("organisation_id")), other(field("organization_id"))],
    ["order_placed.organization_id"],
  ],
  [
    "a slip at depth",
    "similar-property",
    [withFields(field("recipient")), other(field("a", struct(field("recipeint"))))],
    ["order_placed.a.recipeint"],
  ],
  [
    "a word of four letters that is none",
    "similar-property",
    [withFields(field("order_id")), other(field("oder_id"))],
    ["order_placed.oder_id"],
  ],
  [
    "the name that more events use",
    "similar-property",
    [
      withFields(field("cancelation")),
      other(field("cancellation")),
      event({ name: "a_done", properties: [field("cancellation")] }),
    ],
    ["plan_changed.cancelation"],
  ],
  [
    "one that is deprecated for the other",
    "similar-property",
    [withFields(field("user_name", text, { deprecated: { reason: "R.", replacedBy: "username" } }), field("username"))],
    [],
  ],
  [
    "plurals, numbers, short names, real words",
    "similar-property",
    [
      withFields(
        ...[
          "item",
          "items",
          "line1",
          "line2",
          "from",
          "form",
          "started_at",
          "starred_at",
          "weight",
          "height",
          "price_from",
          "price_to",
        ].map((name) => field(name)),
      ),
    ],
    [],
  ],
  [
    "majors of one event",
    "similar-property",
    [withFields(field("organization_id")), event({ major: 2, properties: [field("organisation_id")] })],
    [],
  ],
  [
    "text and number",
    "type-conflict",
    [withFields(field("order_id")), other(field("order_id", integer))],
    ["order_placed.order_id"],
  ],
  [
    "a list and its length",
    "type-conflict",
    [withFields(field("commits", list(struct(field("sha"))))), other(field("commits", integer))],
    ["order_placed.commits"],
  ],
  [
    "one text and many",
    "type-conflict",
    [withFields(field("tag")), other(field("tag", list(text)))],
    ["order_placed.tag"],
  ],
  ["texts of several kinds", "type-conflict", [withFields(field("plan")), other(field("plan", choice("free")))], []],
  [
    "whole numbers",
    "type-conflict",
    [withFields(field("size_kb", integer)), other(field("size_kb", { kind: "bigint" }))],
    [],
  ],
  [
    "names with a meaning of their own",
    "type-conflict",
    [withFields(field("status")), other(field("status", integer))],
    [],
  ],
  [
    "what lies in structs",
    "type-conflict",
    [withFields(field("a", struct(field("id")))), other(field("a", struct(field("id", integer))))],
    [],
  ],
  [
    "an event that is not there",
    "replacement",
    [event({ deprecated: { reason: "R.", replacedBy: "plan_moved" } })],
    ["plan_changed"],
  ],
  [
    "an event that is there",
    "replacement",
    [event({ deprecated: { reason: "R.", replacedBy: "order_placed" } }), other()],
    [],
  ],
  [
    "a field that is there",
    "replacement",
    [withFields(field("a", text, { deprecated: { reason: "R.", replacedBy: "b" } }), field("b"))],
    [],
  ],
  [
    "a former name that is there still",
    "renamed-from",
    [withFields(field("a", text, { renamedFrom: "b" }), field("b"))],
    ["plan_changed.a"],
  ],
  [
    "an event's examples",
    "example",
    [event({ properties: [field("a")], examples: [{ a: "x" }, {}, { a: "x", b: 1 }] })],
    ["plan_changed", "plan_changed"],
  ],
  ["a day after the end", "expired", [event({ expires: "2026-11-24" })], ["plan_changed"]],
  ["the last day", "expired", [event({ expires: today })], []],
  ["the last day", "expires-soon", [event({ expires: today })], ["plan_changed"]],
  ["a month before", "expires-soon", [event({ expires: "2026-12-25" })], ["plan_changed"]],
  ["longer before", "expires-soon", [event({ expires: "2026-12-26" })], []],
  [
    "101 columns",
    "wide-event",
    [withFields(...Array.from({ length: 101 }, (_, at) => field(`c${at}`)))],
    ["plan_changed"],
  ],
  ["100 columns", "wide-event", [withFields(...Array.from({ length: 100 }, (_, at) => field(`c${at}`)))], []],
  [
    "free texts and lists",
    "unbounded",
    [withFields(field("message"), field("lines", list(struct(field("a")))))],
    ["plan_changed"],
  ],
  [
    "texts with a bound, ids, and lists of texts",
    "unbounded",
    [withFields(field("message", { kind: "string", maxLength: 500 }), field("user_id"), field("tags", list(text)))],
    [],
  ],
])("of several, %s: %s", (_, rule, models, want) => {
  expect(said(rule, models)).toEqual(want);
});

test.each<[string, Partial<EventModel>, string]>([
  ["a description", { description: "TODO" }, "description"],
  ["a description to come", { description: "TODO: say what." }, "description"],
  ["a dash", { description: "-" }, "description"],
  ["an owner", { owner: "tbd" }, "owner"],
  ["nobody", { owner: "Nobody" }, "owner"],
  ["a question", { answers: ["?"] }, "answers"],
])("%s that is none is missing", (_, more, rule) => {
  expect(said(rule, [event(more)])).toEqual(["plan_changed"]);
});

test.each([
  "To-dos that a user closed.",
  "Description of the plan.",
  "Test runs of the customer.",
  "N",
  "None of the above was chosen.",
])("%j is a description", (description) => {
  expect(said("description", [event({ description })])).toEqual([]);
});
