# Made by npx tracklake infra terraform from the configuration and the schemas. Make it again when an event's
# retention changes; tables and views are made by npx tracklake apply.
# The bucket, the stream and the databases have prevent_destroy: terraform destroy refuses as a whole while they are here.
# To keep them and let the rest go, take them out of the state first (terraform state rm), with all that belongs to
# the bucket, and the stream's role, policy and log: without its role the stream drops what it holds after 24 hours.
terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.83"
    }
  }
}

variable "producer_service" {
  description = "The AWS service whose tasks track events and take the producer's role."
  type        = string
  default     = "ecs-tasks.amazonaws.com"
}

variable "allow_fallback" {
  description = "Whether producers may write to the bucket themselves: for trackers with fallback s3Sink."
  type        = bool
  default     = false
}

variable "deploy_principal_arn" {
  description = "ARN of who takes the deploy role; without one only its policy is made, to attach to your own role."
  type        = string
  default     = ""
}

variable "curate_principal_arn" {
  description = "ARN of who takes the role of a scheduled tracklake curate; without one only its policy is made."
  type        = string
  default     = ""
}

variable "reader_principal_arn" {
  description = "ARN of who takes the reader role; without one only its policy is made."
  type        = string
  default     = ""
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that alarms are told to; without one they only change colour."
  type        = string
  default     = ""
}

variable "metrics_namespace" {
  description = "The CloudWatch namespace that the metrics of trackers arrive in, for the alarm on dead letters."
  type        = string
  default     = "Tracklake"
}

variable "scan_limit_bytes" {
  description = "Bytes that one query may scan before Athena stops it."
  type        = number
  default     = 107374182400

  validation {
    condition     = var.scan_limit_bytes >= 10000000
    error_message = "It is at least 10000000."
  }
}

variable "log_retention_days" {
  description = "Days that the stream's own log is kept."
  type        = number
  default     = 30
}

variable "buffer_seconds" {
  description = "Seconds after which Firehose writes what it holds: less is sooner in queries, and more objects to pay for."
  type        = number
  default     = 300

  validation {
    condition     = var.buffer_seconds >= 60 && var.buffer_seconds <= 900
    error_message = "It is at least 60 and at most 900."
  }
}

data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

# The lake: delivered lines, curated files, Firehose's error output, results of queries.
resource "aws_s3_bucket" "lake" {
  bucket = "acme-lake"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "lake" {
  bucket                  = aws_s3_bucket.lake.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "lake" {
  bucket = aws_s3_bucket.lake.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "lake" {
  bucket = aws_s3_bucket.lake.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "lake" {
  bucket = aws_s3_bucket.lake.id

  versioning_configuration {
    status = "Enabled"
  }
}

# What goes when; retention is what events say.
resource "aws_s3_bucket_lifecycle_configuration" "lake" {
  bucket     = aws_s3_bucket.lake.id
  depends_on = [aws_s3_bucket_versioning.lake]

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    expiration {
      expired_object_delete_marker = true
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }

  rule {
    id     = "query-results"
    status = "Enabled"

    filter {
      prefix = "athena-results/"
    }

    expiration {
      days = 7
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  rule {
    id     = "retention-order_placed_v1"
    status = "Enabled"

    filter {
      prefix = "events/order_placed_v1/"
    }

    expiration {
      days = 365
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  rule {
    id     = "retention-order_placed_v1_curated"
    status = "Enabled"

    filter {
      prefix = "curated/order_placed_v1/"
    }

    expiration {
      days = 365
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }
}

# Counts what is written to the error output.
resource "aws_s3_bucket_metric" "errors" {
  bucket = aws_s3_bucket.lake.id
  name   = "errors"

  filter {
    prefix = "errors/"
  }
}

# Nothing over plain HTTP.
resource "aws_s3_bucket_policy" "lake" {
  bucket = aws_s3_bucket.lake.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake",
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/*",
        ]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# What Firehose says when it cannot deliver.
resource "aws_cloudwatch_log_group" "delivery" {
  name              = "/aws/kinesisfirehose/acme-events"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_stream" "delivery" {
  name           = "S3Delivery"
  log_group_name = aws_cloudwatch_log_group.delivery.name
}

# All events: each line goes into the folder of its event, its major and its day, so a new event needs none of this.
resource "aws_kinesis_firehose_delivery_stream" "events" {
  name        = "acme-events"
  destination = "extended_s3"
  depends_on  = [aws_iam_role_policy.firehose]

  server_side_encryption {
    enabled  = true
    key_type = "AWS_OWNED_CMK"
  }

  extended_s3_configuration {
    role_arn            = aws_iam_role.firehose.arn
    bucket_arn          = aws_s3_bucket.lake.arn
    prefix              = "events/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/dt=!{partitionKeyFromQuery:event_date}/"
    error_output_prefix = "errors/dt=!{timestamp:yyyy-MM-dd}/!{firehose:error-output-type}-"
    buffering_size      = 64
    buffering_interval  = var.buffer_seconds
    compression_format  = "GZIP"

    dynamic_partitioning_configuration {
      enabled        = true
      retry_duration = 300
    }

    processing_configuration {
      enabled = true

      processors {
        type = "RecordDeAggregation"

        parameters {
          parameter_name  = "SubRecordType"
          parameter_value = "DELIMITED"
        }

        parameters {
          parameter_name  = "Delimiter"
          parameter_value = "Cg=="
        }
      }

      processors {
        type = "MetadataExtraction"

        parameters {
          parameter_name  = "MetadataExtractionQuery"
          parameter_value = "{event_name:.event_name,event_major:.event_major|tostring,event_date:.event_date}"
        }

        parameters {
          parameter_name  = "JsonParsingEngine"
          parameter_value = "JQ-1.6"
        }
      }

      processors {
        type = "AppendDelimiterToRecord"

        parameters {
          parameter_name  = "Delimiter"
          parameter_value = "\\n"
        }
      }
    }

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.delivery.name
      log_stream_name = aws_cloudwatch_log_stream.delivery.name
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# What the delivery stream may: write into two folders of the bucket, and its log.
resource "aws_iam_role" "firehose" {
  name_prefix = "acme-events-delivery-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "firehose.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "sts:ExternalId" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "firehose" {
  name = "deliver"
  role = aws_iam_role.firehose.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "FindBucket"
        Effect = "Allow"
        Action = [
          "s3:GetBucketLocation",
          "s3:ListBucket",
          "s3:ListBucketMultipartUploads",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::acme-lake"]
      },
      {
        Sid    = "WriteObjects"
        Effect = "Allow"
        Action = [
          "s3:AbortMultipartUpload",
          "s3:GetObject",
          "s3:PutObject",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/events/*",
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/errors/*",
        ]
      },
      {
        Sid      = "WriteLog"
        Effect   = "Allow"
        Action   = ["logs:PutLogEvents"]
        Resource = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/kinesisfirehose/acme-events:log-stream:*"]
      },
    ]
  })
}

# What a service that tracks events may; the role is for those that have none yet.
resource "aws_iam_policy" "producer" {
  name_prefix = "acme-events-producer-"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid      = "Deliver"
        Effect   = "Allow"
        Action   = ["firehose:PutRecordBatch"]
        Resource = ["arn:${data.aws_partition.current.partition}:firehose:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:deliverystream/acme-events"]
      },
    ], [for one in [
      {
        Sid      = "Fallback"
        Effect   = "Allow"
        Action   = ["s3:PutObject"]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::acme-lake/events/*"]
      },
    ] : one if var.allow_fallback])
  })
}

resource "aws_iam_role" "producer" {
  name_prefix = "acme-events-producer-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = var.producer_service
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "producer" {
  role       = aws_iam_role.producer.name
  policy_arn = aws_iam_policy.producer.arn
}

# What tracklake plan, apply, drift, adopt and doctor may in a pipeline.
resource "aws_iam_policy" "deploy" {
  name_prefix = "acme-events-deploy-"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Catalogue"
        Effect = "Allow"
        Action = [
          "glue:BatchDeleteTableVersion",
          "glue:BatchGetPartition",
          "glue:BatchUpdatePartition",
          "glue:CreateDatabase",
          "glue:CreateTable",
          "glue:GetDatabase",
          "glue:GetPartition",
          "glue:GetPartitions",
          "glue:GetTable",
          "glue:GetTableVersions",
          "glue:GetTables",
          "glue:UpdateTable",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:catalog",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/acme_store",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/acme",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:table/acme_store/*",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:table/acme/*",
        ]
      },
      {
        Sid    = "WriteViews"
        Effect = "Allow"
        Action = [
          "athena:GetQueryExecution",
          "athena:StartQueryExecution",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:workgroup/acme"]
      },
      {
        Sid    = "DefaultDatabase"
        Effect = "Allow"
        Action = ["glue:GetDatabase"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:catalog",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/default",
        ]
      },
      {
        Sid    = "FindFiles"
        Effect = "Allow"
        Action = [
          "s3:GetBucketLocation",
          "s3:GetBucketPublicAccessBlock",
          "s3:GetLifecycleConfiguration",
          "s3:ListBucket",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::acme-lake"]
      },
      {
        Sid    = "KeepResults"
        Effect = "Allow"
        Action = [
          "s3:AbortMultipartUpload",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::acme-lake/athena-results/*"]
      },
      {
        Sid      = "LookAtStream"
        Effect   = "Allow"
        Action   = ["firehose:DescribeDeliveryStream"]
        Resource = ["arn:${data.aws_partition.current.partition}:firehose:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:deliverystream/acme-events"]
      },
    ]
  })
}

resource "aws_iam_role" "deploy" {
  count       = var.deploy_principal_arn == "" ? 0 : 1
  name_prefix = "acme-events-deploy-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = var.deploy_principal_arn
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "deploy" {
  count      = var.deploy_principal_arn == "" ? 0 : 1
  role       = aws_iam_role.deploy[0].name
  policy_arn = aws_iam_policy.deploy.arn
}

# What a scheduled tracklake curate --engine athena may.
resource "aws_iam_policy" "curate" {
  name_prefix = "acme-events-curate-"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Write"
        Effect = "Allow"
        Action = [
          "athena:GetQueryExecution",
          "athena:StartQueryExecution",
          "athena:StopQueryExecution",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:workgroup/acme"]
      },
      {
        Sid    = "Catalogue"
        Effect = "Allow"
        Action = [
          "glue:BatchGetPartition",
          "glue:CreatePartition",
          "glue:CreateTable",
          "glue:GetDatabase",
          "glue:GetPartition",
          "glue:GetPartitions",
          "glue:GetTable",
          "glue:UpdatePartition",
          "glue:UpdateTable",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:catalog",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/acme_store",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/acme",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:table/acme_store/*",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:table/acme/*",
        ]
      },
      {
        Sid    = "DefaultDatabase"
        Effect = "Allow"
        Action = ["glue:GetDatabase"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:catalog",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/default",
        ]
      },
      {
        Sid    = "FindFiles"
        Effect = "Allow"
        Action = [
          "s3:GetBucketLocation",
          "s3:ListBucket",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::acme-lake"]
      },
      {
        Sid      = "RemoveOldRuns"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject"]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::acme-lake/curated/*"]
      },
      {
        Sid    = "ReadThroughAthena"
        Effect = "Allow"
        Action = ["s3:GetObject"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/events/*",
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/curated/*",
        ]
      },
      {
        Sid    = "WriteThroughAthena"
        Effect = "Allow"
        Action = [
          "s3:AbortMultipartUpload",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/curated/*",
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/athena-results/*",
        ]
      },
    ]
  })
}

resource "aws_iam_role" "curate" {
  count       = var.curate_principal_arn == "" ? 0 : 1
  name_prefix = "acme-events-curate-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = var.curate_principal_arn
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "curate" {
  count      = var.curate_principal_arn == "" ? 0 : 1
  role       = aws_iam_role.curate[0].name
  policy_arn = aws_iam_policy.curate.arn
}

# What whoever queries may, such as a dashboard.
resource "aws_iam_policy" "reader" {
  name_prefix = "acme-events-reader-"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Query"
        Effect = "Allow"
        Action = [
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:GetQueryResultsStream",
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:StopQueryExecution",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:workgroup/acme"]
      },
      {
        Sid    = "Browse"
        Effect = "Allow"
        Action = [
          "athena:GetDataCatalog",
          "athena:GetDatabase",
          "athena:GetTableMetadata",
          "athena:ListDatabases",
          "athena:ListTableMetadata",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:athena:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:datacatalog/AwsDataCatalog"]
      },
      {
        Sid    = "ReadCatalogue"
        Effect = "Allow"
        Action = [
          "glue:BatchGetPartition",
          "glue:GetDatabase",
          "glue:GetDatabases",
          "glue:GetPartition",
          "glue:GetPartitions",
          "glue:GetTable",
          "glue:GetTables",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:catalog",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/acme_store",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/acme",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:table/acme_store/*",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:table/acme/*",
        ]
      },
      {
        Sid    = "DefaultDatabase"
        Effect = "Allow"
        Action = ["glue:GetDatabase"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:catalog",
          "arn:${data.aws_partition.current.partition}:glue:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:database/default",
        ]
      },
      {
        Sid    = "FindFiles"
        Effect = "Allow"
        Action = [
          "s3:GetBucketLocation",
          "s3:ListBucket",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::acme-lake"]
      },
      {
        Sid    = "ReadFiles"
        Effect = "Allow"
        Action = ["s3:GetObject"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/events/*",
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/curated/*",
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/iceberg/*",
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/dead-letters/*",
          "arn:${data.aws_partition.current.partition}:s3:::acme-lake/errors/*",
        ]
      },
      {
        Sid    = "KeepResults"
        Effect = "Allow"
        Action = [
          "s3:AbortMultipartUpload",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::acme-lake/athena-results/*"]
      },
    ]
  })
}

resource "aws_iam_role" "reader" {
  count       = var.reader_principal_arn == "" ? 0 : 1
  name_prefix = "acme-events-reader-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = var.reader_principal_arn
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "reader" {
  count      = var.reader_principal_arn == "" ? 0 : 1
  role       = aws_iam_role.reader[0].name
  policy_arn = aws_iam_policy.reader.arn
}

# The tables of acme: for machines. Query acme.
resource "aws_glue_catalog_database" "store" {
  name        = "acme_store"
  description = "The tables of acme: for machines. Query acme."

  lifecycle {
    prevent_destroy = true
  }
}

# The views of acme: what people query.
resource "aws_glue_catalog_database" "views" {
  name        = "acme"
  description = "The views of acme: what people query."

  lifecycle {
    prevent_destroy = true
  }
}

# Where people query: no query scans more than the limit, and results lie in the bucket for a week.
resource "aws_athena_workgroup" "lake" {
  name        = "acme"
  description = "Queries of acme."
  state       = "ENABLED"

  configuration {
    enforce_workgroup_configuration    = true
    bytes_scanned_cutoff_per_query     = var.scan_limit_bytes
    publish_cloudwatch_metrics_enabled = true

    engine_version {
      selected_engine_version = "Athena engine version 3"
    }

    result_configuration {
      output_location = "s3://acme-lake/athena-results/"

      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  }
}

locals {
  alarm_actions = var.alarm_topic_arn == "" ? [] : [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "delivery_late" {
  alarm_name        = "acme-events-delivery-late"
  alarm_description = "The oldest record that is not in S3 is older than 1500 s. Firehose drops data after 24 h."
  namespace         = "AWS/Firehose"
  metric_name       = "DeliveryToS3.DataFreshness"
  dimensions = {
    DeliveryStreamName = "acme-events"
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1500
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "delivery_failing" {
  alarm_name        = "acme-events-delivery-failing"
  alarm_description = "Firehose cannot write to the bucket: see the stream's log group."
  namespace         = "AWS/Firehose"
  metric_name       = "DeliveryToS3.Success"
  dimensions = {
    DeliveryStreamName = "acme-events"
  }
  statistic           = "Minimum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "throttled" {
  alarm_name        = "acme-events-throttled"
  alarm_description = "Records are refused for the stream's limits. Trackers keep and repeat them; raise the quota."
  namespace         = "AWS/Firehose"
  metric_name       = "ThrottledRecords"
  dimensions = {
    DeliveryStreamName = "acme-events"
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "too_many_partitions" {
  alarm_name        = "acme-events-too-many-partitions"
  alarm_description = "More events and days at once than the stream has active partitions: the rest goes to the error output."
  namespace         = "AWS/Firehose"
  metric_name       = "PartitionCountExceeded"
  dimensions = {
    DeliveryStreamName = "acme-events"
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "error_output" {
  alarm_name        = "acme-events-error-output"
  alarm_description = "Something was written to errors/. Fetch it and run npx tracklake redrive."
  namespace         = "AWS/S3"
  metric_name       = "PutRequests"
  dimensions = {
    BucketName = "acme-lake"
    FilterId   = "errors"
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "acme-events-dead-letters"
  alarm_description   = "A tracker refused events. Look at what it logged, mend the caller, run npx tracklake redrive."
  namespace           = var.metrics_namespace
  metric_name         = "tracklake.dead_lettered"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

output "bucket_name" {
  description = "lake.bucket of tracklake.config.ts."
  value       = aws_s3_bucket.lake.id
}

output "stream_name" {
  description = "The stream of firehoseSink."
  value       = aws_kinesis_firehose_delivery_stream.events.name
}

output "workgroup_name" {
  description = "The workgroup to query in."
  value       = aws_athena_workgroup.lake.name
}

output "producer_policy_arn" {
  description = "Attach it to the roles of services."
  value       = aws_iam_policy.producer.arn
}

output "producer_role_arn" {
  description = "Or give them this role."
  value       = aws_iam_role.producer.arn
}

output "deploy_policy_arn" {
  description = "Attach it to the pipeline's role."
  value       = aws_iam_policy.deploy.arn
}

output "curate_policy_arn" {
  description = "Attach it to the role of a scheduled curate."
  value       = aws_iam_policy.curate.arn
}

output "reader_policy_arn" {
  description = "Attach it to who queries."
  value       = aws_iam_policy.reader.arn
}
