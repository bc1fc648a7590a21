// An event of every column type, nested, for the values at the ends of each.
import { column, defineContext, defineEvent, Type } from "@tracklake/schema";

const order = defineContext({
  name: "order",
  description: "The order within which it happened.",
  properties: Type.Object({
    order_id: Type.String({ description: "Its id." }),
    placed: Type.Optional(
      Type.Object({ at: column.timestamp(), by: Type.Optional(Type.String()) }, { description: "When and by whom." }),
    ),
  }),
});

/** The event. */
export const richEvent = defineEvent({
  name: "everything_stored",
  description: 'One of each type was stored; it\'s \\ "quoted".',
  owner: "platform",
  answers: ["Does each value come back?"],
  contexts: [order],
  properties: Type.Object({
    flag: Type.Optional(Type.Boolean()),
    whole: Type.Optional(Type.Integer()),
    big: Type.Optional(column.bigint()),
    number: Type.Optional(Type.Number()),
    money: Type.Optional(column.decimal(38, 10)),
    cents: Type.Optional(column.decimal(5, 2)),
    count: Type.Optional(column.decimal(18, 0)),
    text: Type.Optional(Type.String()),
    id: Type.Optional(column.uuid()),
    plan: Type.Optional(Type.Union([Type.Literal("free"), Type.Literal("pro")])),
    moment: Type.Optional(column.timestamp()),
    day: Type.Optional(column.date()),
    raw: Type.Optional(column.json()),
    // Reserved words, in DDL and in queries.
    end: Type.Optional(Type.String()),
    group: Type.Optional(Type.Object({ order: Type.Optional(Type.Integer()), select: Type.Optional(column.date()) })),
    place: Type.Optional(
      Type.Object({
        city: Type.Optional(Type.String()),
        geo: Type.Optional(Type.Object({ lat: Type.Number(), lon: Type.Optional(Type.Number()) })),
        since: Type.Optional(column.timestamp()),
      }),
    ),
    tags: Type.Optional(Type.Array(Type.String())),
    moments: Type.Optional(Type.Array(column.timestamp())),
    days: Type.Optional(Type.Array(column.date())),
    grid: Type.Optional(Type.Array(Type.Array(column.decimal(9, 3)))),
    scores: Type.Optional(Type.Record(Type.String(), Type.Number())),
    bigs: Type.Optional(Type.Record(Type.String(), column.bigint())),
    by_day: Type.Optional(
      Type.Record(Type.String(), Type.Object({ day: column.date(), sums: Type.Array(column.decimal(9, 3)) })),
    ),
    items: Type.Optional(
      Type.Array(
        Type.Object({
          sku: Type.String(),
          price: Type.Optional(column.decimal(10, 2)),
          sold_at: Type.Optional(column.timestamp()),
          end: Type.Optional(column.date()),
          maker: Type.Optional(Type.Object({ name: Type.Optional(Type.String()) })),
          sizes: Type.Optional(Type.Record(Type.String(), Type.Integer())),
          discounts: Type.Optional(Type.Array(Type.Object({ code: Type.String(), percent: Type.Number() }))),
        }),
      ),
    ),
  }),
});
