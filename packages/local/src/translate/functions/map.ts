// Maps.
import type { FunctionGroup } from "./function-group.js";

export const mapFunctions: FunctionGroup = {
  same: ["map", "map_concat", "map_entries", "map_from_entries", "map_keys", "map_values"],
  renamed: {},
  macros: {},
  rewritten: ["map_filter", "transform_keys", "transform_values"],
  refused: {
    map_zip_with: "unnest both maps and join them on their keys",
    multimap_from_entries: "unnest the entries and use multimap_agg(key, value)",
  },
};
