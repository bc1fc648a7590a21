import { column, defineContext, defineEvent, Type } from "@tracklake/schema";

const user = defineContext({
  name: "user",
  description: "Who did it.",
  properties: Type.Object({ user_id: Type.String({ description: "Id of the user." }) }),
});

export default defineEvent({
  name: "invoice_paid",
  description: "A customer paid an invoice.",
  owner: "billing",
  answers: ["How much was paid each month?"],
  contexts: [user],
  properties: Type.Object({
    amount: column.decimal(12, 2, { unit: "JPY", description: "What was paid." }),
    paid_at: column.timestamp({ description: "When the money arrived." }),
  }),
});
