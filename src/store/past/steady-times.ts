/**
 * Makes times that never go back out of those of commits in order. As many as possible are kept: a clock that was wrong for a while,
 * before or ahead, must not move all the others. What does not fit takes the time of the one before it.
 */
export function steadyTimes(times: readonly number[]): { readonly times: readonly number[]; readonly strays: number } {
  const kept = longestRising(times);
  let strays = 0;
  let last = times[[...kept][0] ?? 0] ?? 0;
  const steady = times.map((time, place) => {
    if (kept.has(place)) last = time;
    else strays += 1;
    return last;
  });
  return { times: steady, strays };
}

/** The places of one longest run that never falls: patience sorting, each with a link to the one before it. */
function longestRising(times: readonly number[]): ReadonlySet<number> {
  const tops: number[] = [];
  const before: number[] = [];
  for (const [place, time] of times.entries()) {
    const pile = firstAbove(tops, times, time);
    before[place] = tops[pile - 1] ?? -1;
    tops[pile] = place;
  }
  const chain: number[] = [];
  for (let place = tops.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) chain.push(place);
  return new Set(chain.reverse());
}

function firstAbove(tops: readonly number[], times: readonly number[], time: number): number {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[tops[middle] ?? 0] ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
