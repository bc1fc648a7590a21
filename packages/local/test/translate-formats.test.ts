// Formats of dates and times, letter by letter; near names.
import { describe, expect, test } from "vitest";
import { nearNames } from "../src/translate/near-names.js";
import { jodaFormat, mysqlFormat } from "../src/translate/time-format.js";

describe("formats", () => {
  test.each([
    ["%Y-%m-%d %H:%i:%s", { format: "%Y-%m-%d %H:%M:%S" }],
    ["%M %e, %Y at 100%%", { format: "%B %-d, %Y at 100%%" }],
    ["%r %T %W", { format: "%I:%M:%S %p %H:%M:%S %A" }],
    ["%Y%", { unknown: "%" }],
    ["%U", { unknown: "%U" }],
  ])("MySQL %s", (given, want) => {
    expect(mysqlFormat(given)).toEqual(want);
  });

  test.each([
    ["yyyy-MM-dd'T'HH:mm:ss.SSS", { format: "%Y-%m-%dT%H:%M:%S.%g" }],
    ["EEE, d MMM yyyy h:mm a", { format: "%a, %-d %b %Y %-I:%M %p" }],
    ["h 'o''clock' 50%", { format: "%-I o'clock 50%%" }],
    ["yyyy G", { unknown: "G" }],
  ])("Joda %s", (given, want) => {
    expect(jodaFormat(given)).toEqual(want);
  });
});

describe("near names", () => {
  const names = ["plan_changed", "plan_changed__seats", "search", "sign_in", "http_request"];
  test.each([
    ["plan_chnaged", ["plan_changed"]],
    ["plan", ["plan_changed", "plan_changed__seats"]],
    ["serach", ["search"]],
    ["HTTP_REQEUST", ["http_request"]],
    ["entirely_else", []],
  ])("%s", (given, want) => {
    expect(nearNames(given, names)).toEqual(want);
  });
});
