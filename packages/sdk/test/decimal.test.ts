// A string gets the type of a decimal, and stays what it is.
import { decimal } from "@tracklake/sdk";
import { expect, expectTypeOf, test } from "vitest";

test.each([["12.50"], ["-0"], ["no number"], [""]])("the text %j is returned as it is", (text) => {
  const typed = decimal(text);
  expectTypeOf(typed).toEqualTypeOf<`${number}`>();
  expect(typed).toBe(text);
});
