/** Dates without a clock. Must not: ask what day it is. */

/** `YYYY-MM-DD` and a day that exists (years 1000 to 9999). */
export function isCalendarDate(text: string): boolean {
  if (!/^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Some days that do not exist, such as 30 February, are read as a day of the next month.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
