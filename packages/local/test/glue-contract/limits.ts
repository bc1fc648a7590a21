// What the API's model does not let through: lengths, line ends, columns twice.
import type { TableInput } from "@aws-sdk/client-glue";
import { glueLimits } from "@tracklake/envelope";
import { expect } from "vitest";
import { refusal } from "../stack-clients.js";
import type { ContractCase } from "./contract.js";
import { inDatabase } from "./in-database.js";

const column = (rest: { Name?: string; Type?: string; Comment?: string }): TableInput => ({
  Name: "t",
  StorageDescriptor: { Columns: [{ Name: "c", ...rest }] },
});

const limits: readonly [string, number, (length: number) => TableInput][] = [
  ["name", glueLimits.nameCharacters, (n) => ({ Name: "é".repeat(n) })],
  ["description", glueLimits.descriptionCharacters, (n) => ({ Name: "t", Description: "x".repeat(n) })],
  ["location", glueLimits.locationCharacters, (n) => ({ Name: "t", StorageDescriptor: { Location: "x".repeat(n) } })],
  ["parameter key", glueLimits.parameterKeyCharacters, (n) => ({ Name: "t", Parameters: { ["x".repeat(n)]: "" } })],
  ["parameter value", glueLimits.parameterValueCharacters, (n) => ({ Name: "t", Parameters: { k: "x".repeat(n) } })],
  ["column name", glueLimits.nameCharacters, (n) => column({ Name: "x".repeat(n) })],
  ["column type", glueLimits.columnTypeCharacters, (n) => column({ Type: "x".repeat(n) })],
  ["column comment", glueLimits.columnCommentCharacters, (n) => column({ Comment: "😀".repeat(n) })],
];

const refused: readonly [string, TableInput, string][] = [
  ["a line end in a comment", column({ Comment: "a\nb" }), "ValidationException"],
  ["a carriage return in a type", column({ Type: "struct<a:\rint>" }), "ValidationException"],
  ["a line end in a name", { Name: "a\nb" }, "ValidationException"],
  ["no name", { Name: "" }, "ValidationException"],
  [
    "a column twice, but for case",
    { Name: "t", StorageDescriptor: { Columns: [{ Name: "a" }, { Name: "A" }] } },
    "InvalidInputException",
  ],
  [
    "a partition key that is a column",
    { ...column({ Name: "dt" }), PartitionKeys: [{ Name: "dt" }] },
    "InvalidInputException",
  ],
];

/** The cases. */
export const limitCases: readonly ContractCase[] = [
  ...limits.map(([what, limit, input]) =>
    inDatabase(`a ${what} of ${limit} characters is taken`, async ({ create }) => {
      expect(await refusal(create(input(limit)))).toBe("none");
    }),
  ),
  ...limits.map(([what, limit, input]) =>
    inDatabase(`a ${what} of ${limit + 1} characters is refused`, async ({ create }) => {
      expect(await refusal(create(input(limit + 1)))).toBe("ValidationException");
    }),
  ),
  ...refused.map(([what, input, want]) =>
    inDatabase(`${what} is refused`, async ({ create }) => {
      expect(await refusal(create(input))).toBe(want);
    }),
  ),
];
