// Bytes, digests and URLs. Digests take and give varbinary, as in Athena.
import type { FunctionGroup } from "./function-group.js";

const digest = "use md5, sha1 or sha256";
const urlPart = (pattern: string): string => `(u) AS NULLIF(regexp_extract(u, '${pattern}', 1), '')`;

export const binaryFunctions: FunctionGroup = {
  same: ["to_base64", "from_base64"],
  renamed: { from_hex: "unhex", from_utf8: "decode", to_hex: "hex", to_utf8: "encode" },
  macros: {
    md5: "(x) AS unhex(md5(x))",
    sha1: "(x) AS unhex(sha1(x))",
    sha256: "(x) AS unhex(sha256(x))",
    url_decode: "(x) AS url_decode(replace(x, '+', '%20'))",
    url_encode: "(x) AS replace(url_encode(x), '%20', '+')",
    url_extract_fragment: urlPart("#(.*)$"),
    url_extract_host: urlPart("^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/:?#]+)"),
    url_extract_parameter:
      "(u, name) AS CASE WHEN regexp_matches(u, '[?&]' || regexp_escape(name) || '=') " +
      "THEN url_decode(regexp_extract(u, '[?&]' || regexp_escape(name) || '=([^&#]*)', 1)) END",
    url_extract_path: "(u) AS regexp_extract(u, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*([^?#]*)', 1)",
    url_extract_port:
      "(u) AS TRY_CAST(NULLIF(regexp_extract(u, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*:([0-9]+)', 1), '') AS BIGINT)",
    url_extract_protocol: urlPart("^([A-Za-z][A-Za-z0-9+.-]*)://"),
    url_extract_query: urlPart("\\?([^#]*)"),
    uuid: "() AS gen_random_uuid()",
  },
  rewritten: [],
  refused: {
    crc32: digest,
    hmac_md5: digest,
    hmac_sha1: digest,
    hmac_sha256: digest,
    hmac_sha512: digest,
    murmur3: digest,
    sha512: digest,
    spooky_hash_v2_32: digest,
    spooky_hash_v2_64: digest,
    xxhash64: digest,
  },
};
