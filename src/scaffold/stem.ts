/** The name of a rule's file after the call that the rule is about: `AssumeRole` → `assume-role`. */

const LONGEST = 60;

/** Always a name that a rule may have: lower-case words joined by `-`. */
export function stemOfCall(eventName: string): string {
  const words = eventName
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let stem = '';
  for (const word of words) {
    const longer = stem === '' ? word.slice(0, LONGEST) : `${stem}-${word}`;
    if (longer.length > LONGEST) break;
    stem = longer;
  }
  return stem === '' ? 'new-rule' : stem;
}
