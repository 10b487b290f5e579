/** Words that people use for each other when they write tickets. A line is a concept, its first word the name. */
const GROUPS = `
crash crashes crashed die dies dying panic abort sigfpe segfault exception throw throws raise raises
freeze freezes hang hangs hung stuck block blocks unresponsive
loop loops infinite forever endless
slow slowly slowness performance latency lag stutter second seconds minute minutes hour hours ms
fail fails failed failing failure failures error errors break breaks broken wrong
delete deletes deleted deleting remove removes removed removing drop drops dropped erase discard lose loses lost losing vanish vanishes missing gone disappear disappears
add adds added adding support supports supported implement introduce provide offer allow allows
login signin logon
logout signout
mail mails email emails
image images picture pictures photo photos
twice double duplicate duplicates duplicated
test tests testing
user users customer customers visitor account accounts
start startup boot launch starts starting
stop stops stopped end ends exit exits terminate kill killed
faster speed quick fast
show shows display displays visible shown
invisible hidden hide unreadable
concurrent concurrently parallel race simultaneous
memory oom heap
store storage save saves saved saving persist
config configuration settings setting
credential credentials token tokens
directory folder folders directories dir
doc docs documentation document readme
permission permissions mode access
dark night
refuse refuses refused reject rejects rejected deny denied
accept accepts accepted
message messages
key keys
shortcut shortcuts binding bindings hotkey
cursor caret
endpoint route
response answer answers responses
request requests call calls
result results
large big huge
restart reboot restarts
expire expires expired expiry
encode encoding charset
change changes changed modify modification modifications modified
empty blank
machine readable json
retry retries retried
check checks validate validation verify
warn warning warnings
find finds found search searches searching
export exports
import imports
old legacy outdated stale
log logs logging
`;

/** Words that say nothing about what a ticket is about. */
const EMPTY = `
a an the and or but if then else of in on at to from by for with without into onto over under between through than as is are was were be been
being am it its this that these those there their them they he she his her you your we our us me my not no nor so too very can could may
might must shall should will would do does did done have has had having when where which who whom whose what why how each every all any some
both either neither other another such only own same one two three also just still yet now again already always never ever even although
though because since while until after before during once about above below up down out off more most less least much many few lot like via
per etc eg ie use used uses using need needs needed want wants wanted make makes made get gets got let lets come comes came go goes went take
takes took taken give gives gave given see sees saw seen say says said keep put set thing things way well currently instead however whenever
whether
`;

/** Phrases that are written in several ways, and the one word that stands for them. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sign|log)(?:s|ged|ed|ging|ing)?[ -]?in\b/gi, "login"],
  [/\b(?:sign|log)(?:s|ged|ed|ging|ing)?[ -]?out\b/gi, "logout"],
  [/\be-mail/gi, "email"],
  [/\btwo times\b/gi, "twice"],
];

const listOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

export const EMPTY_WORDS: ReadonlySet<string> = new Set(listOf(EMPTY));

export const CONCEPTS: readonly (readonly string[])[] = GROUPS.trim().split("\n").map(listOf);

export const onePhrase = (text: string): string =>
  PHRASES.reduce((changed, [phrase, word]) => changed.replace(phrase, word), text);
