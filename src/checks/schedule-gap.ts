/** A run that does not look back far enough for records that CloudTrail delivers late. */
import { diagnose } from '../base/catalogue.ts';
import type { RuleCheck } from './check.ts';

/** Minutes. AWS speaks of about five on average and promises none; older guides say within fifteen. */
const DELIVERY = 15;

/** Of a param the environments decide, and an environment is not judged by a rule's example. */
export const scheduleGap: RuleCheck = ({ document }) => {
  const { every, lookback } = document.schedule;
  if (typeof every !== 'number' || typeof lookback !== 'number') return [];
  const least = every + DELIVERY * 60;
  if (lookback < every || lookback >= least) return [];
  const args = { overlap: (lookback - every) / 60, delivery: DELIVERY, least: `${least / 60}m` };
  return [diagnose('check/schedule-gap', document.title.span, args)];
};
