// Whether words may tell of harm: a short part of the server's own list (analysis/data/concern_phrases.json), which is far
// longer and decides who reads what. Here it only keeps a warning quiet and changes a line of the help card.
// Chosen: short, strong, the commonest of each kind of harm. A test holds each phrase to the server's list.

/** The phrases, with a bar between them. */
export const SHORT_LIST =
  "kill myself|kms|suicide|suicidal|want to die|wanna die|end my life|self harm|selfharm|cut myself|" +
  "hurt myself|hurt me|hurts me|hurting me|hit me|hits me|hitting me|beat me|beats me|punched me|" +
  "slaps me|abusive|abuses me|rape|raped|molested|touch me|touched me|touches me|groped|grabbed me|" +
  "scared of him|scared of her|scared of them|scared of my dad|scared at home|scares me|not safe|" +
  "threaten|threatened|stalk|following me|follows me|nudes|nude|send pics|blackmail|county lines|" +
  "run away|ran away|running away|forced marriage|fgm|homeless|nowhere to go|no food at home|locked me|" +
  "locks me|i need help|save me|get me out|restrain|restrained me|hate myself|something happened|" +
  "told me not to tell|our secret|groomed|gave me money|sell drugs|i owe|hits mum|not ok|" +
  "comes into my room|kicked me out|bruise|afraid of him|trafficked|overdose|havent eaten|bhag jana|" +
  "hit us|hurt us|dont feel safe|feel unsafe|scared to go home|beaten up|hits my mum|dont tell anyone|" +
  "nobody believes me|pregnant|stabbed|drugged me|sexually assaulted|came into my room|thrown out|" +
  "touching me|stalking me|threatens";

const TELLING = new RegExp(`\\b(?:${SHORT_LIST})\\b`);

/** Whether one of the phrases stands in a text, however it is written: DON’T, don't and dont are one word. */
export function mayTell(text) {
  const plain = text.toLowerCase().replace(/['’‘`]/g, "");
  return TELLING.test(plain.replace(/[^\p{L}]+/gu, " "));
}
