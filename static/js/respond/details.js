// Words that may show who somebody is. In doubt it is silent: a needless word of ours is one too many.
// The server hides by longer rules (analysis/personal.py); a test lays the two side by side.

const PHONE = /(?<![\p{L}\d.,£$€])(?:\+|00?|44|7)(?:[ ()-]{0,2}\d){9,13}(?![\d%])/u;
const EMAIL = /[\w.+-]+@[\w-]+\.\w{2,}/;
const POSTCODE = /\b[a-z]{1,2}\d[a-z\d]? ?\d(?!st\b|nd\b|rd\b|th\b)[abd-hjlnp-uw-z]{2}\b/i;
const STREET =
  /\b\d{1,4}[a-z]?,? (?:(?!min|hour|mile|metre|people|kids|more|the |of |up |down |my |on |in |a |or |to )[\p{L}'’]+ ){1,2}(?:street|road|avenue|lane|crescent|terrace|grove|gardens|rd|ave)\b/iu;
const MY_NAME =
  /\bmy (?:full |real )?name(?: is|['’]?s) (?!(?:not|no|on|in|a|the|my|never|always|already|too|private|secret|hidden|anonymous|wrong|read|said|spelt|spelled|called|being|only|known|for|and|so|really|very|hard|here|there|nobody|none)\b)\p{L}{2,}/iu;
const CALLED =
  /\b(?:called|named|worker|teacher|mentor|friend|mate|brother|sister|cousin|boyfriend|girlfriend|with|told|ask|thank|thanks to) \p{Lu}\p{Ll}+ (?!(?:Road|Street|Park|Cent|School|College|Academy|Council|Club|House|United|City|Town|Team|Service|Project|Alliance|Station|Hospital|Home|King|High|Primary|Day|Week|Group|Market|Library|Pride|Media|Games?|Live|Up|Read|Stars?)\w*)\p{Lu}\p{Ll}+\b(?! \p{Lu})/u;
const APPS = "(?:snap(?:chat)?|insta(?:gram)?|ig|tiktok|discord|psn|xbox|telegram|whatsapp)(?: (?:name|tag|user|username))?";
const HANDLE = new RegExp(
  "(?<![\\w@.])@(?!home|school|work|night|college|club|youth|uni\\b|the\\b|my\\b|all\\b)[a-z_][\\w.]{2,}" +
    `|\\b(?:(?:my|his|her) ${APPS}(?: is |: ?)|add me on ${APPS}:? )` +
    "(?!(?:is|a|the|an|so|not|on|off|full|my|really|too|where|how|in|private|public|gone|down|broken|banned|hacked|always|never|just|and|or|but|if|when|because|please|fine|good|bad|safe|blocked|deleted)\\b)[\\w.]{3,}",
  "i",
);

/** What a text seems to give away: "email", "phone", "handle", "address", "name", or "" for nothing. */
export function detailIn(text) {
  const typed = text.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15);
  if (EMAIL.test(typed)) return "email";
  if (PHONE.test(typed)) return "phone";
  if (HANDLE.test(typed)) return "handle";
  if (POSTCODE.test(typed) || STREET.test(typed)) return "address";
  return MY_NAME.test(typed) || CALLED.test(typed) ? "name" : "";
}
