// This repository's own project: the events of schemas/, and the users table that the demo joins with them.
import { defineConfig } from "tracklake";

export default defineConfig({
  schemas: "schemas",
  output: "gen",
  owner: "platform",
  // A check of GitHub has a name, and is nobody.
  lint: { ignore: ["personal-data@github_check_run_changed.name"] },
  lake: { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" },
  dimensions: {
    users: { postgres: "env:DATABASE_URL", query: "SELECT login, name, team, plan, joined_on FROM users" },
  },
});
