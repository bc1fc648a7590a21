// Words of names that speak of a person: who is meant, and what of theirs is personal data.
// Personal data in the sense of the GDPR, article 4 (1), and of Japan's APPI, article 2: what identifies a living person.
import { singular } from "./split.js";

const persons = new Set(
  (
    "admin applicant approver assignee attendee author beneficiary buyer candidate caller child " +
    "committer contact creator customer doctor driver employee guardian guest holder host invitee inviter lead " +
    "manager member mentor operator owner parent participant passenger patient payee payer person recipient referrer renter " +
    "reporter reviewer seller sender signer staff student subscriber teacher user visitor worker"
  ).split(" "),
);

/** Whether a name's last word is somebody: `billing_contact`, `members`. */
export function isPerson(words: readonly string[]): boolean {
  return persons.has(singular(words.at(-1) ?? ""));
}

/** What identifies a person by itself, as the last words of a name. */
const identifying = endings([
  "email",
  "e_mail",
  "mail",
  "mail_address",
  "phone",
  "phone_number",
  "telephone",
  "tel",
  "mobile_number",
  "mobile_phone",
  "cellphone",
  "fax",
  "ip",
  "ip_address",
  "ip_addr",
  "ipv4",
  "ipv6",
  "remote_addr",
  "client_addr",
  "mac_address",
  "address",
  "street",
  "postal_address",
  "postal_code",
  "postcode",
  "zip_code",
  "birth",
  "birthday",
  "birthdate",
  "birth_date",
  "date_of_birth",
  "dob",
  "born_on",
  "first_name",
  "last_name",
  "middle_name",
  "given_name",
  "family_name",
  "surname",
  "maiden_name",
  "username",
  "user_name",
  "passport",
  "passport_number",
  "passport_no",
  "face_id",
  "face_image",
  "fingerprint_image",
  "voiceprint",
  "ssn",
  "social_security_number",
  "my_number",
  "national_id",
  "drivers_license",
  "driver_license",
  "license_plate",
  "iban",
  "bank_account",
  "bank_account_number",
  "gender",
  "sex",
  "religion",
  "ethnicity",
  "nationality",
  "race",
  "blood_type",
  "diagnosis",
  "disability",
]);
/** What is somebody's where nothing before it says otherwise: `contact`, but not `contact_type`; `nickname` of whom it may be. */
const byItself = new Set(
  [
    "full_name",
    "nickname",
    "name_kana",
    "kana",
    "contact",
    "lat",
    "lon",
    "lng",
    "geo",
    "latlng",
    "lat_lng",
    "geolocation",
  ].concat(["latitude", "longitude", "gps"]),
);
/** Where somebody is: as good as an address, and a number. */
const coordinates = endings([
  "latitude",
  "longitude",
  "lat",
  "lon",
  "lng",
  "geo",
  "geolocation",
  "gps",
  "latlng",
  "lat_lng",
]);
/** What a name ends in when it is a name of whoever stands before or around it. */
const namings = endings(["full_name", "display_name", "legal_name", "name_kana", "nickname", "kana", "name"]);
/** May follow without changing what it is: `address_line_1`, `email_normalized`, `phone_number`. */
const tails = /^(line|lines|number|text|raw|normalized|normalised|full|primary|secondary|home|work|\d+|line\d+)$/;
/** Before an address: it is a machine's, or a chain's. */
const machines = new Set("server host pod node container bind listen gateway contract bucket memory".split(" "));
/** Before a mail: it is no address. */
const mails = new Set("voice direct web junk".split(" "));

/** Whether a name says where something is on the earth. */
export function isCoordinate(name: readonly string[]): boolean {
  return endingOf(name, coordinates) !== undefined;
}

/**
 * Which personal data a name says that it holds, or nothing.
 *
 * @param around - The words of what the field lies in.
 * @param isTop - Whether it lies in the event itself: then nothing around it says whose it is.
 */
export function personalIn(name: readonly string[], around: readonly string[], isTop = false): string | undefined {
  const words = inSingular(name);
  const meant = withoutTail(words);
  if (machines.has(words[0] ?? "") || (meant.at(-1) === "mail" && mails.has(meant.at(-2) ?? ""))) return undefined;
  const whole = meant.join("_");
  if ((isTop || isPerson(around)) && byItself.has(whole)) return whole.replaceAll("_", " ");
  const place = endingOf(meant, coordinates);
  if (place !== undefined && isPerson(meant.slice(0, meant.length - place.split("_").length)))
    return "somebody's place";
  const identifier = endingOf(meant, identifying);
  if (identifier !== undefined) return identifier.replaceAll("_", " ");
  const naming = endingOf(meant, namings);
  if (naming === undefined) return undefined;
  const before = meant.slice(0, meant.length - naming.split("_").length);
  return isPerson(before.length > 0 ? before : around) ? "name of a person" : undefined;
}

/** What gives access, as the last words of a name: it belongs into no log, hashed or not. */
const secrets = endings([
  "password",
  "passwd",
  "passphrase",
  "secret",
  "client_secret",
  "secret_key",
  "private_key",
  "api_key",
  "access_key",
  "access_token",
  "refresh_token",
  "auth_token",
  "bearer_token",
  "session_token",
  "device_token",
  "push_token",
  "reset_token",
  "csrf_token",
  "login_token",
  "jwt",
  "id_token",
  "authorization_header",
  "cookie",
  "otp",
  "pin_code",
  "cvv",
  "cvc",
  "card_number",
  "credit_card",
  "credit_card_number",
]);

/** Which secret a name says that it holds, or nothing. */
export function secretIn(name: readonly string[]): string | undefined {
  const words = inSingular(name);
  // `page_token` says what it is for; alone it opens something.
  if (words.join("_") === "token") return "token";
  return endingOf(words, secrets)?.replaceAll("_", " ");
}

/** A list of addresses holds addresses. */
function inSingular(words: readonly string[]): readonly string[] {
  return [...words.slice(0, -1), ...words.slice(-1).map(singular)];
}

function withoutTail(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && tails.test(words[end - 1] ?? "")) end--;
  const cut = words.slice(0, end);
  // `phone_number` is listed with its tail; `address_line_1` without.
  return (endingOf(words, identifying) ?? endingOf(words, namings)) ? words : cut;
}

/** Endings of names by their last word: most names are told apart by it. */
type Endings = ReadonlyMap<string, readonly (readonly string[])[]>;

function endings(names: readonly string[]): Endings {
  const byLast = new Map<string, (readonly string[])[]>();
  for (const name of names) {
    const words = name.split("_");
    const last = words.at(-1) ?? "";
    byLast.set(last, [...(byLast.get(last) ?? []), words]);
  }
  return byLast;
}

function endingOf(words: readonly string[], known: Endings): string | undefined {
  const candidates = known.get(words.at(-1) ?? "") ?? [];
  return candidates
    .find((wanted) => wanted.every((word, at) => word === words[words.length - wanted.length + at]))
    ?.join("_");
}
