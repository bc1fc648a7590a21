// One change for each row of the table of compatibility: what a pull request would hold.
import type { Edit } from "./repository.js";

const order = "schemas/order-placed.ts";
const plan = "schemas/plan-changed.ts";
const report = "schemas/report-exported.ts";

/** The name of each change, which is its golden file's, and its edit. */
export const changes: readonly (readonly [name: string, edit: Edit])[] = [
  [
    "add an optional property",
    {
      [plan]: [
        [
          "    seats:",
          '    trial: Type.Optional(Type.Boolean({ description: "Whether it is a trial." })),\n    seats:',
        ],
      ],
    },
  ],
  [
    "add an optional nested field",
    {
      [order]: [
        [
          "        gift:",
          '        colour: Type.Optional(Type.String({ maxLength: 20, description: "The colour." })),\n        gift:',
        ],
      ],
    },
  ],
  [
    "add a required property",
    { [plan]: [["    seats:", '    reason: Type.String({ maxLength: 200, description: "Why." }),\n    seats:']] },
  ],
  [
    "remove an optional property",
    { [order]: [['    coupon: Type.Optional(Type.String({ description: "Code of the coupon." })),\n', ""]] },
  ],
  [
    "remove a required property",
    { [report]: [['    rows: Type.Integer({ minimum: 0, description: "Rows of the file." }),\n', ""]] },
  ],
  [
    "rename a property",
    {
      [order]: [
        [
          'coupon: Type.Optional(Type.String({ description: "Code of the coupon."',
          'coupon_code: Type.Optional(Type.String({ renamedFrom: "coupon", description: "Code of the coupon."',
        ],
      ],
    },
  ],
  [
    "rename a required property",
    {
      [plan]: [
        ["    plan: Type.Union([", "    tier: Type.Union(["],
        ['Type.Literal("team")], {', 'Type.Literal("team")], { renamedFrom: "plan",'],
      ],
    },
  ],
  ["rename a property without saying so", { [order]: [["    coupon: Type", "    coupon_code: Type"]] }],
  ["integer to number", { [order]: [["Type.Integer({ unit", "Type.Number({ unit"]] }],
  ["number to integer", { [order]: [["Type.Number({", "Type.Integer({"]] }],
  ["text to integer", { [order]: [["channel: Type.String({ maxLength: 20, ", "channel: Type.Integer({ "]] }],
  [
    "scalar to struct",
    {
      [plan]: [
        [
          'seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: "Paid seats." }))',
          'seats: Type.Optional(Type.Object({ paid: Type.Integer({ description: "Paid." }) }, { description: "Seats." }))',
        ],
      ],
    },
  ],
  [
    "text to enum",
    {
      [order]: [
        [
          'Type.String({ maxLength: 20, description: "Where',
          'Type.Union([Type.Literal("web"), Type.Literal("shop")], { description: "Where',
        ],
      ],
    },
  ],
  [
    "text to pattern",
    {
      [report]: [
        ["report: Type.String({ maxLength: 100,", 'report: Type.String({ maxLength: 100, pattern: "^[a-z-]+$",'],
      ],
    },
  ],
  [
    "text to timestamp",
    { [order]: [["coupon: Type.Optional(Type.String({", "coupon: Type.Optional(column.timestamp({"]] },
  ],
  ["timestamp to text", { [order]: [["placed_at: column.timestamp({", "placed_at: Type.String({"]] }],
  [
    "date to timestamp",
    { [order]: [["deliver_on: Type.Optional(column.date(", "deliver_on: Type.Optional(column.timestamp("]] },
  ],
  ["add an enum value", { [plan]: [['Type.Literal("team")]', 'Type.Literal("team"), Type.Literal("enterprise")]']] }],
  ["remove an enum value", { [plan]: [[', Type.Literal("team")]', "]"]] }],
  [
    "required to optional",
    {
      [report]: [
        [
          'rows: Type.Integer({ minimum: 0, description: "Rows of the file." })',
          'rows: Type.Optional(Type.Integer({ minimum: 0, description: "Rows of the file." }))',
        ],
      ],
    },
  ],
  [
    "optional to required",
    {
      [plan]: [
        [
          'Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: "Paid seats." }))',
          'Type.Integer({ minimum: 1, maximum: 500, description: "Paid seats." })',
        ],
      ],
    },
  ],
  [
    "not null to nullable",
    {
      [report]: [
        [
          'rows: Type.Integer({ minimum: 0, description: "Rows of the file." })',
          'rows: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: "Rows of the file." })',
        ],
      ],
    },
  ],
  ["tighten a bound", { [plan]: [["maximum: 500", "maximum: 100"]] }],
  ["loosen a bound", { [plan]: [["maximum: 500", "maximum: 1_000"]] }],
  ["widen a decimal", { [order]: [["column.decimal(12, 2,", "column.decimal(14, 2,"]] }],
  ["change a decimal's scale", { [order]: [["column.decimal(12, 2,", "column.decimal(12, 3,"]] }],
  [
    "change the items of an array",
    { [order]: [["quantity: Type.Integer({ minimum: 1,", "quantity: Type.Number({ minimum: 1,"]] },
  ],
  [
    "json to typed",
    {
      [order]: [
        [
          'column.json({ description: "What the shop notes." })',
          'Type.Object({ gate: Type.Optional(Type.String({ maxLength: 20, description: "The gate." })) }, { description: "What the shop notes." })',
        ],
      ],
    },
  ],
  [
    "add a context",
    {
      [plan]: [
        ["contexts: [user]", "contexts: [user, campaign]"],
        ["import { user }", 'import { campaign } from "./contexts/campaign.js";\nimport { user }'],
      ],
    },
  ],
  [
    "remove a context",
    {
      [report]: [
        ["contexts: [user, campaign]", "contexts: [user]"],
        ['import { campaign } from "./contexts/campaign.js";\n', ""],
      ],
    },
  ],
  ["change the protection of personal data", { [order]: [['pii: "hash"', 'pii: "mask"']] }],
  ["leave personal data out", { [order]: [['pii: "hash"', 'pii: "drop"']] }],
  ["remove the protection of personal data", { [order]: [['pii: "hash", ', ""]] }],
  ["change the lake's time zone", { "tracklake.config.ts": [['timeZone: "Asia/Tokyo"', 'timeZone: "UTC"']] }],
  ["retire an event", { [report]: null }],
  [
    "the next major",
    {
      [plan]: [
        ['  name: "plan_changed",', '  name: "plan_changed",\n  major: 2,'],
        [
          "seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 500,",
          "seats: Type.Optional(Type.Number({ minimum: 0,",
        ],
      ],
    },
  ],
  [
    "several at once",
    {
      [plan]: [
        [', Type.Literal("team")]', "]"],
        ["    seats:", '    reason: Type.String({ maxLength: 200, description: "Why." }),\n    seats:'],
      ],
      [order]: [
        ['    coupon: Type.Optional(Type.String({ description: "Code of the coupon." })),\n', ""],
        ["Type.Integer({ unit", "Type.Number({ unit"],
      ],
    },
  ],
  ["only words", { [plan]: [["Paid seats.", "Seats that are paid for."]] }],
  ["tighten a field of a context", { "schemas/contexts/user.ts": [["maxLength: 20", "maxLength: 10"]] }],
];
