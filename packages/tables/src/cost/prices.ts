// What AWS asks: the one place that holds prices. List prices in US dollars, as known on the day below and not read
// from an account; no discounts, no free tier, the first tier of each. Every row names the page it is from.

/** The day that the prices were written down. */
export const PRICES_OF = "2026-11-25";

/** Where each price is from. */
export const priceSources = {
  firehose: "https://aws.amazon.com/firehose/pricing/",
  s3: "https://aws.amazon.com/s3/pricing/",
  athena: "https://aws.amazon.com/athena/pricing/",
} as const;

/** What one region asks, in dollars; what is not known is left out, and is never guessed. */
export interface RegionPrices {
  /** Firehose, Direct PUT, each GB (2^30 bytes) that is ingested, the first 500 TB of a month. */
  readonly firehoseGb?: number;
  /** Firehose's dynamic partitioning, each GB delivered. */
  readonly partitioningGb?: number;
  /** The same, each 1,000 objects delivered. */
  readonly partitioningThousandObjects?: number;
  /** S3 Standard, a GB for a month, the first 50 TB. */
  readonly s3GbMonth?: number;
  /** S3 Standard, 1,000 PUT requests. */
  readonly s3ThousandPuts?: number;
  /** S3 Standard, 1,000 GET requests. */
  readonly s3ThousandGets?: number;
  /** Athena, each TB (2^40 bytes) that a query scans. */
  readonly athenaTb?: number;
}

const us = {
  firehoseGb: 0.029,
  partitioningGb: 0.02,
  partitioningThousandObjects: 0.005,
  s3GbMonth: 0.023,
  s3ThousandPuts: 0.005,
  s3ThousandGets: 0.0004,
  athenaTb: 5,
} as const;

/** By region. */
export const prices: Readonly<Record<string, RegionPrices>> = {
  "us-east-1": us,
  "us-west-2": us,
  "eu-west-1": { firehoseGb: 0.031, s3GbMonth: 0.023, s3ThousandPuts: 0.005, s3ThousandGets: 0.0004, athenaTb: 5 },
  "ap-northeast-1": {
    firehoseGb: 0.036,
    s3GbMonth: 0.025,
    s3ThousandPuts: 0.0047,
    s3ThousandGets: 0.00037,
    athenaTb: 5,
  },
};

/** The region whose prices are taken where no region of the list is named. */
export const FALLBACK_REGION = "us-east-1";

/** Bytes to which Firehose rounds up each record. Source: its page, "in 5 KB increments". */
export const FIREHOSE_BILLED_STEP = 5 * 1024;

/** Bytes that each query of Athena is billed at least. Source: its page, "10MB minimum per query". */
export const ATHENA_LEAST_BYTES = 10 * 2 ** 20;
