import { readSql } from "@tracklake/sql";

const { statements, unread } = readSql("SELECT plan FROM plan_changed WHERE dt >= '{{ start }}'; SELEC 1");
statements[0]?.dialect; // "trino"
unread[0]?.line; // 1
