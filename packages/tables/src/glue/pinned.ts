// An adopted table keeps where it lies, how it is read and how its partitions are found: ours is bent to that.
// Guide: OpenX and Hive's JSON SerDe read the same lines; a location that changes makes the data vanish from queries.
import type { TableModel } from "../table-model.js";
import type { Applied } from "./applied.js";

/** What a table had when it was taken over. */
export interface Pins extends Pick<TableModel, "location" | "inputFormat" | "outputFormat"> {
  readonly serde: string;
  /** `theirs`: their projection, or registered partitions; `ours`: our projection, below their location. */
  readonly projection: "ours" | "theirs";
  /** The first day that there is, `YYYY-MM-DD`, where it is known. */
  readonly firstDay?: string | undefined;
}

/** The model of an adopted table. */
export function pinned(model: TableModel, pins: Pins): TableModel {
  const { inputFormat, outputFormat, serde: _, ...rest } = model;
  const parameters = Object.entries(model.parameters).flatMap(([key, value]): [string, string][] => {
    if (!isProjection(key)) return [[key, value]];
    if (pins.projection === "theirs") return [];
    if (key === "storage.location.template") return [[key, value.replace(model.location, pins.location)]];
    return [[key, key.endsWith(".range") ? fromDay(value, pins.firstDay) : value]];
  });
  const ours = pins.serde === model.serde?.library;
  const formats = { inputFormat: pins.inputFormat ?? inputFormat, outputFormat: pins.outputFormat ?? outputFormat };
  return {
    ...rest,
    location: pins.location,
    ...(formats.inputFormat === undefined ? {} : { inputFormat: formats.inputFormat }),
    ...(formats.outputFormat === undefined ? {} : { outputFormat: formats.outputFormat }),
    serde: { library: pins.serde, parameters: ours ? (model.serde?.parameters ?? {}) : {} },
    parameters: Object.fromEntries(parameters),
  };
}

/** The model of a table that was adopted before, from its record. */
export function pinnedByRecord(model: TableModel, record: Applied): TableModel {
  if (!record.adopted) return model;
  const projected = Object.keys(record.parameters).some(isProjection);
  const range = record.parameters[Object.keys(model.parameters).find((key) => key.endsWith(".range")) ?? ""];
  return pinned(model, {
    location: record.location ?? model.location,
    serde: record.serde ?? model.serde?.library ?? "",
    inputFormat: record.inputFormat,
    outputFormat: record.outputFormat,
    projection: projected ? "ours" : "theirs",
    firstDay: range?.split(",")[0],
  } as Pins);
}

/** Whether a parameter says how partitions are found. */
export function isProjection(key: string): boolean {
  return key.startsWith("projection.") || key === "storage.location.template";
}

function fromDay(range: string, day: string | undefined): string {
  const [first = "", last = ""] = range.split(",");
  return day !== undefined && day < first ? `${day},${last}` : range;
}
