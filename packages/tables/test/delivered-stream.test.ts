// The stream that infra makes and doctor compares: it writes where the tables of the same configuration look.
import { partitioningQuery, streamDestination, streamPrefix } from "@tracklake/envelope";
import { describe, expect, test } from "vitest";
import {
  cloudFormationTemplate,
  type Delivery,
  deliveredStream,
  infraModel,
  isTablesError,
  tableModels,
  terraformConfiguration,
} from "../src/index.js";
import { event, field, lake, revised } from "./rich-event.js";

const byHour = `${streamPrefix}hh=!{timestamp:HH}/`;
const arrival =
  "events/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/dt=!{timestamp:yyyy-MM-dd}/";
const byTenant = `${streamPrefix}tenant=!{partitionKeyFromQuery:tenant}/`;
const model = (delivery?: Delivery) => infraModel([], lake, "acme-events", delivery);
const code = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return isTablesError(error) ? error.code : error;
  }
  return undefined;
};

test("without a word of delivery it is the product's own", () => {
  expect(deliveredStream()).toEqual(streamDestination);
  expect(deliveredStream({ prefix: streamPrefix, timeZone: "UTC" })).toEqual(streamDestination);
});

test.each<[string, Delivery, { Prefix: string; CustomTimeZone?: string; query: string }]>([
  ["an hour of arrival", { prefix: byHour }, { Prefix: byHour, query: partitioningQuery }],
  [
    "days of arrival in the lake's zone: no query gives what no folder takes",
    { prefix: arrival, timeZone: "Asia/Tokyo" },
    {
      Prefix: arrival,
      CustomTimeZone: "Asia/Tokyo",
      query: "{event_name:.event_name,event_major:.event_major|tostring}",
    },
  ],
  [
    "a key of its own",
    { prefix: byTenant, queries: { tenant: '.organisation_id // "none"' } },
    { Prefix: byTenant, query: `${partitioningQuery.slice(0, -1)},tenant:(.organisation_id // "none")}` },
  ],
])("%s", (_, delivery, { query, ...want }) => {
  const { Prefix, CustomTimeZone, ProcessingConfiguration } = deliveredStream(delivery);
  expect({ Prefix, CustomTimeZone }).toEqual({ CustomTimeZone: undefined, ...want });
  const values = ProcessingConfiguration.Processors.flatMap(({ Parameters }) => Parameters);
  expect(values.find(({ ParameterName }) => ParameterName === "MetadataExtractionQuery")?.ParameterValue).toBe(query);
});

describe.each([
  ["cloudformation", cloudFormationTemplate, "CustomTimeZone: Asia/Tokyo"],
  ["terraform", terraformConfiguration, 'custom_time_zone    = "Asia/Tokyo"'],
] as const)("%s", (_, render, zone) => {
  test("has the configuration's prefix, zone and queries", () => {
    const hours = render(model({ prefix: byHour }));
    expect(hours).toContain(byHour);
    expect(hours).not.toMatch(/custom_?time_?zone/i);
    expect(render(model({ prefix: arrival, timeZone: "Asia/Tokyo" }))).toContain(zone);
    expect(render(model({ prefix: byTenant, queries: { tenant: ".team" } }))).toContain("tenant:(.team)");
  });

  test("is not made of a key that nobody says how to take out of a line", () => {
    expect(code(() => render(model({ prefix: byTenant })))).toBe("bad-layout");
  });
});

test("what the stream writes is where the tables look", () => {
  const keys = [{ name: "hh", type: "integer", range: [0, 23], digits: 2 }] as const;
  const [table] = tableModels([revised(event([field("a")]))], lake, { keys, delivery: { prefix: byHour } });
  const { Prefix } = deliveredStream({ prefix: byHour });
  const line: Readonly<Record<string, string>> = {
    event_name: "thing_done",
    event_major: "1",
    event_date: "2026-03-01",
    HH: "07",
  };
  const written = Prefix.replace(/!\{\w+:(\w+)\}/g, (_, name: string) => line[name] ?? "");
  const read = table?.parameters["storage.location.template"]?.replace("${dt}", "2026-03-01").replace("${hh}", "07");
  expect(`s3://${lake.bucket}/${written}`).toBe(read);
});
