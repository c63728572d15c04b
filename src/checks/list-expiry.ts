/** Entries past their date are errors, entries about to pass it are warnings. */
import { diagnose } from '../base/catalogue.ts';
import type { ListCheck } from './check.ts';

const WARN_DAYS = 30;

export const listExpiry: ListCheck = ({ list, today }) =>
  list.entries.flatMap(({ expires, values }) => {
    if (expires === undefined) return [];
    const args = { list: list.name, value: values.join(', '), expires: expires.value };
    const days = (Date.parse(expires.value) - Date.parse(today)) / 86_400_000;
    if (days < 0) return [diagnose('check/list-entry-expired', expires.span, args)];
    return days <= WARN_DAYS ? [diagnose('check/list-entry-expires', expires.span, args)] : [];
  });
