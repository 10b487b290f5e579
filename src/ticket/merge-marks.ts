/** Comments that a merge leaves in a section where it kept two versions, for a person to choose. */
export const FIRST_MARK = "<!-- merge: two versions of these lines, here is the first -->";
export const SECOND_MARK = "<!-- merge: here is the second version -->";
export const END_MARK = "<!-- merge: end of the two versions -->";
export const REMOVED_MARK = "<!-- merge: one side removed this section, the other changed it -->";

/** Whether a section still holds what somebody has to choose from. */
export const awaitsChoice = (body: string): boolean =>
  body.split(/\r?\n/).some((line) => line === FIRST_MARK || line === REMOVED_MARK);
