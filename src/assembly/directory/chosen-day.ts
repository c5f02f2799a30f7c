import { UserError } from '../../cli/user-error.ts';
import { isDay } from '../../curriculum/day.ts';

/** The day that `--date` names; undefined if it names none. @throws UserError if it is no day of the calendar. */
export function chosenDay(said: string | undefined): string | undefined {
  if (said === undefined || isDay(said)) return said;
  throw new UserError(`"${said}" is no day of the calendar. Write it as YYYY-MM-DD: --date 2027-01-31`);
}
