// Money arrived for an invoice. Amounts are decimals, so that sums are exact.
// Each line of the invoice is a row of the view invoice_paid__lines.
import { column, defineEvent, Type } from "@tracklake/schema";
import { organisation } from "./contexts/organisation.js";

export default defineEvent({
  name: "invoice_paid",
  description: "An organisation paid an invoice in full.",
  owner: "billing",
  answers: ["What was our revenue by month?", "How many days do customers take to pay?"],
  contexts: [organisation],
  retention: 3_653,
  properties: Type.Object({
    invoice_number: Type.String({
      pattern: "^INV-[0-9]{4}-[0-9]{6}$",
      description: "Number on the invoice.",
      examples: ["INV-2026-000042"],
    }),
    amount: column.decimal(14, 2, { description: "What was paid, tax included." }),
    tax: column.decimal(14, 2, { description: "Tax within the amount." }),
    currency: Type.Union([Type.Literal("JPY"), Type.Literal("USD"), Type.Literal("EUR")], {
      description: "Currency of every amount here.",
    }),
    due_date: column.date({ description: "The day by which it had to be paid." }),
    paid_at: column.timestamp({ description: "When the payment arrived." }),
    lines: Type.Array(
      Type.Object({
        product: Type.String({ description: "Code of the product." }),
        quantity: Type.Integer({ minimum: 1, description: "How many." }),
        amount: column.decimal(14, 2, { description: "Price of the line, without tax." }),
      }),
      { minItems: 1, description: "The invoice's lines." },
    ),
  }),
});
