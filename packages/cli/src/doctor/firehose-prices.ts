// What Amazon Data Firehose costs: the one place that holds a price. List prices in US dollars, Direct PUT, the first
// 500 TB of a month. Source: aws.amazon.com/firehose/pricing, as known in November 2026 and not read from a live
// account; `--price-per-gb` takes the price of the day.

/** The day that the prices were written down. */
export const PRICES_OF = "2026-11-25";

/** Dollars for each GB (2^30 bytes) that is ingested, by region. */
export const ingestionPrices: Readonly<Record<string, number>> = {
  "us-east-1": 0.029,
  "us-west-2": 0.029,
  "eu-west-1": 0.031,
  "ap-northeast-1": 0.036,
};

/** The region whose price is taken where none is known. */
export const FALLBACK_REGION = "us-east-1";

/** Bytes to which each record is rounded up. Source: the same page, "in 5 KB increments", for each record. */
export const BILLED_STEP = 5 * 1024;
