// What the demo asks, in Athena's SQL, of the events of one run.

/** A question with its query. */
export interface Question {
  readonly asks: string;
  readonly sql: string;
  /** What the query would be without a schema, or what makes it work. */
  readonly remark: string;
}

/** The three questions. @param run - The instance_id of the run. */
export function questions(run: string): Question[] {
  return [
    {
      asks: "Which webhooks arrive, and from how many people?",
      sql: `SELECT event, count(*) AS deliveries, count(DISTINCT sender__login) AS people
FROM github_webhook_received
WHERE instance_id = '${run}'
GROUP BY event
ORDER BY deliveries DESC, event
LIMIT 10`,
      remark: "sender is a struct; the view shows its fields as columns: sender__login, sender__type…",
    },
    {
      asks: "What is done to issues, by label and milestone?",
      sql: `SELECT label.name AS label, issue.milestone__title AS milestone, issue.action,
       count(*) AS changes, count(DISTINCT issue.issue_id) AS issues, max(issue.milestone__due_on) AS due_on
FROM github_issue_changed__labels label
JOIN github_issue_changed issue ON issue.dt = label.dt AND issue.event_id = label.event_id
WHERE issue.instance_id = '${run}'
GROUP BY label.name, issue.milestone__title, issue.action
ORDER BY changes DESC, milestone, issue.action
LIMIT 8`,
      remark: `A row of github_issue_changed__labels is one label. On logs without a schema the same question reads:
  SELECT json_extract_scalar(label, '$.name'), json_extract_scalar(line, '$.issue.milestone.title'), …
  FROM logs CROSS JOIN UNNEST(CAST(json_extract(line, '$.issue.labels') AS ARRAY(JSON))) AS t (label)
  WHERE json_extract_scalar(line, '$.event') = 'issues' …`,
    },
    {
      asks: "Which teams and plans are active? (users is a table of PostgreSQL)",
      sql: `SELECT u.team, u.plan, count(*) AS deliveries, count(DISTINCT w.sender__login) AS people,
       count(DISTINCT w.repository__full_name) AS repositories
FROM github_webhook_received w
JOIN users u ON u.login = w.sender__login
WHERE w.instance_id = '${run}'
GROUP BY u.team, u.plan
ORDER BY deliveries DESC`,
      remark: "users is a dimension of tracklake.config.ts: read from PostgreSQL when a query names it.",
    },
  ];
}
