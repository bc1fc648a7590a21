// The comment of a pull request: hostile text stays text, and whatever is in it, it fits.
import { loadRegistry, memoryStore, publish, withDrafts } from "@tracklake/registry";
import { COMMENT_CHARACTERS, renderReviewMarkdown, renderReviewText, reviewChanges } from "@tracklake/review";
import { defineEvent, type EventModel, Type, toEventModel } from "@tracklake/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const today = "2026-01-15";

function model(name: string, text: string, fields: string[], values: string[]): EventModel {
  return toEventModel(
    defineEvent({
      name,
      description: text,
      owner: text,
      properties: Type.Object({
        plan: Type.Union(values.map((value) => Type.Literal(value))),
        ...Object.fromEntries(fields.map((field) => [field, Type.Optional(Type.String({ description: text }))])),
      }),
    }),
  ).model;
}

async function reviewOf(before: readonly EventModel[], after: readonly EventModel[]) {
  const store = memoryStore();
  await publish(store, before);
  const registry = await loadRegistry(store);
  return reviewChanges(registry, withDrafts(registry, after), lake, { today });
}

/** What GitHub would read outside of code: spans and blocks taken out. */
function prose(markdown: string): string {
  return markdown
    .replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, "")
    .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "CODE");
}

const hostile = [
  "a | b",
  "`code` and ``more``",
  "```\nfence\n```",
  "<script>alert(1)</script>",
  "<!-- tracklake-review -->",
  "</details>",
  "line\r\nbreak\n\n# heading\n| a | b |",
  "@everyone @acme/team #12 GH-12 https://example.com www.example.com",
  "[link](javascript:alert(1)) ![image](x)",
  "\u202eright to left\u2066 \u200b \u0000 \u001b[31mred",
  "&lt;b&gt; &#64;acme",
  "",
  "   ",
  "`",
  "|",
];

describe.each(hostile)("%j", (text) => {
  test("breaks no table, opens no tag and calls nobody", async () => {
    const review = await reviewOf(
      [model("plan_changed", "A plan.", ["seats"], ["free", text || "x"])],
      [model("plan_changed", text, ["seats"], ["free", `${text}!`])],
    );
    const markdown = renderReviewMarkdown(review);
    const outside = prose(markdown).replace("<!-- tracklake-review -->", "");
    expect(outside.replaceAll(/<\/?details>|<\/?summary>|<br>/g, "")).not.toMatch(/(?<!\\)<(?=[a-z/!])/i);
    expect(outside).not.toMatch(/(?<!\w)@\w|#\d|https?:|www\.|javascript:/i);
    expect(markdown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e\u2066]/u);
    const rows = markdown.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(6);
    expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/^<\/details>$/gm)?.length);
    expect(renderReviewText(review).replaceAll(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});

describe("its length", () => {
  const many = (events: number, fields: number, text: string, values: string[]) =>
    Array.from({ length: events }, (_, index) =>
      model(
        `event_${index}`,
        text,
        Array.from({ length: fields }, (__, field) => `field_${field}`),
        values,
      ),
    );

  test.each<[string, number, number, string, RegExp]>([
    ["a few events are shown whole", 2, 3, "short", /CREATE EXTERNAL TABLE/],
    ["tables go first", 12, 20, "short", /shortened to fit: tables and views are left out/],
    ["then rows", 25, 60, "short", /shortened to fit: only the first changes/],
    ["then events", 300, 4, "short", /shortened to fit: only \d+ of 300 events are shown/],
    ["and a text without end is cut", 3, 2, "long ".repeat(40_000), /shortened/],
  ])("%s", async (_, events, fields, text, note) => {
    const review = await reviewOf(many(events, 0, "A plan.", ["free", "pro"]), many(events, fields, text, ["free"]));
    const markdown = renderReviewMarkdown(review);
    expect(markdown.length).toBeLessThanOrEqual(COMMENT_CHARACTERS);
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(262_144);
    expect(markdown).toMatch(note);
    expect(markdown).toMatch(/^<!-- tracklake-review -->\n\n### Event schemas: ❌ \d+ breaks to acknowledge/);
  });

  test("is kept whatever the limit is", async () => {
    const review = await reviewOf(many(5, 0, "A plan.", ["free", "pro"]), many(5, 9, "text", ["free"]));
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 40_000 }), (limit) => {
        expect(renderReviewMarkdown(review, { limit }).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
