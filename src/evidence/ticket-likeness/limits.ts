/** So much of a ticket's text is read, in characters; what it is about stands at the beginning. */
export const MAX_TICKET_TEXT = 8_000;

/** So many words of a title are laid side by side. */
export const MAX_TITLE_WORDS = 40;

/** Up to so many tickets each is compared with each. */
export const ALL_TICKETS_UP_TO = 200;

/** A word, or two words together, that more than so many tickets share leads to nothing. */
export const MAX_SHARED_BY = 48;

/** So many of a ticket's rarest words lead to others, and so many by twos. */
export const RARE_WORDS = 16;
export const PAIRED_WORDS = 8;

/** In a large backlog a ticket is compared with so many earlier ones: those that share most of its rare words. */
export const MAX_COMPARED = 64;

/** Most words that are named as the reason. */
export const MAX_WHY = 6;
