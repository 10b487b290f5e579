/** Titles in a picture are cut here, so that its boxes stay small. */
export const MAX_LABEL_CHARS = 60;
